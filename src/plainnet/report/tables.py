"""Tables of a report: models with their figures, classes, layers."""

from collections.abc import Collection, Mapping, Sequence

from plainnet.coach.finding import Finding
from plainnet.evaluation.classification import ClassFigures, ClassReport, MeanFigures
from plainnet.evaluation.number_format import format_figure, is_better_when_higher, metric_name
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.network import layer_rows
from plainnet.report.blocks import Block, TableBlock


def score_table(
    metrics: Sequence[str],
    scores: Mapping[str, Mapping[str, float | None]],
    caption: str,
    *,
    emphasised_row: int = 0,
    sure: Collection[str] | None = None,
) -> TableBlock:
    """Lay out model x metric.

    `sure`: None marks that of every metric.
    """
    rows = [
        [label, *(format_figure(metric, figures.get(metric)) for metric in metrics)]
        for label, figures in scores.items()
    ]
    best = set()
    for column, metric in enumerate(metrics, start=1):
        sign = 1 if is_better_when_higher(metric) else -1
        values = [figures.get(metric) for figures in scores.values()]
        known = [sign * value for value in values if value is not None]
        if not known or (sure is not None and metric not in sure):
            continue
        # What reads the same as the best is as good: a difference nobody sees is no lead.
        written = format_figure(metric, sign * max(known))
        same = {(row, column) for row, cells in enumerate(rows) if cells[column] == written}
        best |= same if len(same) < len(known) else set()
    headers = [say("case.report.model"), *map(metric_name, metrics)]
    return TableBlock(headers, rows, caption, emphasised_row, frozenset(best))


def class_table(report: ClassReport, class_names: Sequence[str]) -> TableBlock:
    """Lay out precision, recall, F1 and rows of each class, and the means over them."""
    rows = [_row(class_names[figures.label], figures) for figures in report.classes]
    means = [
        _row(say("report.macro_mean"), report.macro),
        _row(say("report.weighted_mean"), report.weighted),
    ]
    names = [metric_name(metric) for metric in ("precision", "recall", "f1")]
    headers = [say("case.class"), *names, say("case.support")]
    return TableBlock(headers, [*rows, *means], say("case.by_class"))


def _row(name: str, figures: ClassFigures | MeanFigures) -> list[str]:
    """Write one line."""
    return [
        name,
        format_figure("precision", figures.precision),
        format_figure("recall", figures.recall),
        format_figure("f1", figures.f1),
        str(figures.support),
    ]


def network_table(model: Model) -> TableBlock:
    """Lay out the network, layer by layer.

    `model`: built, so that it knows the shape of its inputs.
    """
    assert model.input_shape is not None
    rows = [
        [name, kind, " × ".join(map(str, shape)), f"{count:,}"]
        for name, kind, shape, count in layer_rows(model.network, model.input_shape)
    ]
    headers = [
        say("summary.layer"),
        say("case.report.kind"),
        say("summary.output_shape"),
        say("summary.weights"),
    ]
    return TableBlock(headers, rows, say("case.report.network"))


def findings_blocks(findings: Sequence[Finding]) -> list[Block]:
    """Lay out what the coach saw, the most serious first; nothing where it saw nothing."""
    rows = [
        [each.code, say(f"coach.severity.{each.severity}"), each.claim, each.fix]
        for each in findings
    ]
    headers = [say(f"coach.column.{name}") for name in ("code", "severity", "claim", "fix")]
    return [TableBlock(headers, rows, say("coach.section_caption"))] if rows else []

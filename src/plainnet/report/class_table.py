"""The report by class as a table."""

from collections.abc import Sequence

from plainnet.evaluation.class_report import ClassReport, MeanFigures
from plainnet.evaluation.classification import ClassFigures
from plainnet.evaluation.number_format import format_figure, metric_name
from plainnet.messages.language import say
from plainnet.report.blocks import TableBlock


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

"""Models and their figures as a table, the best of each column marked."""

from collections.abc import Collection, Mapping, Sequence

from plainnet.evaluation.number_format import format_figure, is_better_when_higher, metric_name
from plainnet.messages.language import say
from plainnet.report.blocks import TableBlock


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

"""The table that closes a run: each way and each baseline beside its figures."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from plainnet.commands.console import padded
from plainnet.evaluation.number_format import format_figure, metric_name
from plainnet.messages.catalogue import CATALOGUE
from plainnet.messages.language import say

Row = tuple[str, Mapping[str, Any]]

METRICS = ("cost", "accuracy", "precision", "recall", "f1", "rmse", "mae", "mape", "r2", "skill")


def case_table(result: Mapping[str, Any]) -> str:
    """Lay out one case: a row for each way and each baseline, a column for each metric."""
    ways = [(say(f"command.way.{way}"), figures) for way, figures in result["ways"].items()]
    return figures_table(result["case"], ways, result["baselines"])


def model_table(result: Mapping[str, Any]) -> str:
    """Lay out the figures of one tested model beside the baselines."""
    model = [(say("command.table.model"), result["metrics"])]
    baselines = _of_any_data(result["baselines"])
    return figures_table(str(result["model"]), model, baselines, result.get("intervals"))


def run_table(result: Mapping[str, Any]) -> str:
    """Lay out the figures of a run with their intervals, beside the baselines."""
    model = [(result["model"], result["metrics"])]
    title = f"{result['run']:04} {result['name']}"
    baselines = _of_any_data(result["baselines"])
    intervals = result.get("intervals", {})
    return figures_table(title, model, baselines, intervals, judged_by=result["metric"])


def _of_any_data(baselines: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Name baselines by words that are not about the data of a case, and say which failed."""
    return {
        say("run_report.failed", baseline=any_baseline_name(name))
        if figures.get("failed")
        else any_baseline_name(name): figures
        for name, figures in baselines.items()
    }


def any_baseline_name(name: str) -> str:
    """Return a baseline's name as a person reads it, whatever the data are about."""
    key = f"run.baseline.{name}"
    return say(key) if key in CATALOGUE else baseline_name(name)


def figures_table(
    title: str,
    rows: Sequence[Row],
    baselines: Mapping[str, Mapping[str, Any]],
    intervals: Mapping[str, Sequence[float] | None] | None = None,
    judged_by: str | None = None,
) -> str:
    """Lay out rows of figures, the baselines below them.

    >>> print(figures_table("gold", [("net", {"rmse": 16.9})], {"random search": {"rmse": 46.2}}))
    gold
                                RMSE
      net                      16.90
      baseline: random search  46.20
    """
    beside = [
        (say("command.table.baseline", name=baseline_name(name)), figures)
        for name, figures in baselines.items()
    ]
    everything = [*rows, *beside]
    metrics = _metrics_of(figures for _, figures in everything)
    if judged_by is not None and judged_by not in METRICS:
        metrics = [judged_by, *metrics]
    table = [
        ["", *map(metric_name, metrics)],
        *([name, *_cells(metrics, figures)] for name, figures in everything),
    ]
    if intervals and any(intervals.values()):
        between = [_interval(metric, intervals.get(metric)) for metric in metrics]
        table.insert(1 + len(rows), [say("command.table.interval"), *between])
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    return "\n".join([title, *("  " + _line(cells, widths) for cells in table)])


def baseline_name(name: str) -> str:
    """Return a baseline's name as a person reads it; an unknown one as it stands."""
    key = f"baseline.{name}"
    return say(key) if key in CATALOGUE else name


def _metrics_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """List the metrics that some row has."""
    given = {name for figures in rows for name in figures}
    return [metric for metric in METRICS if metric in given]


def _cells(metrics: Sequence[str], figures: Mapping[str, Any]) -> list[str]:
    """Write the figures of one row; nothing for a metric it does not have."""
    return [
        format_figure(metric, figures[metric]) if metric in figures else "" for metric in metrics
    ]


def _interval(metric: str, interval: Sequence[float] | None) -> str:
    """Write from where to where a figure may lie; nothing where that is not known."""
    if interval is None:
        return ""
    return " … ".join(format_figure(metric, end) for end in interval)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Set one row: the name at the left, figures at the right of their columns."""
    name, *figures = cells
    texts = [padded(name, widths[0])]
    texts += [
        padded(figure, width, right=True) for figure, width in zip(figures, widths[1:], strict=True)
    ]
    return "  ".join(texts).rstrip()

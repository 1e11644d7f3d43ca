"""`plainnet runs`: earlier runs beside each other, or one of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.cells import cell_len

from plainnet.commands.console import give, give_json, padded, tell
from plainnet.commands.option_values import LanguageOption, one_of, whole_number
from plainnet.errors import SettingError
from plainnet.messages.language import say

if TYPE_CHECKING:
    from plainnet.pipeline.run_folder import RecordedRun

LARGEST_NUMBER = 10**9
SORTED_BY = ("number", "date", "name", "target", "score", "seconds")
COLUMNS = ("number", "date", "name", "target", "model", "metric", "score", "baseline", "seconds")
FIGURES = ("number", "score", "baseline", "seconds")  # set at the right of their columns


def runs(
    show: Annotated[
        str | None, typer.Argument(metavar="runs.metavar.show", help="runs.option.show")
    ] = None,
    number: Annotated[
        str | None, typer.Argument(metavar="runs.metavar.number", help="runs.option.number")
    ] = None,
    other: Annotated[
        str | None, typer.Argument(metavar="runs.metavar.other", help="runs.option.other")
    ] = None,
    sort: Annotated[
        str, typer.Option(metavar="runs.metavar.sort", help="runs.option.sort")
    ] = "number",
    folder: Annotated[
        Path, typer.Option("--runs", metavar="command.metavar.folder", help="runs.option.runs")
    ] = Path("runs"),
    as_json: Annotated[bool, typer.Option("--json", help="runs.option.json")] = False,
    language: LanguageOption = None,
) -> None:
    """List the runs, show one, compare two, or remove one."""
    one_of("--sort", sort, SORTED_BY)
    numbers = [whole_number("N", given, most=LARGEST_NUMBER) for given in (number, other) if given]
    if show is None:
        _list(folder, sort, as_json)
    elif show == "show" and len(numbers) == 1:
        _show(folder, numbers[0], as_json)
    elif show == "compare" and len(numbers) == 2:
        _compare(folder, *numbers)
    elif show == "remove" and len(numbers) == 1:
        _remove(folder, numbers[0])
    else:
        raise SettingError("runs.usage", found=" ".join(filter(None, (show, number, other))))


def _run(folder: Path, number: int) -> "RecordedRun":
    """Read one run."""
    from plainnet.pipeline.run_folder import recorded_run

    return recorded_run(folder, number)


def _compare(folder: Path, first: int, second: int) -> None:
    """Show two runs beside each other, and the settings in which they differ."""
    one, two = _run(folder, first), _run(folder, second)
    settings = one.recipe(), two.recipe()
    differing = [
        f"{name} = {settings[0].get(name, '-')} | {settings[1].get(name, '-')}"
        for name in settings[0] | settings[1]
        if settings[0].get(name) != settings[1].get(name)
    ]
    blocks = [list_of_runs([one, two])]
    blocks += [_block(say("runs.heading.differing"), differing)] if differing else []
    give("\n\n".join(blocks))


def _remove(folder: Path, number: int) -> None:
    """Delete a run."""
    run = _run(folder, number)
    left = run.remove()
    key = "runs.removed_but" if left else "runs.removed"
    tell(say(key, folder=run.folder, files=left))


def _sorting(run: "RecordedRun", by: str) -> Any:
    """Return what a run is sorted by: of scores the best first, metric by metric."""
    from plainnet.evaluation.number_format import is_better_when_higher

    metric = run.result["metric"]
    score = run.result["metrics"].get(metric)
    worse = float("inf") if score is None else -score if is_better_when_higher(metric) else score
    return {
        "number": run.number,
        "date": run.date,
        "name": run.name,
        "target": run.target,
        "score": (metric, worse),
        "seconds": run.result["seconds"].get("total") or 0.0,
    }[by]


def _list(folder: Path, sort: str, as_json: bool) -> None:
    """List what can be read, and name what cannot."""
    from plainnet.pipeline.run_folder import recorded_runs

    found, damaged = recorded_runs(folder)
    found.sort(key=lambda run: _sorting(run, sort))
    for sentence in damaged:
        tell(sentence)
    if as_json:
        give_json([{"folder": str(run.folder), **run.result} for run in found])
    elif found:
        give(list_of_runs(found))
    elif not damaged:
        tell(say("runs.none", folder=folder))


def list_of_runs(found: Sequence["RecordedRun"]) -> str:
    """Lay out the runs, one line each, under a line of headings."""
    rows = [[say(f"runs.heading.{column}") for column in COLUMNS], *map(_cells, found)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            padded(cell, width, right=column in FIGURES)
            for cell, width, column in zip(row, widths, COLUMNS, strict=True)
        ).rstrip()
        for row in rows
    )


def _cells(run: "RecordedRun") -> list[str]:
    """Write the cells of one run."""
    from plainnet.commands.results_table import any_baseline_name
    from plainnet.evaluation.number_format import (
        format_figure,
        is_better_when_higher,
        metric_name,
    )
    from plainnet.pipeline.run_folder import best_baseline

    result, metric = run.result, run.result["metric"]
    beside = best_baseline(result, is_better_when_higher(metric))
    seconds = result["seconds"].get("total")
    return [
        str(run.number),
        run.date,
        run.name,
        run.target,
        result["model"],
        metric_name(metric),
        format_figure(metric, result["metrics"].get(metric)),
        ""
        if beside is None
        else f"{format_figure(metric, beside[1])} ({any_baseline_name(beside[0])})",
        "" if seconds is None else f"{seconds:.1f}",
    ]


def _show(folder: Path, number: int, as_json: bool) -> None:
    """Show one run."""
    run = _run(folder, number)
    if as_json:
        give_json({"folder": str(run.folder), **run.result, "files": run.files()})
        return
    from plainnet.commands.results_table import run_table

    found: Any = run.result.get("decisions")
    parts = {
        "settings": run.settings().splitlines(),
        "found": [str(sentence) for sentence in found] if isinstance(found, list) else [],
        "files": [str(run.folder / file) for file in run.files()],
    }
    blocks = [run_table({"run": number, "name": run.name, **run.result})]
    blocks += [_block(say(f"runs.heading.{part}"), lines) for part, lines in parts.items() if lines]
    give("\n\n".join(blocks))


def _block(heading: str, lines: Sequence[str]) -> str:
    """Set lines under a heading."""
    return "\n".join([heading, *(f"  {line}" for line in lines)])

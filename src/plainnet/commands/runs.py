"""`plainnet runs`: earlier runs beside each other, or one of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.cells import cell_len

from plainnet.commands.console import give, give_json, padded, tell
from plainnet.commands.option_values import LanguageOption, whole_number
from plainnet.errors import SettingError
from plainnet.messages.language import say

if TYPE_CHECKING:
    from plainnet.pipeline.run_folder import RecordedRun

LARGEST_NUMBER = 10**9
COLUMNS = ("number", "name", "model", "metric", "score", "baseline", "seconds")
FIGURES = ("number", "score", "baseline", "seconds")  # set at the right of their columns


def runs(
    show: Annotated[
        str | None, typer.Argument(metavar="runs.metavar.show", help="runs.option.show")
    ] = None,
    number: Annotated[
        str | None, typer.Argument(metavar="runs.metavar.number", help="runs.option.number")
    ] = None,
    folder: Annotated[
        Path, typer.Option("--runs", metavar="command.metavar.folder", help="runs.option.runs")
    ] = Path("runs"),
    as_json: Annotated[bool, typer.Option("--json", help="runs.option.json")] = False,
    language: LanguageOption = None,
) -> None:
    """List the runs, or show one."""
    if show is None:
        _list(folder, as_json)
    elif show == "show" and number is not None:
        _show(folder, whole_number("N", number, most=LARGEST_NUMBER), as_json)
    else:
        raise SettingError("runs.usage", found=" ".join(filter(None, (show, number))))


def _list(folder: Path, as_json: bool) -> None:
    """List what can be read, and name what cannot."""
    from plainnet.pipeline.run_folder import recorded_runs

    found, damaged = recorded_runs(folder)
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
        run.name,
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
    from plainnet.pipeline.run_folder import recorded_run

    run = recorded_run(folder, number)
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

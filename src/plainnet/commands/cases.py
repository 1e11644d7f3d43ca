"""`plainnet cases`: list the cases, or run one or all of them."""

from collections.abc import Collection
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len

from plainnet.cases.catalogue import CASES
from plainnet.commands.console import give, give_json, padded
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import (
    LanguageOption,
    NoCoachOption,
    SilenceOption,
    one_of,
    whole_number,
)
from plainnet.commands.progress_bar import progress_on_stderr
from plainnet.errors import SettingError
from plainnet.messages.language import say

WAYS = ("taught", "should")


NameArgument = Annotated[
    str | None, typer.Argument(metavar="command.metavar.name", help="command.option.name")
]
DataOption = Annotated[
    Path | None, typer.Option(metavar="command.metavar.path", help="command.option.case_data")
]
OutOption = Annotated[
    Path | None, typer.Option(metavar="command.metavar.folder", help="command.option.out")
]
WaysOption = Annotated[
    str | None, typer.Option("--as", metavar="command.metavar.ways", help="command.option.ways")
]
SeedOption = Annotated[
    str | None, typer.Option(metavar="command.metavar.number", help="command.option.seed")
]
JsonOption = Annotated[bool, typer.Option("--json", help="command.option.cases_json")]


def cases(
    name: NameArgument = None,
    data: DataOption = None,
    out: OutOption = None,
    ways: WaysOption = None,
    seed: SeedOption = None,
    as_json: JsonOption = False,
    no_coach: NoCoachOption = False,
    silence: SilenceOption = None,
    language: LanguageOption = None,
) -> None:
    """Check what was asked for, then list or run."""
    if name is None:
        if as_json or any(option is not None for option in (data, out, ways, seed)):
            raise SettingError("command.name_needed")
        give(case_list())
        return
    chosen_ways = one_of("--as", ways or "both", [*WAYS, "both"])
    results = _run(
        _names(name),
        ways=WAYS if chosen_ways == "both" else (chosen_ways,),
        data=data,
        out=out or Path("results"),
        seed=whole_number("--seed", "0" if seed is None else seed),
        coach=(no_coach, silence or ()),
    )
    if as_json:
        give_json(results if name == "all" else results[0])
    else:
        from plainnet.commands.results_table import case_table

        give("\n\n".join(map(case_table, results)))


def case_list() -> str:
    """List the cases, one line each."""
    width = max(map(cell_len, CASES))
    return "\n".join(
        f"{padded(name, width)}  {say(entry.title_key)}" for name, entry in CASES.items()
    )


def _names(asked: str) -> list[str]:
    """Return the names of the cases asked for."""
    if asked == "all":
        return list(CASES)
    if asked not in CASES:
        near = get_close_matches(asked, CASES)
        hint = say("command.did_you_mean_case", names=list(near)) if near else ""
        raise SettingError(
            "command.no_such_case",
            name=asked,
            cases=list(CASES),
            hint=hint,
        )
    return [asked]


def _run(
    names: list[str], coach: tuple[bool, Collection[str]], **settings: Any
) -> list[dict[str, Any]]:
    """Run the cases with the engine set up, saying how far they are.

    `coach`: whether none is wanted, and the rules that are not to be applied.
    """
    prepare_engine()
    from plainnet.cases.running import run_cases
    from plainnet.coach.telling import coach_of_a_run

    with progress_on_stderr() as listener:
        coach_for = partial(coach_of_a_run, *coach, listener.note)
        coach_for()  # a rule that does not exist is refused before anything is trained

        def finished(result: dict[str, Any]) -> None:
            seconds = sum(way["total"] for way in result["seconds"].values())
            report = settings["out"] / result["case"] / "report.html"
            listener.note(
                say(
                    "command.case_finished",
                    case=result["case"],
                    seconds=f"{seconds:.1f}",
                    report=report,
                )
            )

        return run_cases(
            names,
            listener=listener,
            finished=finished,
            tell=listener.note,
            coach_for=coach_for,
            **settings,
        )

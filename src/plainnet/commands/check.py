"""`plainnet check`: what is wrong with a script, with new data for a model, or with data alone."""

from pathlib import Path
from typing import Annotated

import typer

from plainnet.commands.option_values import LanguageOption
from plainnet.errors import SettingError

USUAL_SECONDS = "60"
NO = 1


def check(
    file: Annotated[
        Path, typer.Argument(metavar="command.metavar.checked", help="command.option.checked")
    ],
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="command.metavar.file", help="command.option.check_data"),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target", metavar="train.metavar.column", help="command.option.check_target"
        ),
    ] = None,
    seconds: Annotated[
        str,
        typer.Option(
            "--seconds", metavar="command.metavar.number", help="command.option.check_seconds"
        ),
    ] = USUAL_SECONDS,
    silence: Annotated[
        list[str] | None,
        typer.Option("--silence", metavar="command.metavar.code", help="command.option.silence"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="command.option.check_json")] = False,
    language: LanguageOption = None,
) -> None:
    """Find what is wrong; exit 1 if something serious is found."""
    from plainnet.commands.checked_data import Asked, findings_of, show

    asked = Asked(data, target, _seconds(seconds), tuple(silence or ()))
    if show(findings_of(file, asked), as_json=as_json):
        raise typer.Exit(NO)


def _seconds(text: str) -> float:
    """Read how long a script may run."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 <= number < float("inf"):
        raise SettingError("coach.seconds", value=text)
    return number

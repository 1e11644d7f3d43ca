"""`plainnet check`: what is wrong with a script, with new data for a model, or with data alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plainnet.commands.console import give, tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import LanguageOption
from plainnet.data.input_path import existing_file
from plainnet.errors import SettingError
from plainnet.messages.language import say

if TYPE_CHECKING:
    from plainnet.coach.finding import Finding

MODELS = (".keras", ".h5", ".hdf5")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")
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
    from plainnet.coach.telling import json_of, of_severity, text_of_finding
    from plainnet.commands.coached_script import check_codes

    check_codes(silence or [])
    findings = _findings(file, data, target, _seconds(seconds), silence or [])
    if as_json:
        give(json_of(findings))
    else:
        for finding in findings:
            give(text_of_finding(finding))
        if not findings:
            tell(say("coach.none"))
    if of_severity(findings, "serious"):
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


def _findings(
    file: Path, data: Path | None, target: str | None, seconds: float, silence: list[str]
) -> "list[Finding]":
    """Look at a script, a model, a table or a folder, told apart by the ending."""
    from plainnet.commands import checked_data, checked_script

    if file.is_dir():
        return checked_data.findings_of_images(file, silence)
    existing_file(file)
    ending = file.suffix.lower()
    if ending == ".py":
        return checked_script.findings_of_script(file, seconds, silence)
    if ending in MODELS:
        if data is None:
            raise SettingError("coach.check_needs", file=file, option="--data")
        prepare_engine()
        return checked_data.findings_of_model(file, existing_file(data), silence)
    if ending in TABLES:
        if target is None:
            raise SettingError("coach.check_needs", file=file, option="--target")
        return checked_data.findings_of_table(file, target, silence)
    raise SettingError("coach.check_what", file=file)

"""`plainnet script`: run a Keras script as `python` would, on plainnet's engine."""

from pathlib import Path
from typing import Annotated

import typer

from plainnet.coach.switch import is_switched_off, switched_off
from plainnet.commands.console import tell
from plainnet.commands.option_values import LanguageOption, NoCoachOption, SilenceOption


def script(
    file: Annotated[
        Path, typer.Argument(metavar="command.metavar.script", help="command.option.script")
    ],
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="command.metavar.script_arguments", help="command.option.script_arguments"
        ),
    ] = None,
    allow_download: Annotated[
        bool, typer.Option("--allow-download", help="command.option.allow_download")
    ] = False,
    findings: Annotated[
        Path | None,
        typer.Option("--findings", metavar="command.metavar.file", help="command.option.findings"),
    ] = None,
    no_coach: NoCoachOption = False,
    silence: SilenceOption = None,
    language: LanguageOption = None,
) -> None:
    """Open the import door and run the script, the coach looking on."""
    from plainnet.commands.script_in_child import open_doors
    from plainnet.commands.script_run import run_script

    if allow_download:
        from plainnet.keras_names.datasets.file_download import allow_downloads

        allow_downloads(allow_download)
    open_doors(file)
    if no_coach or is_switched_off():
        with switched_off():
            sentence, exit_code = run_script(str(file), arguments or [])
    else:
        from plainnet.commands.coached_script import run_coached

        sentence, exit_code = run_coached(file, arguments or [], silence or [], findings)
    if sentence is not None:
        tell(sentence)
    if exit_code:
        raise typer.Exit(exit_code)

"""`plainnet script`: run a Keras script as `python` would, on plainnet's engine."""

from pathlib import Path
from typing import Annotated

import typer

from plainnet.coach.switch import is_switched_off, switched_off
from plainnet.commands.console import tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import LanguageOption, NoCoachOption, SilenceOption
from plainnet.commands.script_run import run_script
from plainnet.keras_names.datasets.file_download import allow_downloads
from plainnet.keras_names.door.door import install
from plainnet.keras_names.door.headless_figures import watch_for_pyplot
from plainnet.keras_names.door.module_table import register_names
from plainnet.keras_names.old_libraries.old_libraries import bring_old_names_back


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
    register_names()
    install(prepare_engine)
    allow_downloads(allow_download)
    bring_old_names_back()
    watch_for_pyplot(file.absolute())
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

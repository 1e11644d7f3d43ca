"""`plainnet convert`: a model file in another format."""

from pathlib import Path
from typing import Annotated

import typer

from plainnet.commands.console import tell
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import LanguageOption
from plainnet.errors import FileError
from plainnet.messages.language import say

ENDINGS = (".keras", ".h5", ".hdf5")


def convert(
    source: Annotated[
        Path, typer.Argument(metavar="command.metavar.model", help="command.option.any_model")
    ],
    target: Annotated[
        Path, typer.Argument(metavar="command.metavar.target", help="command.option.target")
    ],
    force: Annotated[bool, typer.Option("--force", help="command.option.force")] = False,
    language: LanguageOption = None,
) -> None:
    """Read the model and write it where it was asked for."""
    if target.suffix not in ENDINGS:
        raise FileError("file.ending", file=target)
    if target.exists() and not force:
        raise FileError("file.exists", file=target)
    prepare_engine()
    from plainnet.files.model_file import read_model_file, write_model_file
    from plainnet.files.old_layer_settings import stretched_for_keras_3

    saved = read_model_file(source)
    write_model_file(target, saved)
    for note in saved.ignored:
        tell(note)
    if stretched_for_keras_3(saved, target) is not saved:
        tell(say("file.stretched"))
    tell(say("command.converted", file=target))

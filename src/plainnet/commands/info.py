"""`plainnet info`: what a model file holds."""

from pathlib import Path
from typing import Annotated

import typer

from plainnet.commands.console import give, give_json
from plainnet.commands.engine_settings import prepare_engine
from plainnet.commands.option_values import LanguageOption


def info(
    model: Annotated[
        Path, typer.Argument(metavar="command.metavar.model", help="command.option.any_model")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="command.option.test_json")] = False,
    language: LanguageOption = None,
) -> None:
    """Describe the model on standard output."""
    prepare_engine()
    from plainnet.commands.model_description import described, description_text
    from plainnet.files.model_file import read_model_file

    description = described(str(model), read_model_file(model))
    if as_json:
        give_json(description)
    else:
        give(description_text(description))

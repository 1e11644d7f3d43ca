"""The option that every command takes: in which language it speaks.

The language is chosen before the command line is parsed, because a help page or a usage
error already needs it; the option stands in the signatures so that it is accepted before
and after the command and shown in the help.

Concepts: language
"""

from typing import Annotated

import typer

LanguageOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="command.metavar.language", help="command.option.language"),
]

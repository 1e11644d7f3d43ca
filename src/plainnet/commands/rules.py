"""`plainnet rules`: the rule book of the coach."""

from typing import Annotated

import typer

from plainnet.commands.console import give
from plainnet.commands.option_values import LanguageOption


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="command.metavar.code", help="command.option.rule")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """List all rules, or show one with its reason, its source and how to silence it."""
    from plainnet.coach.telling import text_of_rule, text_of_rules

    give(text_of_rules() if code is None else text_of_rule(code))

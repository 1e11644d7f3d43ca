"""`plainnet rules`: the rule book of the coach."""

from typing import Annotated

import typer

from plainnet.commands.console import give
from plainnet.commands.option_values import LanguageOption
from plainnet.errors import SettingError
from plainnet.messages.language import say


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="command.metavar.code", help="command.option.rule")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """List all rules, or show one with its reason, its source and how to silence it."""
    from plainnet.coach.coaching import all_rules
    from plainnet.coach.finding import SEVERITIES
    from plainnet.coach.telling import text_of_rule

    book = all_rules()
    if code is None:
        ranked = sorted(book, key=lambda each: (SEVERITIES.index(each.severity), each.code))
        width = max(len(each.code) for each in book)
        for each in ranked:
            severity = say(f"coach.severity.{each.severity}")
            give(f"{each.code:<{width}}  {severity}  {each.family}")
        return
    found = next((each for each in book if each.code == code), None)
    if found is None:
        raise SettingError("coach.unknown_rule", code=code)
    give(text_of_rule(found))

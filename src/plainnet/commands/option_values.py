"""The option all commands share, and checks of what was given to an option."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from plainnet.errors import SettingError
from plainnet.messages.language import say

# A help page or a usage error needs the language before the command line is parsed, so it
# is chosen earlier; here the option is accepted before and after the command, and shown.
LanguageOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="command.metavar.language", help="command.option.language"),
]

LARGEST_SEED = 2**32 - 1


def one_of(option: str, value: str, choices: Sequence[str]) -> str:
    """Return `value` back if it is one of the choices.

    >>> one_of("--rows", "all", ["all", "test"])
    'all'
    """
    if value not in choices:
        raise SettingError(
            "command.not_a_choice", option=option, value=value, choices="|".join(choices)
        )
    return value


def whole_number(option: str, value: str, *, most: int = LARGEST_SEED) -> int:
    """Read a whole number from 0 to `most`.

    >>> whole_number("--seed", "7")
    7
    """
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not (is_number and int(value) <= most):
        raise SettingError(
            "command.not_a_whole_number", option=option, value=value, least=0, most=most
        )
    return int(value)


def hint_at(names: Iterable[str], otherwise: str) -> str:
    """Ask whether one of `names` was meant; without any, give the sentence `otherwise`."""
    meant = ", ".join(names)
    return say("command.did_you_mean", names=meant) if meant else otherwise


def hint_at_command(command: str) -> str:
    """Describe where the help of a command is found."""
    return say("command.try_help", command=command)

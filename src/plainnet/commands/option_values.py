"""Options that commands share, and checks of what was given to an option."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from plainnet.errors import SettingError
from plainnet.messages.language import say
from plainnet.pipeline.recipe import SETTINGS, Setting

# A help page or a usage error needs the language before the command line is parsed, so it
# is chosen earlier; here the option is accepted before and after the command, and shown.
LanguageOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="command.metavar.language", help="command.option.language"),
]


NoCoachOption = Annotated[bool, typer.Option("--no-coach", help="command.option.no_coach")]
SilenceOption = Annotated[
    list[str] | None,
    typer.Option("--silence", metavar="command.metavar.code", help="command.option.silence"),
]


#: Options for a model file that Keras wrote.
ScaleFromOption = Annotated[
    Path | None,
    typer.Option("--scale-from", metavar="command.metavar.data", help="command.option.scale_from"),
]
TargetOption = Annotated[
    str | None,
    typer.Option("--target", metavar="train.metavar.column", help="command.option.card_target"),
]
ScalingOption = Annotated[
    str, typer.Option("--scaling", metavar="command.metavar.scaling", help="command.option.scaling")
]


def parameter(name: str, kind: Any, default: Any) -> inspect.Parameter:
    """Make one parameter of the command."""
    is_needed = default is inspect.Parameter.empty
    place = inspect.Parameter.POSITIONAL_OR_KEYWORD if is_needed else inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, place, default=default, annotation=kind)


def option_of(setting: Setting) -> inspect.Parameter:
    """Make the option of a setting; its text is read later, so that one sentence can answer."""
    metavar, text = f"train.metavar.{setting.metavar}", f"train.option.{setting.name}"
    option = typer.Option(setting.option, metavar=metavar, help=text)
    kind: Any = bool if setting.is_flag else str
    return parameter(setting.field, Annotated[kind | None, option], None)


_OF_FORM = ("decimal", "encoding", "sheet", "header_row", "comment", "day_first", "drop")
#: What may be said of how a file is written: the fields of `TableForm`.
READING = tuple(setting for setting in SETTINGS if setting.field in _OF_FORM)


def with_reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say how a file is written, as keywords."""
    signature = inspect.signature(command)
    own = list(signature.parameters.values())[:-1]
    changed = signature.replace(parameters=[*own, *map(option_of, READING)])
    setattr(command, "__signature__", changed)  # noqa: B010 - as in `train`
    return command


def said(options: Mapping[str, Any], settings: Sequence[Setting]) -> dict[str, Any]:
    """Read the options of some settings that were given."""
    return {
        setting.field: setting.read(setting.option, options[setting.field])
        for setting in settings
        if options[setting.field] is not None
    }


def said_of_form(options: Mapping[str, Any]) -> dict[str, Any]:
    """Read the options that say how a file is written."""
    return said(options, READING)


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
    meant = list(names)
    return say("command.did_you_mean", names=meant) if meant else otherwise


def hint_at_command(command: str) -> str:
    """Describe where the help of a command is found."""
    return say("command.try_help", command=command)

"""The commands in one application, and its usage errors in the user's language."""

from collections.abc import Sequence
from typing import Annotated, cast

import typer

from plainnet import __version__
from plainnet.commands.cases import cases
from plainnet.commands.check import check
from plainnet.commands.console import give
from plainnet.commands.convert import convert
from plainnet.commands.help_page import PlainCommand, PlainGroup
from plainnet.commands.info import info
from plainnet.commands.learn import learn
from plainnet.commands.option_values import LanguageOption, hint_at, hint_at_command, one_of
from plainnet.commands.predict import predict
from plainnet.commands.rules import rules
from plainnet.commands.runs import runs
from plainnet.commands.score_model import score_model
from plainnet.commands.script import script
from plainnet.commands.train import train
from plainnet.errors import SettingError
from plainnet.messages.language import (
    LANGUAGES,
    Language,
    choose_language,
    language_of_arguments,
    say,
)

application = typer.Typer(
    cls=PlainGroup,
    help="command.plainnet",
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
)
application.command("cases", cls=PlainCommand, help="command.cases")(cases)
application.command("train", cls=PlainCommand, help="command.train")(train)
application.command("runs", cls=PlainCommand, help="command.runs")(runs)
application.command("test", cls=PlainCommand, help="command.test")(score_model)
application.command("predict", cls=PlainCommand, help="command.predict")(predict)
application.command("convert", cls=PlainCommand, help="command.convert")(convert)
application.command("info", cls=PlainCommand, help="command.info")(info)
application.command("learn", cls=PlainCommand, help="command.learn")(learn)
application.command("check", cls=PlainCommand, help="command.check")(check)
application.command("rules", cls=PlainCommand, help="command.rules")(rules)
application.command(
    "script",
    cls=PlainCommand,
    help="command.script",
    context_settings={"allow_interspersed_args": False},  # what follows FILE is the script's
)(script)


@application.callback()
def plainnet(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="command.option.version")] = False,
    language: LanguageOption = None,
) -> None:
    """Show the version, or the help page when no command is given."""
    if version:
        give(say("command.version", version=__version__))
        raise typer.Exit
    if context.invoked_subcommand is None:
        give(context.get_help())


def run(arguments: Sequence[str]) -> int:
    """Read a command line and run its command."""
    asked = language_of_arguments(_before_script(arguments))
    if asked is not None:
        choose_language(cast(Language, one_of("--lang", asked, LANGUAGES)))
    command = typer.main.get_command(application)
    try:
        with command.make_context("plainnet", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        raise usage_error(error, arguments) from None
    return 0


def _before_script(arguments: Sequence[str]) -> Sequence[str]:
    """Leave out what `plainnet script` hands on: all that follows the first `.py`."""
    if "script" not in arguments:
        return arguments
    start = arguments.index("script")
    files = [place for place, text in enumerate(arguments) if text.endswith(".py")]
    end = next((place for place in files if place > start), len(arguments))
    return arguments[:end]


def usage_error(error: typer.TyperException, arguments: Sequence[str]) -> SettingError:
    """Put what Typer found wrong in a sentence of the catalogue.

    Typer's own exception classes are private, so they are told apart by name.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "plainnet"
    option = getattr(error, "option_name", "")
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or ()
        hint = hint_at(near, hint_at_command(command))
        return SettingError("command.no_such_option", option=option, hint=hint)
    if kind == "BadOptionUsage":
        has_value = any(argument.startswith(f"{option}=") for argument in arguments)
        key = "command.needless_value" if has_value else "command.missing_value"
        return SettingError(key, option=option)
    if kind == "MissingParameter":
        argument = say(getattr(error, "param").metavar)  # noqa: B009 - on this kind only
        return SettingError("command.missing_argument", argument=argument, command=command)
    return SettingError("command.usage", reason=error.format_message())

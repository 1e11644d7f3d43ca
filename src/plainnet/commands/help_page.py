"""Commands whose help pages and usage errors come from the message catalogue.

Typer writes its headings in English and counts a Chinese character as one column, so the
page is laid out here. Help texts and metavars of commands and options are catalogue keys.
"""

import shutil
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from rich.cells import cell_len
from typer.core import TyperCommand, TyperGroup

from plainnet.commands.console import padded, wrapped
from plainnet.commands.option_values import hint_at, hint_at_command
from plainnet.errors import SettingError
from plainnet.messages.language import say

_WIDEST_PAGE = 100  # columns; longer lines are hard to read
_WIDEST_NAME = 30


class PlainCommand(TyperCommand):
    """A command with its page in two languages."""

    # Typer's own context type is private, hence Any.
    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(help_page(self, ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, and refuse those that are too many."""
        ctx.allow_extra_args = True
        extra = super().parse_args(ctx, args)
        if extra:
            raise SettingError(
                "command.extra_arguments", arguments=" ".join(extra), command=ctx.command_path
            )
        return extra


class PlainGroup(TyperGroup):
    """The command `plainnet` itself, with its page in two languages."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(help_page(self, ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Find a command by its name, or ask for the nearest one."""
        command = super().get_command(ctx, cmd_name)
        if command is None and not cmd_name.startswith("-"):
            near = get_close_matches(cmd_name, self.list_commands(ctx))
            hint = hint_at(near, hint_at_command(ctx.command_path))
            raise SettingError("command.no_such_command", name=cmd_name, hint=hint)
        return command


@dataclass(frozen=True)
class HelpContent:
    """What the page of a command says, in the current language; rows are names with their texts."""

    usage: str
    text: str
    arguments: list[tuple[str, str]]
    options: list[tuple[str, str]]
    commands: list[tuple[str, str]]


def help_content(command: Any, context: Any) -> HelpContent:
    """Collect what the page of a command says."""
    parameters = command.get_params(context)
    commands = getattr(command, "commands", {})
    return HelpContent(
        usage=_usage(command, context),
        text=say(command.help),
        arguments=[_argument_row(p) for p in parameters if p.param_type_name == "argument"],
        options=[_option_row(p) for p in parameters if p.param_type_name == "option"],
        commands=[(name, say(each.help)) for name, each in commands.items()],
    )


def help_page(command: Any, context: Any) -> str:
    """Lay out the page of one command: usage, what it does, arguments, options, commands."""
    width = min(shutil.get_terminal_size().columns, _WIDEST_PAGE) - 2
    content = help_content(command, context)
    blocks = [
        [say("command.heading.usage", line=content.usage)],
        ["  " + line for line in wrapped(content.text, width - 2)],
        _section(say("command.heading.arguments"), content.arguments, width),
        _section(say("command.heading.options"), content.options, width),
        _section(say("command.heading.commands"), content.commands, width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _usage(command: Any, context: Any) -> str:
    """Show how the command is typed."""
    arguments = [each for each in command.get_params(context) if each.param_type_name == "argument"]
    pieces = [context.command_path, say("command.metavar.options")]
    pieces += [
        say(each.metavar) if each.required else f"[{say(each.metavar)}]" for each in arguments
    ]
    if hasattr(command, "commands"):
        pieces.append(say("command.metavar.command"))
    return " ".join(pieces)


def _argument_row(argument: Any) -> tuple[str, str]:
    """Return the name and the text of an argument."""
    return say(argument.metavar), say(argument.help)


def _option_row(option: Any) -> tuple[str, str]:
    """Return the names, with the value they take, and the text of an option."""
    names = ", ".join(option.opts)
    if not option.is_flag:
        names = f"{names} {say(option.metavar)}"
    key = "command.option.help" if option.name == "help" else option.help
    return names, say(key)


def _section(heading: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    """Set names and texts in two columns under a heading; nothing without rows."""
    if not rows:
        return []
    first = min(max(cell_len(name) for name, _ in rows), _WIDEST_NAME)
    lines = [heading]
    for name, text in rows:
        texts = wrapped(text, max(width - first - 4, 20))
        if cell_len(name) > first:
            lines.append(f"  {name}")
            name = ""
        lines.append(f"  {padded(name, first)}  {texts[0]}")
        lines += [" " * (first + 4) + line for line in texts[1:]]
    return lines

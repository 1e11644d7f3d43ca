"""`plainnet learn`: the course in the browser, or as files for any web host."""

import importlib.util
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from plainnet.commands.console import flush_results, give, tell
from plainnet.commands.option_values import LanguageOption, whole_number
from plainnet.data.input_path import existing_file
from plainnet.errors import SettingError
from plainnet.messages.language import current_language, say

NEEDED = ("fastapi", "uvicorn")
LARGEST_PORT = 65535


def learn(
    port: Annotated[
        str | None,
        typer.Option("--port", metavar="command.metavar.port", help="command.option.port"),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="command.option.no_browser")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="command.metavar.folder", help="command.option.export"),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="command.metavar.file", help="command.option.learn_data"),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Export the course, or serve it until Ctrl-C."""
    if export is not None:
        _export(export)
        return
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise SettingError("learn.needs_web")
    given = existing_file(data) if data else None
    number = whole_number("--port", port, most=LARGEST_PORT) if port is not None else 0
    _serve(number, given, opens_browser=not no_browser)


def _export(folder: Path) -> None:
    """Write the course into a folder."""
    from plainnet.web.site import export_site

    sizes = export_site(folder)
    kilobytes = -(-sum(sizes.values()) // 1000)
    tell(say("learn.exported", folder=folder, files=len(sizes), kilobytes=kilobytes))


def _serve(port: int, given: Path | None, *, opens_browser: bool) -> None:
    """Take the port, print the address, open it, and answer."""
    from plainnet.web import server

    try:
        taken = server.open_port(port)
    except OSError:
        raise SettingError("learn.port_taken", port=port) from None
    door = server.Door(taken.getsockname()[1])
    address = door.address(current_language())
    give(address)
    flush_results()
    tell(say("learn.open"))
    if opens_browser:
        webbrowser.open(address)
    server.serve(taken, server.course_application(door, given))

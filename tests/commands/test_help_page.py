"""Help pages in both languages."""

import re

import pytest
from typer.main import get_command

from plainnet.commands.application import application
from plainnet.commands.main import main

COMMANDS = [command.name for command in application.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_every_option(command, capsys):
    assert main([command, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"Usage: plainnet {command} [OPTIONS]")
    (parameters,) = (
        entry.callback.__annotations__
        for entry in application.registered_commands
        if entry.name == command
    )
    headings = ["Options:", "--lang en|zh", "--help"]
    known = get_command(application).commands[command].params
    headings += ["Arguments:"] if any(p.param_type_name == "argument" for p in known) else []
    headings += ["--json"] if "as_json" in parameters else []
    for heading in headings:
        assert heading in page


@pytest.mark.parametrize(
    "line", ["{} --help --lang zh", "--lang zh {} --help", "{} --lang=zh --help"]
)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_wholly_chinese_wherever_the_language_stands(command, line, capsys):
    assert main(line.format(command).split()) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"用法：plainnet {command} [选项]")
    assert "选项：" in page
    assert not re.search(r"Usage|Options|Show|default|required|<\w+>", page)


def test_without_arguments_the_help_page_is_shown(capsys):
    assert main([]) == 0
    page = capsys.readouterr().out
    assert all(f"\n  {command} " in page for command in COMMANDS)
    assert main(["--help"]) == 0
    assert capsys.readouterr().out == page


def test_no_line_of_a_page_is_wider_than_a_small_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    for language in ("en", "zh"):
        main(["cases", "--help", "--lang", language])
        for line in capsys.readouterr().out.splitlines():
            assert len(line.encode("gb18030")) <= 60

"""Reading a command line: help in both languages, usage errors, the language option."""

import re

import pytest

from plainnet import __version__
from plainnet.commands.application import application
from plainnet.commands.main import main
from plainnet.messages.language import choose_language

COMMANDS = [command.name for command in application.registered_commands]
USAGE_ERRORS = {
    "--lang fr": "--lang was given fr",
    "case": "did you mean cases?",
    "train": "There is no command train; `plainnet --help`",
    "--frob": "There is no option --frob; `plainnet --help`",
    "-x": "There is no option -x",
    "cases --sed 3": "did you mean --seed",
    "cases --seed": "--seed needs a value",
    "cases --json=1": "--json takes no value",
    "cases all --seed x": "--seed was given x; expected is a whole number",
    "cases all --seed -1": "--seed was given -1",
    "cases all --as wrong": "expected is taught|should|both",
    "cases --data .": "Which case?",
    "cases lstm-golt": "Did you mean lstm-gold?",
    "cases all lstm-gold": "lstm-gold is more than `plainnet cases` takes",
    "test": "MODEL is missing; `plainnet test --help`",
    "test m.keras": "DATA is missing",
    "test m.keras d.csv --rows some": "--rows was given some; expected is all|test",
    "predict": "MODEL is missing; `plainnet predict --help`",
    "predict m.keras d.csv e.csv": "e.csv is more than",
}


@pytest.fixture(autouse=True)
def _language_of_environment():
    """Forget the language that a command line chose."""
    yield
    choose_language(None)


@pytest.mark.parametrize("line", USAGE_ERRORS)
def test_a_usage_error_is_one_sentence_and_exit_code_two(line, capsys):
    assert main(line.split()) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert USAGE_ERRORS[line] in output.err
    assert output.err.count("\n") == 1


@pytest.mark.parametrize("line", [line for line in USAGE_ERRORS if "--lang" not in line])
def test_a_usage_error_speaks_chinese(line, capsys):
    assert main(["--lang", "zh", *line.split()]) == 2
    error = capsys.readouterr().err
    assert re.search(r"[\u4e00-\u9fff]", error)
    assert not re.search(r"\b(option|expected|missing|command)\b", error)


def test_line_ends_in_an_argument_do_not_break_the_sentence(capsys):
    assert main(["a\nb\x1b[31m"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "\x1b" not in error


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_every_option(command, capsys):
    assert main([command, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"Usage: plainnet {command} [OPTIONS]")
    for heading in ("Arguments:", "Options:", "--json", "--lang en|zh", "--help"):
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


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"plainnet {__version__}\n"


def test_the_language_of_the_environment_is_heard(capsys, monkeypatch):
    monkeypatch.setenv("PLAINNET_LANG", "zh")
    main(["--help"])
    assert "用法" in capsys.readouterr().out

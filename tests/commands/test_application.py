"""Reading a command line: help in both languages, usage errors, the language option."""

import re

import pytest

from plainnet import __version__
from plainnet.commands.main import main

USAGE_ERRORS = {
    "--lang fr": "--lang was given fr",
    "case": "did you mean cases?",
    "teach": "There is no command teach; `plainnet --help`",
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


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"plainnet {__version__}\n"


def test_the_language_of_the_environment_is_heard(capsys, monkeypatch):
    monkeypatch.setenv("PLAINNET_LANG", "zh")
    main(["--help"])
    assert "用法" in capsys.readouterr().out

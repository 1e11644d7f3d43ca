"""Garbage is found still, but rarely looked for."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from plainnet.commands.console import (
    give,
    give_json,
    is_terminal,
    json_text,
    padded,
    tell,
    wrapped,
)

PROGRAM = """
import gc, weakref
from plainnet.commands.console import collect_garbage_rarely

class Ring:
    def __init__(self):
        self.itself = self

collect_garbage_rarely()
first = weakref.ref(Ring())
rings = [Ring() for _ in range(150_000)]
print(gc.isenabled(), first() is None)
"""


def test_objects_that_only_hold_themselves_are_found_in_the_end() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("True True\n", "")


TEXTS = st.text(alphabet="ab 神经网，。(")


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("loss", 4), ("损失", 4), ("e\u0301", 1), ("（", 2), ("a：b", 4)]
)
def test_width(text, width):
    assert cell_len(text) == width


def test_padding_left_and_right():
    assert padded("损", 4) == "损  "
    assert padded("损", 4, right=True) == "  损"
    assert padded("too long", 4) == "too long"


@given(TEXTS, st.integers(4, 30))
def test_wrapping_loses_nothing(text, width):
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


@given(TEXTS, st.integers(4, 30))
def test_no_line_begins_with_closing_punctuation(text, width):
    assert not any(
        line.startswith(("，", "。")) for line in wrapped("始" + text.replace(" ", ""), width)
    )


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1), st.integers(4, 30))
def test_lines_of_short_words_keep_to_the_width(words, width):
    assert all(cell_len(line) <= width for line in wrapped(" ".join(words), width))


def test_results_and_messages_do_not_mix(capsys):
    give("result")
    tell("message")
    output = capsys.readouterr()
    assert (output.out, output.err) == ("result\n", "message\n")


def test_json_keeps_chinese_and_refuses_what_readers_refuse(capsys):
    give_json({"class": "恶性", "skill": None})
    written = capsys.readouterr().out
    assert "恶性" in written
    assert json.loads(written) == {"class": "恶性", "skill": None}
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


def test_no_stream_is_no_terminal():
    assert not is_terminal(None)


def test_control_characters_of_names_do_not_reach_a_terminal(monkeypatch, capsys):
    tell("column 'a\x1b]0;title\x07b'\tnext")
    give("a\x1b[31m")
    written = capsys.readouterr()
    assert written.err == "column 'a\\x1b]0;title\\x07b'\tnext\n"
    assert written.out == "a\x1b[31m\n"  # a file or a pipe gets what is there
    monkeypatch.setattr("plainnet.commands.console.is_terminal", lambda stream: True)
    give("a\x1b[31m")
    assert capsys.readouterr().out == "a\\x1b[31m\n"

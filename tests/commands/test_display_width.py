"""Columns of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainnet.commands.display_width import display_width, padded, wrapped

TEXTS = st.text(alphabet="ab 神经网，。(")


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("loss", 4), ("损失", 4), ("e\u0301", 1), ("（", 2), ("a：b", 4)]
)
def test_width(text, width):
    assert display_width(text) == width


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
    assert all(display_width(line) <= width for line in wrapped(" ".join(words), width))

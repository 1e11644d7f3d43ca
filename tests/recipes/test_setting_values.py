"""Values of settings as people write them."""

import math

import pytest

from plainnet.errors import SettingError
from plainnet.recipes.setting_values import (
    choice_of,
    choices_of,
    number_between,
    parts_of,
    read_cost,
    read_size,
    read_text,
    read_texts,
    read_yes_or_no,
    shown,
    whole_from,
    whole_numbers,
)


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (read_text, " USD ", " USD "),
        (read_texts, "a\nb", ("a\nb",)),
        (read_text, 3, "3"),
        (read_texts, 'a, "b,c" ', ("a", "b,c")),
        (read_texts, ["a,b"], ("a,b",)),
        (read_yes_or_no, "Yes", True),
        (read_yes_or_no, False, False),
        (choice_of("stop", "skip"), "skip", "skip"),
        (choices_of("flip", "shift"), "flip,shift,flip", ("flip", "shift")),
        (choices_of("flip", "shift"), "no", ()),
        (whole_from(1), "12", 12),
        (whole_numbers(1, 99), 64, (64,)),
        (number_between(0, 1), ".5", 0.5),
        (number_between(0, math.inf), 2, 2.0),
        (read_size, "64×48", (64, 48)),
        (read_size, [32], (32, 32)),
        (read_cost, "1：2.5", (1.0, 2.5)),
    ],
)
def test_a_value_is_read(read, value, expected):
    assert read("--x", value) == expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (read_text, ""),
        (read_text, " "),
        (read_text, True),
        (read_text, ["a"]),
        (read_texts, "a,,b"),
        (read_texts, ""),
        (read_yes_or_no, "maybe"),
        (choice_of("stop", "skip"), "Stop"),
        (choices_of("flip"), ""),
        (whole_from(1), "0"),
        (whole_from(1), "1e3"),
        (whole_from(1), "-1"),
        (whole_from(1), "²"),
        (whole_from(0), True),
        (whole_from(0), "9" * 400),
        (whole_numbers(1, 99), "64,"),
        (number_between(0, 1), "1"),
        (number_between(0, 1), "nan"),
        (number_between(0, 1), True),
        (number_between(0, math.inf), "inf"),
        (number_between(0, math.inf), 10**400),
        (read_size, "64x"),
        (read_size, "0"),
        (read_size, True),
        (read_cost, "1"),
        (read_cost, "1:0"),
        (read_cost, "1:2:3"),
    ],
)
def test_another_value_is_refused_with_its_place(read, value):
    with pytest.raises(SettingError, match=r"^--x takes"):
        read("--x", value)


def test_a_text_is_cut_into_parts():
    assert list(parts_of('a,"b, c"')) == ["a", "b, c"]
    assert list(parts_of("")) == [""]


def test_a_long_value_is_cut_in_an_error():
    assert shown("x" * 100) == "x" * 60 + "…"

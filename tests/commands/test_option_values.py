"""What may be given to an option."""

from dataclasses import fields

import pytest

from plainnet.commands.option_values import LARGEST_SEED, READING, hint_at, one_of, whole_number
from plainnet.data.table_layout import TableForm
from plainnet.errors import SettingError


def test_a_choice_is_given_back():
    assert one_of("--rows", "all", ("all", "test")) == "all"
    with pytest.raises(SettingError, match=r"--rows was given al; expected is all\|test"):
        one_of("--rows", "al", ("all", "test"))


@pytest.mark.parametrize("text", ["0", "7", "007", str(LARGEST_SEED)])
def test_whole_numbers(text):
    assert whole_number("--seed", text) == int(text)


@pytest.mark.parametrize(
    "text", ["", "-1", "1.5", "x", "１", "²", str(LARGEST_SEED + 1), "9" * 5000]
)
def test_no_whole_numbers(text):
    with pytest.raises(SettingError, match="--seed"):
        whole_number("--seed", text)


def test_what_may_be_said_of_a_file_are_the_fields_of_its_form():
    assert {setting.field for setting in READING} == {field.name for field in fields(TableForm)}


def test_a_hint_names_what_is_near():
    assert hint_at(["--seed", "--as"], "") == "did you mean --seed, --as?"
    assert hint_at([], "see the help") == "see the help"

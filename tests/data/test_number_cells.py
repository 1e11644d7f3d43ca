"""Cells and numbers."""

from hypothesis import given
from hypothesis import strategies as st

from plainnet.data.number_cells import is_missing, is_number, shown, to_numbers


@given(st.text(alphabet="0123456789.+-eE_ nаif１", max_size=8))
def test_the_fast_way_accepts_just_what_the_rule_accepts(cell: str) -> None:
    assert (to_numbers([cell]) is not None) == is_number(cell)


def test_one_bad_cell_spoils_the_column() -> None:
    assert to_numbers(["1", "2", "x"]) is None
    numbers = to_numbers(["1", " 2 "])
    assert numbers is not None
    assert numbers.tolist() == [1, 2]


def test_knows_the_usual_words_for_missing() -> None:
    assert all(map(is_missing, ["", "  ", "NA", "NaN", "null", "None", "-"]))
    assert not any(map(is_missing, ["0", "x", "-1"]))


def test_shows_a_cell_on_one_short_line() -> None:
    assert shown("a\n b") == "a b"
    assert len(shown("x" * 100)) == 41

"""Numbers as people write them."""

import numpy as np
import pytest

from plainnet.data.written_numbers import NumberStyle, find_number_style, read_numbers


@pytest.mark.parametrize(
    ("cells", "delimiter", "decimal", "number", "value"),
    [
        (["1.5", "2"], ",", ".", "1.5", 1.5),
        (["1,5", "2"], ";", ",", "1,5", 1.5),
        (["1.234,56"], ";", ",", "1.234,56", 1234.56),
        (["1,234.56"], ",", ".", "1,234.56", 1234.56),
        (["12,345"], ";", ",", "12,345", 12.345),
        (["12,345"], ",", ".", "12,345", 12345.0),
        (["1.234"], ",", ".", "1.234", 1.234),
        (["0,123"], ";", ",", "0,123", 0.123),
        (["1'234.5"], ",", ".", "1'234.5", 1234.5),
        (["1 234,5"], ";", ",", "1 234,5", 1234.5),
        (["-1,5e3", "0,5"], "\t", ",", "-1,5e3", -1500.0),
    ],
)
def test_styles_are_found(cells, delimiter, decimal, number, value):
    style = find_number_style(cells, delimiter)
    assert style.decimal == decimal
    assert style.number(number) == value


@pytest.mark.parametrize("cell", ["", "abc", "1,5", "1_000", "１２", "inf", "nan", "1e999", "0x10"])
def test_plain_style_takes_nothing_else(cell: str):
    assert NumberStyle().number(cell) is None


def test_groups_of_other_sizes_are_no_numbers():
    style = NumberStyle(",", ".")
    assert style.number("1.23") is None
    assert style.number("12.345.678") == 12345678.0


def test_missing_and_odd_cells_are_told_apart():
    read = read_numbers(["1", "", "n/a", "12 kg", " 3 "], NumberStyle())
    np.testing.assert_array_equal(read.values, [1, np.nan, np.nan, np.nan, 3])
    assert (read.missing, read.odd) == (2, [3])

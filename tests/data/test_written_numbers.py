"""Cells and numbers."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.table_files import write
from plainnet.data.raw_table import RawTable, plan_columns, read_raw_table
from plainnet.data.table_file import CsvRows, open_csv_rows
from plainnet.data.written_numbers import (
    NumberStyle,
    chinese_number,
    find_holes,
    find_number_style,
    find_number_styles,
    is_missing,
    is_number,
    numbers_of_lines,
    read_numbers,
    shown,
    to_numbers,
)
from plainnet.errors import DataError


@given(st.text(alphabet="0123456789.+-eE_ nаif１", max_size=8))
def test_the_fast_way_accepts_just_what_the_rule_accepts(cell: str) -> None:
    assert (to_numbers([cell]) is not None) == is_number(cell)


def test_one_bad_cell_spoils_the_column() -> None:
    assert to_numbers(["1", "2", "x"]) is None
    numbers = to_numbers(["1", " 2 "])
    assert numbers is not None
    assert numbers.tolist() == [1, 2]


def test_knows_the_usual_words_for_missing() -> None:
    assert all(
        map(is_missing, ["", "  ", "NA", "NaN", "null", "None", "-", ".", "#DIV/0!", r"\N", "暂无"])
    )
    assert not any(map(is_missing, ["0", "x", "-1"]))


def test_shows_a_cell_on_one_short_line() -> None:
    assert shown("a\n b") == "a b"
    assert len(shown("x" * 100)) == 41


PLAIN = "".join(f"{row},{row / 7!r}\n" for row in range(40_000))


class SlowRows(CsvRows):
    """Reads every cell as a text first."""

    def number_blocks(self):
        return self.blocks()


def read(rows: CsvRows) -> RawTable:
    return read_raw_table(rows, plan_columns(rows))


def read_both(path: Path) -> tuple[RawTable, RawTable]:
    rows = open_csv_rows(path)
    return read(rows), read(SlowRows(rows._text))


NOT_PLAIN = """1, 2|1,|,1|1,nan|"1",2|1|1,2,3|1,2e|1,1e400|1,1e101||1_0,2|0x1,2|1,--2|1\r2,3|１,2"""


@pytest.mark.parametrize("line", NOT_PLAIN.split("|"))
def test_anything_but_numbers_is_left_to_the_slower_reader(line: str):
    assert numbers_of_lines([b"1,2\n", f"{line}\n".encode(), b"3,4"], ",", 2) is None


def test_every_digit_counts():
    texts = ["0.1", "-1e-300", ".5", "5.", "+2", "123456789012345678", "1E5", "4.9e-324"]
    values = numbers_of_lines([f"{text};1\r\n".encode() for text in texts], ";", 2)
    assert values is not None
    assert values[:, 0].tolist() == [float(text) for text in texts]


@pytest.mark.parametrize(
    "rest",
    ["", "1,2", "\n", "1,NA\n\n3,4\n", '"5",6\n,\n', "7,1e101\n", "8,odd\n", "9,8\r10,1\n"],
)
def test_files_read_in_both_ways_are_the_same(tmp_path: Path, rest: str):
    fast, slow = read_both(write(tmp_path, f"a,b\n{PLAIN}{rest}"))
    assert [len(block) for block in fast.blocks] == [len(block) for block in slow.blocks]
    for ours, theirs in zip(fast.blocks, slow.blocks, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert fast.repairs == slow.repairs
    counts = [[(c.missing, c.odd, c.first_odd) for c in table.columns] for table in (fast, slow)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("head", ["a,b\r\n", '"a","b\n"\n', "sep=,\na,b\n", "\ufeffa,b\n"])
def test_headers_of_all_kinds_are_passed(tmp_path: Path, head: str):
    fast, slow = read_both(write(tmp_path, head + PLAIN))
    assert fast.n_rows == slow.n_rows == 40_000
    np.testing.assert_array_equal(fast.blocks[0], slow.blocks[0])


@pytest.mark.parametrize("bad", ["1\n", "1,2,3\n", '1,"2\n', '1,"2"x\n'])
def test_what_is_wrong_far_down_is_named_alike(tmp_path: Path, bad: str):
    rows = open_csv_rows(write(tmp_path, f"a,b\n{PLAIN}{bad}1,2\n"))
    with pytest.raises(DataError) as fast:
        read(rows)
    with pytest.raises(DataError) as slow:
        read(SlowRows(rows._text))
    assert str(fast.value) == str(slow.value)
    assert fast.value.key == slow.value.key


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


@pytest.mark.parametrize(
    ("cells", "delimiter", "numbers", "unit"),
    [
        (["81%", "9 %"], ",", [81, 9], "%"),
        (["62.26万", "8万"], ",", [62.26, 8], "万"),
        (["1.2万", "3亿", "500"], ",", [12_000, 3e8, 500], ""),
        (["1.5K", "2M", "300"], ",", [1500, 2e6, 300], ""),
        (["3.5万元", "5亿元"], ",", [35_000, 5e8], "元"),
        (["$1,234.50", "-$5"], ",", [1234.5, -5], "$"),
        (["5 €", "1.234,56 €"], ";", [5, 1234.56], "€"),
        (["R$ 5,00", "R$ 7,50"], ";", [5, 7.5], "R$"),
        (["USD 5", "USD 7.5"], ",", [5, 7.5], "USD"),
        (["12kg", "3 KG", "4 kg"], ",", [12, 3, 4], "kg"),
        (["12 mg/dL", "3.5 mg/dL"], ",", [12, 3.5], "mg/dL"),
        (["(5.0)", "3", "-2"], ",", [-5, 3, -2], ""),
        (["\u22125", "3-", "１２"], ",", [-5, -3, 12], ""),
        (["1\u00a0234,5", "7,25"], ";", [1234.5, 7.25], ""),
        (["1,23,456", "12,345"], ",", [123_456, 12_345], ""),
        (["20.867", "2.379", "845", "1.111", "9.999", "3.111"], ";", [20_867, 2379, 845], ""),
        (["2.950", "7.075", "1.234"], ",", [2.95, 7.075, 1.234], ""),
        (["1.234.567", "845"], ";", [1_234_567, 845], ""),
        (["1:30", "0:05", "12:00"], ",", [90, 5, 720], ""),
        (["1:00:01.5", "0:00:30"], ",", [3601.5, 30], ""),
        (["12*", "13", "14 [1]"], ",", [12, 13, 14], ""),
        (["~12", "≈13.5", "约 14"], ",", [12, 13.5, 14], ""),
        (["12 (kg)", "13.5 (kg)"], ",", [12, 13.5], "kg"),
        (["1,009 sq ft", "12 sq ft"], ",", [1009, 12], "sq ft"),
        (["R$ 12,50", "R$ 3,75"], ",", [12.5, 3.75], "R$"),
        (["12,3 Mio. €", "1,5 Mio. €"], ";", [12.3, 1.5], "Mio. €"),
        (["١٢", "٣٫٥"], ",", [12, 3.5], ""),
        (["12\u200b", "13\u200b"], ",", [12, 13], ""),
        (["1_234", "12_345"], ",", [1234, 12345], ""),
        (["一", "十二", "一百零三", "两万三千", "二〇二四"], ",", [1, 12, 103, 23_000, 2024], ""),
        (["1,01E+04", "9,5E-02", "2,11E+03"], ",", [10_100, 0.095, 2110], ""),
        (["1.01×10^4", "9.5 × 10⁻²", "7"], ",", [10_100, 0.095, 7], ""),
        (["12 ± 0.3", "7.5±0.25", "8 +/- 1"], ",", [12, 7.5, 8], ""),
        (["12.3 ± 0.4 mm", "9 mm"], ",", [12.3, 9], "mm"),
        (["$1,500+", "$500+"], ",", [1500, 500], "$"),
        (["人民币12.5元", "人民币7元"], ",", [12.5, 7], "人民币元"),
        (["33.9°S", "52.5° N"], ",", [-33.9, 52.5], "°"),
        (["1.25D+02", "3.5D-01"], ",", [125, 0.35], ""),
        (["1h 30m", "45 min", "2h"], ",", [90, 45, 120], ""),
        (["#12", "#7"], ",", [12, 7], ""),
        (["'12.5", "'7"], ",", [12.5, 7], ""),
        (['="12.5"', '="7"'], ",", [12.5, 7], ""),
        (["-5,44,590", "72,90,123"], ",", [-544_590, 7_290_123], ""),
        (["1.5", "2.5", "3.5", "4 b", "5.5 b", "6"], ",", [1.5, 2.5, 3.5, 4, 5.5, 6], ""),
        (["1.5 p", "2.5", "3.5 e", "4 p", "5.5", "6 e"], ",", [1.5, 2.5, 3.5, 4, 5.5, 6], ""),
        (["7", "x", "x", *map(str, range(100, 130))], ",", [7, None, None, 100], ""),
    ],
)
def test_numbers_as_people_write_them(cells, delimiter, numbers, unit):
    (style,) = find_number_styles([cells], delimiter)
    assert [style.number(cell) for cell in cells[: len(numbers)]] == numbers
    assert style.unit == unit
    read = read_numbers(cells, style)
    assert read.odd == []


@pytest.mark.parametrize(
    "cells",
    [["12 kg", "3 g"], ["12A", "12B"], ["3rd", "1st"], ["1/2"], ["2x10", "2x100"], ["A1"], ["x"]],
)
def test_names_with_digits_are_no_numbers(cells: list[str]):
    (style,) = find_number_styles([cells], ",")
    assert style == NumberStyle()
    assert len(read_numbers(cells, style).odd) == len(cells)


@pytest.mark.parametrize(
    ("marks", "holes"),
    [
        ([-999.0] * 3, (-999,)),
        ([9999.0] * 2 + [-999.0] * 2, (9999, -999)),
        ([-200.0] * 5, (-200,)),
        ([-9999.99] * 2, (-9999.99,)),
        ([999.0], ()),
        ([500.0] * 5, ()),
        ([-999.0] * 40, ()),
    ],
)
def test_numbers_far_outside_that_come_again_and_again_are_holes(marks, holes):
    assert find_holes(np.array([*np.linspace(0, 100, 30), np.nan, *marks])) == holes


def test_columns_decide_each_for_itself_and_help_one_another():
    pairs, plain = find_number_styles([["1,4", "5,19"], ["2.950"]], ",")
    assert pairs.number("1,4") is None
    assert plain.number("2.950") == 2.95
    groups, decimals = find_number_styles([["1.234", "2.345"], ["2,95"]], ";")
    assert groups.number("1.234") == 1234
    assert decimals.number("2,95") == 2.95
    exponents, plain = find_number_styles([["1,01E+04", "9,5E-02"], ["2.950"]], ",")
    assert (exponents.number("1,01E+04"), plain.number("2.950")) == (10_100, 2.95)
    both, plain = find_number_styles([["1.091,0", "12,5"], ["2.950"]], ",")
    assert (both.number("1.091,0"), plain.number("2.950")) == (1091, 2.95)
    (flagged,) = find_number_styles([["1.5", "2.5", "3.5", "4.5", "5.5 b"]], ",")
    assert (flagged.number("5.5 b"), flagged.number("1.5")) == (None, 1.5)
    (open_question,) = find_number_styles([["1.234", "2.345"]], ";")
    assert open_question.is_unsure
    assert open_question.number("1.234") == 1.234
    (told,) = find_number_styles([["1.234", "2.345"]], ";", decimal=",")
    assert (told.number("1.234"), told.is_unsure) == (1234, False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百二", 120),
        ("一千二", 1200),
        ("三万五", 35_000),
        ("两千三百五", 2350),
        ("一百零二", 102),
        ("一百二十", 120),
        ("两万零五", 20_005),
        ("二十三万四千五百六十七", 234_567),
        ("三千零五十", 3050),
        ("二〇二四", 2024),
        ("周一", None),
    ],
)
def test_chinese_numerals_are_read_as_they_are_spoken(text: str, number: int | None) -> None:
    assert chinese_number(text) == number

"""Series from files of any kind: what is read, what is mended and what is refused."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from plainnet.data.dataset import Series
from plainnet.data.sample_prices import load_gold_prices
from plainnet.data.series import carry_forward, read_series
from plainnet.data.table_layout import TableForm
from plainnet.errors import DataError


@given(arrays(np.float64, (9, 2), elements=st.sampled_from([1.0, 2.0, np.nan])))
def test_every_hole_takes_the_value_above_it(values: np.ndarray) -> None:
    filled = carry_forward(values)
    for column in range(2):
        last = np.nan
        for row in range(9):
            last = last if np.isnan(values[row, column]) else values[row, column]
            np.testing.assert_equal(filled[row, column], last)


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes lines to a file."""

    def write_lines(*lines: str) -> Path:
        file = tmp_path / "series.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    return write_lines


def said(series: Series) -> str:
    """Join all that the reader said."""
    return " ".join(map(str, series.repairs))


def test_columns_come_in_the_order_asked_for(write: Write) -> None:
    file = write("day,a,b,c", "2020-01-01,1,2,3", "2020-01-02,4,5,6", "2020-01-03,7,8,9")
    series = read_series(file, ["c", "a"])
    assert series.values.tolist() == [[3, 1], [6, 4], [9, 7]]
    assert series.column_names == ("c", "a")
    assert series.dates == ("2020-01-01", "2020-01-02", "2020-01-03")
    assert said(series) == f"{file}: columns not used: b."
    assert series.is_filled is None


def test_the_only_column_of_numbers_need_not_be_named(write: Write) -> None:
    assert read_series(write("day,a", "2020-01-01,1", "2020-01-02,4")).values.sum() == 5
    with pytest.raises(DataError, match="more than one column of numbers: a, b"):
        read_series(write("day,a,b", "2020-01-01,1,2", "2020-01-02,4,5"))
    with pytest.raises(DataError, match="no column of numbers"):
        read_series(write("day,a", "2020-01-01,x", "2020-01-02,y"))


def test_numbers_that_stand_for_missing_ones_are_holes_and_named(write: Write) -> None:
    rows = [f"{value},{value / 2}" for value in range(20)]
    series = read_series(write("a,b", *rows[:9], "-999,1", *rows[9:], "-999,2", "20,3"), ["a", "b"])
    assert series.values[9].tolist() == [8, 1]
    assert series.values.min() == 0
    assert "'-999' (2)" in " ".join(map(str, series.repairs))


def test_holes_take_the_value_before_and_are_remembered(write: Write) -> None:
    file = write("a,b", ",1", "2,", "NA,3", "4,3", ",4", ",5")
    series = read_series(file, ["a", "b"])
    assert series.values.tolist() == [[2, 1], [2, 3], [4, 3]]
    assert series.is_filled is not None
    assert series.is_filled.tolist() == [[False, True], [True, False], [False, False]]
    text = said(series)
    assert "at the start, because a value is missing and nothing stands before it: 1" in text
    assert "begins on line 3" in text
    assert "at the end, because column 'a' has no value there: 2; the series ends on line 5" in text
    assert "Column 'a': missing values: 1, the first on line 4" in text
    assert "Column 'b': missing values: 1, the first on line 3" in text


def test_newest_first_is_turned_around(write: Write) -> None:
    file = write("day,a", "2020-01-04,4", "2020-01-03,", "2020-01-02,2", "2020-01-01,1")
    series = read_series(file)
    assert series.values[:, 0].tolist() == [1, 2, 2, 4]
    assert series.dates == ("2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04")
    assert "from 2020-01-04 to 2020-01-01. The rows were turned around" in said(series)
    assert "the first on line 3" in said(series)


def test_dates_in_disorder_keep_the_order_of_the_rows(write: Write) -> None:
    file = write("day,a", "2020-01-04,4", "2020-01-01,1", "2020-01-03,3")
    series = read_series(file)
    assert series.values[:, 0].tolist() == [4, 1, 3]
    assert "dates earlier than the one above: 1, the first on line 3" in said(series)


def test_dates_half_rewritten_keep_the_order_of_the_rows(course: Path) -> None:
    series = read_series(course / "6_lstm_gold" / "LBMA-GOLD.csv")
    assert series.values[[0, 1, -1], 0].tolist() == [1324.6, 1323.65, 1794.6]
    (told,) = series.repairs
    assert "500 × YYYY/MM/DD" in str(told)
    assert "The order of the rows is kept" in str(told)


def test_gaps_and_repeated_dates_are_named(write: Write) -> None:
    days = [1, 2, 3, 4, 4, 5, 6, 20, 21, 22]
    rows = [f"2020-01-{day:02},{place}" for place, day in enumerate(days)]
    text = said(read_series(write("day,a", *rows)))
    assert "repeated dates: 1, the first on line 6 (2020-01-04)" in text
    assert "gaps in time: 1, the longest between 2020-01-06 and 2020-01-20 (line 9)" in text


def test_decimal_commas_and_semicolons(write: Write) -> None:
    series = read_series(write("day;a", "01.02.2020;1,5", "02.02.2020;2,5"))
    assert series.values[:, 0].tolist() == [1.5, 2.5]
    assert series.dates == ("01.02.2020", "02.02.2020")


@pytest.mark.parametrize(
    ("lines", "columns", "part"),
    [
        (["a", "1", "x"], ["a"], "line 3, column 'a': 'x' is not a finite number"),
        (["a", "1", "inf"], ["a"], "line 3"),
        (["a", "1", "1e200"], ["a"], "line 3, column 'a': 1e200 is too large"),
        (["a", "1", "", "2", ""], ["b"], "no column 'b'"),
        (["a", "1", "2"], ["a", "a"], "named twice"),
        (["a,b", "1,4", "2,", "3,", "4,"], ["a", "b"], "column 'b': 3 of 4 values are missing"),
        (["a,b", "1,", "2,"], ["a", "b"], "column 'b': 2 of 2 values are missing"),
        (["a,b", "1,", "2,", ",3", ",4"], ["a", "b"], "no row in which all columns have begun"),
        (["a"], ["a"], "only"),
        ([""], ["a"], "empty"),
    ],
)
def test_says_what_is_wrong(write: Write, lines: list[str], columns: list[str], part: str) -> None:
    with pytest.raises(DataError) as error:
        read_series(write(*lines), columns)
    assert part in str(error.value)


def test_series_that_come_with_plainnet() -> None:
    known = load_gold_prices()
    series = read_series(known.source.path)
    assert np.array_equal(series.values, known.values)
    named = read_series(known.source.path, known.column_names)
    assert np.array_equal(named.values, known.values)
    with pytest.raises(DataError, match="no column 'EUR'"):
        read_series(known.source.path, ["EUR"])


def test_parquet_with_real_dates(tmp_path: Path) -> None:
    days = [datetime(2020, 1, day) for day in (3, 2, 1)]
    polars.DataFrame({"day": days, "a": [1.5, None, 0.5]}).write_parquet(tmp_path / "a.parquet")
    series = read_series(tmp_path / "a.parquet")
    assert series.values[:, 0].tolist() == [0.5, 0.5, 1.5]
    assert series.dates == ("2020-01-01", "2020-01-02", "2020-01-03")


@pytest.mark.parametrize(
    ("dates", "key", "part"),
    [
        (["2020-01-02", "1/3/20", "1/4/20"], "series.dates_mixed", "2 × MM/DD/YY (1/3/20)"),
        (["2020-01-02", "soon", "2020-01-04"], "series.dates_mixed", "1 × ? (soon)"),
        (["2020-01-02", "2020-01-02", "2020-01-04"], "series.dates_repeated", "line 3"),
        (["2020-01-04", "2020-01-02", "2020-01-05"], "series.dates_unordered", "line 3"),
        (["2020-02-28", "2020-02-30", "2020-03-01"], "series.dates_mixed", "2020-02-30"),
    ],
)
def test_warns_about_odd_dates_and_keeps_the_order(
    write: Write, dates: list[str], key: str, part: str
) -> None:
    rows = [f"{date},{number}" for number, date in enumerate(dates)]
    series = read_series(write("Date,Price", *rows))
    assert series.values[:, 0].tolist() == [0, 1, 2]
    assert series.dates == tuple(dates)
    assert [repair.key for repair in series.repairs] == [key]
    assert part in str(series.repairs[0])


@pytest.mark.parametrize(
    "dates",
    [
        ["31/12/2019", "01/01/2020", "13/01/2020"],
        ["1/2/2020", "2/1/2020", "3/1/2020"],
        ["20191231", "20200101", "20200102"],
        ["2019年12月31日", "2020年1月1日", "2020年1月2日"],
        ["2019-12-31 23:00", "2019-12-31 23:30", "2020-01-01 00:00"],
        ["2019-12-31T23:00:00Z", "2019-12-31T23:30:00Z", "2020-01-01T00:00:00Z"],
        ["30-Nov-2019", "31-Dec-2019", "1-Jan-2020"],
        ["2019-11", "2019-12", "2020-01"],
        ["12/31/99", "1/1/00", "1/2/00"],
    ],
)
def test_knows_the_usual_ways_to_write_dates(write: Write, dates: list[str]) -> None:
    rows = [f"{number},{date}" for number, date in enumerate(dates)]
    series = read_series(write("Price,Day", *rows))
    assert series.dates == tuple(dates)
    assert series.column_names == ("Price",)
    assert series.repairs == ()


@pytest.mark.parametrize(
    "dates",
    [
        ["01/02/2020 11:00 AM", "01/02/2020 10:00 AM", "01/01/2020 11:00 PM"],
        ["Mar 2020", "Feb 2020", "Jan 2020"],
        ["Q1 2021", "Q4 2020", "Q3 2020"],
        ["2021", "2020", "2019"],
        ["1577923200", "1577836800", "1577750400"],
        ["03/01/2021", "02/12/2020", "13/11/2020"],
    ],
)
def test_newest_first_is_turned_around_in_every_layout(write: Write, dates: list[str]) -> None:
    file = write("date,v", *(f"{date},{place}" for place, date in enumerate(dates)))
    assert read_series(file, ["v"]).values[:, 0].tolist() == [2, 1, 0]


def test_without_a_known_order_nothing_is_learned_unless_told(write: Write) -> None:
    file = write("date,v", "spring of 2020,1", "winter of 2019,2")
    with pytest.raises(DataError, match="'date' looks like dates, but 'spring of 2020' on line 2"):
        read_series(file, ["v"])
    assert read_series(file, form=TableForm(drop=("date",))).values[:, 0].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("header", "moments"),
    [
        ("year,month", ["2020,2", "2020,1", "2019,12"]),
        ("年,月,日", ["2020,1,2", "2020,1,1", "2019,12,31"]),
        ("Year,Quarter", ["2020,2", "2020,1", "2019,4"]),
        ("year,month", ["2020,Feb", "2020,Jan", "2019,Dec"]),
        ("date", ["43833", "43832", "43831"]),
        ("timestamp", ["1577836802.5", "1577836801.5", "1577836800.5"]),
        ("year", ["2020.1667", "2020.0833", "2020.0000"]),
        ("time", ["23:10", "22:05", "21:59"]),
        ("date,time", ["02/01/2020,10:00", "02/01/2020,09:00", "01/01/2020,23:00"]),
        ("date", ["2020년 1월 3일", "2020년 1월 2일", "2019년 12월 31일"]),
        ("date", ["2020-002", "2020-001", "2019-365"]),
        ("date", ["20200102T101500+0800", "20200102T091500+0800", "20200101T231500+0800"]),
        ("date", ["1 февраля 2020 г.", "31 января 2020 г.", "30 января 2020 г."]),
        ("date", ["2Q20", "1Q20", "4Q19"]),
        ("date", ["2 maart 2020", "1 maart 2020", "29 februari 2020"]),
        ("date", ["2 marca 2020", "1 marca 2020", "29 lutego 2020"]),
        ("date", ["2020/01/01(水)", "2019/12/31(火)", "2019/12/30(月)"]),
    ],
)
def test_newest_first_is_turned_around_however_moments_are_told(
    write: Write, header: str, moments: list[str]
) -> None:
    file = write(f"{header},v", *(f"{moment},{place}" for place, moment in enumerate(moments)))
    series = read_series(file, ["v"])
    assert series.values[:, 0].tolist() == [2, 1, 0]
    assert "turned around" in said(series)


def test_one_odd_date_does_not_hide_that_the_newest_stands_first(write: Write) -> None:
    days = [f"2020-01-{day:02},{day}" for day in range(20, 0, -1)]
    series = read_series(write("day,v", *days[:3], "soon,17.5", *days[3:]))
    assert series.values[[0, -1], 0].tolist() == [1, 20]


def test_days_of_the_year_that_run_backwards_turn_the_rows(write: Write) -> None:
    rows = [f"{2023 - day // 365},{365 - day % 365},{day}" for day in range(400)]
    series = read_series(write("YEAR,DOY,v", *rows), ["v"])
    assert series.values[[0, -1], 0].tolist() == [399, 0]


def test_hours_that_come_again_do_not_tell_an_order(write: Write) -> None:
    rows = [f"{hour % 24},{hour}" for hour in range(72)]
    assert read_series(write("hour,v", *rows), ["v"]).values[[0, -1], 0].tolist() == [0, 71]


@pytest.mark.parametrize("word", ["Total", "合计"])
def test_a_total_is_no_step_of_a_series(write: Write, word: str) -> None:
    series = read_series(write("day,v", "2020-01-01,1", "2020-01-02,2", f"{word},3"))
    assert series.values[:, 0].tolist() == [1, 2]
    assert f"line 4: the last row is left out as a total ('{word}')" in said(series)


def test_strict_reading_fills_nothing(write: Write) -> None:
    file = write("day,a", "2020-01-03,1", "2020-01-02,", "2020-01-01,3")
    with pytest.raises(DataError, match="line 3, column 'a': the value is missing"):
        read_series(file, ["a"], strict=True)
    assert read_series(file, ["a"]).values[:, 0].tolist() == [3, 3, 1]
    whole = write("day,a", "2020-01-02,1", "2020-01-03,2")
    assert read_series(whole, ["a"], strict=True).values[:, 0].tolist() == [1, 2]

"""Series from CSV files."""

from pathlib import Path

import pytest

from plainnet.data.series import continued_dates, read_series
from plainnet.errors import DataError


def write(folder: Path, content: str) -> Path:
    """Put content into a CSV file."""
    file = folder / "a.csv"
    file.write_text(content, encoding="utf-8")
    return file


def test_reads_values_in_the_order_of_the_rows(tmp_path: Path) -> None:
    series = read_series(write(tmp_path, "Date,Price\n2020-01-01,3\n2020-01-02,1\n"))
    assert series.values.tolist() == [[3], [1]]
    assert series.column_names == ("Price",)
    assert series.dates == ("2020-01-01", "2020-01-02")
    assert series.repairs == ()


def test_needs_no_dates(tmp_path: Path) -> None:
    series = read_series(write(tmp_path, "Price\n3\n1\n"))
    assert series.values.tolist() == [[3], [1]]
    assert series.dates is None


@pytest.mark.parametrize(
    ("dates", "key", "part"),
    [
        (["2020-01-02", "1/3/20", "1/4/20"], "series.dates_mixed", "2 × MM/DD/YY (1/3/20)"),
        (["2020-01-02", "soon", "2020-01-04"], "series.dates_mixed", "1 × ? (soon)"),
        (["2020-01-02", "2020-01-02", "2020-01-04"], "series.dates_repeated", "line 3"),
        (["2020-01-04", "2020-01-03", "2020-01-02"], "series.dates_descend", "backwards"),
        (["2020-01-04", "2020-01-02", "2020-01-05"], "series.dates_unordered", "line 3"),
        (["2020-02-28", "2020-02-30", "2020-03-01"], "series.dates_mixed", "2020-02-30"),
    ],
)
def test_warns_about_odd_dates_and_keeps_the_order(
    tmp_path: Path, dates: list[str], key: str, part: str
) -> None:
    rows = [f"{date},{number}" for number, date in enumerate(dates)]
    series = read_series(write(tmp_path, "\n".join(["Date,Price", *rows])))
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
def test_knows_the_usual_ways_to_write_dates(tmp_path: Path, dates: list[str]) -> None:
    rows = [f"{number},{date}" for number, date in enumerate(dates)]
    series = read_series(write(tmp_path, "\n".join(["Price,Day", *rows])))
    assert series.dates == tuple(dates)
    assert series.column_names == ("Price",)
    assert series.repairs == ()


@pytest.mark.parametrize(
    ("content", "key", "part"),
    [
        ("Date,a,b\n2020-01-01,1,2\n", "series.several_columns", "numbers: a, b."),
        ("Date,a\n2020-01-01,x\n", "series.no_numeric_column", "Date, a"),
        ("Date,a\n2020-01-01,1\n2020-01-02,\n", "csv.missing_value", "line 3, column 'a'"),
        ("Date,a\n2020-01-01,1\n2020-01-02,x\n2020-01-03,2\n", "csv.not_a_number", "line 3"),
        ("Date,a\n", "csv.only_header", "Date, a"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, content: str, key: str, part: str) -> None:
    with pytest.raises(DataError) as error:
        read_series(write(tmp_path, content))
    assert error.value.key == key
    assert part in str(error.value)


def test_takes_the_column_named(tmp_path: Path) -> None:
    file = write(tmp_path, "Date,a,b\n2020-01-01,1,2\n")
    series = read_series(file, column="b")
    assert series.values.tolist() == [[2]]
    assert [str(said) for said in series.repairs] == [f"{file}: columns not used: a."]
    with pytest.raises(DataError, match=r"no column 'c'\. Columns found: Date, a, b"):
        read_series(file, column="c")
    with pytest.raises(DataError, match="line 2, column 'Date': '2020-01-01' is not"):
        read_series(file, column="Date")


def test_reads_the_gold_price_by_row(course: Path) -> None:
    gold = read_series(course / "6_lstm_gold" / "LBMA-GOLD.csv")
    assert gold.values.shape == (1265, 1)
    assert gold.column_names == ("USD (PM)",)
    assert gold.values[[0, 1, -1], 0].tolist() == [1324.6, 1323.65, 1794.6]
    assert gold.dates is not None
    assert gold.dates[:2] == ("2009/12/16", "9/13/16")
    assert [repair.key for repair in gold.repairs] == ["series.dates_mixed"]
    assert "500 × YYYY/MM/DD (2009/12/16), 765 × MM/DD/YY (9/13/16)" in str(gold.repairs[0])


@pytest.mark.parametrize(
    ("dates", "later"),
    [
        (["2020-10", "2020-11", "2020-12"], ["2021-01", "2021-02"]),
        (["2020-03-31", "2020-06-30", "2020-09-30"], ["2020-12-31", "2021-03-31"]),
        (["31.12.2019", "07.01.2020", "14.01.2020"], ["21.01.2020", "28.01.2020"]),
        (["2020-01-01 22:00", "2020-01-01 23:00"], ["2020-01-02 00:00", "2020-01-02 01:00"]),
        (["2020-01-03", "2020-01-02"], None),
        (["spring", "summer"], None),
    ],
)
def test_dates_go_on_in_the_step_of_the_series(dates: list[str], later: list[str] | None) -> None:
    assert continued_dates(dates, 2) == later

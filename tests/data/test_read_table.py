"""Tables of numbers from CSV files, most of them hostile."""

import hashlib
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainnet.data.series import read_series
from plainnet.data.table_file import read_table
from plainnet.data.written_numbers import LARGEST_NUMBER
from plainnet.errors import DataError
from plainnet.messages.language import speaking

WANTED = [[1.0, 2.5], [-3.0, 4e-3]]


def write(folder: Path, content: str | bytes) -> Path:
    """Put content into a CSV file."""
    file = folder / "a.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("content", "repairs"),
    [
        ("a,b\n1,2.5\n-3,4e-3\n", []),
        ("a,b\n1,2.5\n-3,4e-3", []),
        ("a,b\r\n1,2.5\r\n-3,4e-3\r\n", []),
        ("a,b\r1,2.5\r-3,4e-3\r", []),
        (' a , b \n 1 ,"2.5"\n-3, 4E-3 \n', []),
        ('"a","b"\n"1","2.5"\n"-3.","+.004"\n', []),
        ("\ufeffa,b\n1,2.5\n-3,4e-3\n", ["text.byte_order_mark"]),
        ("a,b\n1,2.5\n\n-3,4e-3\n\n\n", []),
        ("a,b\r\n1,2.5\r\n-3,4e-3\r\n,\r\n , \r\n", []),
        ("a;b\n1;2,5\n-3;4E-3\n", ["table.delimiter", "table.decimal_comma"]),
        ("a\tb\n1\t2.5\n-3\t4E-3\n", ["table.delimiter"]),
    ],
)
def test_reads_what_a_table_may_look_like(tmp_path: Path, content: str, repairs: list[str]) -> None:
    table = read_table(write(tmp_path, content))
    assert table.values.tolist() == WANTED
    assert table.values.dtype == np.float64
    assert table.column_names == ("a", "b")
    assert [repair.key for repair in table.repairs] == repairs


@pytest.mark.parametrize(
    ("content", "key", "parts"),
    [
        ("", "csv.empty", ["a.csv is empty"]),
        (" \n,,\n\n", "csv.empty", ["a.csv is empty"]),
        ("a,b\n", "csv.only_header", ["(a, b)"]),
        ("a,b\n,\n\n", "csv.only_header", ["(a, b)"]),
        ("1,2\n3,4\n", "csv.no_header", ["line 1", "1, 2"]),
        ("甲，乙\n1，2\n3\n", "csv.other_separator", ["separated by ，"]),
        ("a,\n1,2\n", "csv.column_unnamed", ["column 2 has no name"]),
        ("a,b,a\n1,2,3\n", "csv.column_twice", ["'a' stands 2 times"]),
        ("a,b\n1,x\n", "csv.not_a_number", ["line 2", "'b'", "'x'"]),
        ("a,b\n1,2\n3\n", "csv.ragged", ["line 3", "found: 1", "first line: 2"]),
        ("a,b\n1,2,3\n", "csv.ragged", ["line 2", "found: 3"]),
        ("a,b\n1,\n", "csv.missing_value", ["line 2", "'b'"]),
        ("a,b\n1,2\n3,\n", "csv.missing_value", ["line 3", "'b'"]),
        ("a,b\nnan,2\n", "csv.missing_value", ["line 2", "'a'"]),
        ("a,b\n1,N/A\n", "csv.missing_value", ["line 2", "'b'"]),
        ("a,b\n1,inf\n", "csv.not_a_number", ["'inf' is not a finite number"]),
        ("a,b\n1,1e999\n", "csv.not_a_number", ["'1e999'"]),
        ("a,b\n1,1e200\n", "series.too_large", ["line 2", "1e200"]),
        ("a,b\n1,1_0_0\n", "csv.not_a_number", ["'1_0_0'"]),
        ("a,b\n1,0x10\n", "csv.not_a_number", ["'0x10'"]),
        ("a,b\n1,True\n", "csv.not_a_number", ["'True'"]),
        ("a,b\n1,2\ny,x\n", "csv.not_a_number", ["line 3", "'a'", "'y'"]),
        ('"a\nc",b\n1,2\n3,x\n', "csv.not_a_number", ["line 4", "'x'"]),
        ('a,b\n1,"2\n\n"\n3,x\n', "csv.not_a_number", ["line 5", "'x'"]),
        ('a,b\n1,"2\n3,4\n', "csv.quotes", ["line 3"]),
        ('a,b\n1,2\n"3"x,4\n', "csv.quotes", ["line 3"]),
        ('"a,b\n1,2\n', "csv.quotes", ["line 2"]),
        ("a,b\n1,{}\n", "csv.not_a_number", ["'{}'"]),
        ("a,b\n1," + "x" * 500 + "\n", "csv.not_a_number", ["x" * 40 + "…"]),
        (b"a,b\n1,\x00\n", "text.null", ["line 2"]),
        (b"PK\x03\x04\x14\x00", "table.damaged", ["Excel"]),
    ],
)
def test_says_what_is_wrong_and_where(
    tmp_path: Path, content: str | bytes, key: str, parts: list[str]
) -> None:
    file = write(tmp_path, content)
    with pytest.raises(DataError) as error:
        read_table(file)
    assert error.value.key == key
    for part in (str(file), *parts):
        assert part in str(error.value)
    with speaking("zh"):
        assert "。" in str(error.value)


def test_gives_the_columns_asked_for_in_the_order_asked(tmp_path: Path) -> None:
    file = write(tmp_path, "name,b,note,a\nx,1,,2\ny,3,?,4\n")
    table = read_table(file, columns=["a", "b"])
    assert table.values.tolist() == [[2, 1], [4, 3]]
    assert table.column_names == ("a", "b")
    assert [str(said) for said in table.repairs] == [f"{file}: columns not used: name, note."]


def test_lists_the_columns_found_when_one_is_missing(tmp_path: Path) -> None:
    file = write(tmp_path, "x,x,b\n1,2,3\n")
    with pytest.raises(DataError, match=r"no column 'a'\. Columns found: x, x \(2\), b\."):
        read_table(file, columns=["b", "a"])
    assert read_table(file, columns=["b"]).values.tolist() == [[3]]
    with pytest.raises(DataError, match="'x' stands 2 times"):
        read_table(file, columns=["x"])


def test_names_the_right_line_far_down(tmp_path: Path) -> None:
    rows = [f"{number},1" for number in range(5000)]
    rows[4321] = "oops,1"
    with pytest.raises(DataError, match=r"line 4323, column 'a': 'oops'"):
        read_table(write(tmp_path, "\n".join(["a,b", *rows])))


def test_source_is_the_hash_of_the_file(tmp_path: Path) -> None:
    content = "价,b\n1,2\n".encode("gb18030")
    table = read_table(write(tmp_path, content))
    assert table.source.path == str(tmp_path / "a.csv")
    assert table.source.sha256 == hashlib.sha256(content).hexdigest()
    assert table.column_names == ("价", "b")


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a folder"):
        read_table(tmp_path)
    with pytest.raises(DataError, match="no such file"):
        read_table(tmp_path / "a.csv")


@given(st.lists(st.floats(-LARGEST_NUMBER, LARGEST_NUMBER), min_size=1, max_size=20))
def test_every_float_survives_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[float]
) -> None:
    content = "a\n" + "\n".join(map(repr, numbers))
    table = read_table(write(tmp_path_factory.mktemp("floats"), content))
    assert table.values[:, 0].tobytes() == np.array(numbers).tobytes()


@given(
    st.one_of(st.binary(max_size=30), st.text("ab1-.,;'#\"\r\n \x00é", max_size=30).map(str.encode))
)
@example(b"\x0b")
def test_anything_is_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = write(tmp_path_factory.mktemp("any"), content)
    for read in (read_table, read_series):
        try:
            values = read(file).values
        except DataError as error:
            assert str(file) in str(error)
        else:
            assert values.size > 0
            assert np.isfinite(values).all()


def test_reads_the_course_tables(course: Path) -> None:
    air = read_table(course / "4_dense_air_quality" / "data.csv")
    assert air.values.shape == (2967, 7)
    assert air.column_names == ("PM2.5", "PM10", "So2", "No2", "Co", "O3", "AQI")
    assert air.values[0].tolist() == [150, 207, 69, 106, 2.01, 28, 208]
    assert [repair.key for repair in air.repairs] == ["text.byte_order_mark"]
    breast = read_table(course / "3_dense_breast_cancer" / "breast_cancer_data.csv")
    assert breast.values.shape == (569, 31)
    assert breast.repairs == ()


def test_a_hundred_thousand_cells_take_less_than_a_second(tmp_path: Path) -> None:
    cells = np.random.default_rng(0).normal(size=(10_000, 10))
    header = ",".join(f"column {number}" for number in range(10))
    file = tmp_path / "a.csv"
    np.savetxt(file, cells, fmt="%.17g", delimiter=",", header=header, comments="")
    start = time.perf_counter()
    table = read_table(file)
    assert time.perf_counter() - start < 1.0
    assert np.array_equal(table.values, cells)

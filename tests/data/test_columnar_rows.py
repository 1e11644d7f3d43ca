"""Excel, Parquet and arrays as tables."""

from datetime import datetime
from pathlib import Path

import numpy as np
import polars
import pytest

from data.table_files import excel_bytes, read, write
from plainnet.data.columnar_rows import ArrayRows, open_excel, open_parquet
from plainnet.data.dataset import Source, Table
from plainnet.errors import DataError


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    file = tmp_path / "table.parquet"
    polars.DataFrame(
        {
            "number": [1, None, 3],
            "float": [0.5, float("nan"), float("inf")],
            "text": ["a", None, "b"],
            "flag": [True, False, None],
            "day": [datetime(2020, 1, 2, 12), None, datetime(2020, 1, 3)],
            "nothing": [None, None, None],
        }
    ).write_parquet(file)
    return file


def test_parquet_keeps_its_kinds(parquet: Path):
    table = read(parquet)
    assert [c.plan.kind for c in table.columns] == [
        "number", "number", "category", "category", "date", "number",
    ]  # fmt: skip
    np.testing.assert_array_equal(table.values(table.column("number")), [1, np.nan, 3])
    np.testing.assert_array_equal(table.values(table.column("float")), [0.5, np.nan, np.nan])
    np.testing.assert_array_equal(table.values(table.column("day")), [18263.5, np.nan, 18264])
    assert list(table.column("flag").levels) == ["false", "true"]
    assert table.column("float").odd == 1


def test_excel_is_read(tmp_path: Path):
    content = excel_bytes([["name", "size"], ["pear", 1.5], ["fig", 2.5]])
    rows = open_excel(write(tmp_path, content, "table.xlsx"))
    (block,) = rows.blocks()
    assert rows.names == ("name", "size")
    assert list(block.columns[0]) == ["pear", "fig"]
    np.testing.assert_array_equal(block.columns[1], [1.5, 2.5])
    assert rows.place_of_row(0) == 2


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"PK\x03\x04"])
def test_a_damaged_workbook_is_named(tmp_path: Path, content: bytes):
    with pytest.raises(DataError, match="Excel"):
        open_excel(write(tmp_path, content, "table.xlsx"))


def test_a_damaged_parquet_file_is_named(parquet: Path, tmp_path: Path):
    with pytest.raises(DataError, match="Parquet"):
        open_parquet(write(tmp_path, parquet.read_bytes()[:-20], "cut.parquet"))


def test_lists_are_refused(tmp_path: Path):
    file = tmp_path / "nested.parquet"
    polars.DataFrame({"a": [[1], [2, 3]]}).write_parquet(file)
    with pytest.raises(DataError, match="List"):
        list(open_parquet(file).blocks())


def test_a_sheet_without_rows_is_named(tmp_path: Path):
    for cells in ([["a", "b"]], []):
        with pytest.raises(DataError):
            open_excel(write(tmp_path, excel_bytes(cells), "table.xlsx"))


def test_arrays_are_rows_too():
    table = Table(np.arange(6.0).reshape(3, 2), ("a", "b"), Source("generated:x", "0"))
    (block,) = ArrayRows(table).blocks()
    np.testing.assert_array_equal(block.columns[1], [1, 3, 5])

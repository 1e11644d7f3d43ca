"""Columns of a table as numbers."""

from pathlib import Path

import numpy as np
import pytest

from data.table_files import read, write
from plainnet.data.raw_table import level_of, texts_of


def test_every_kind_becomes_numbers(tmp_path: Path):
    table = read(
        write(
            tmp_path,
            "n,c,d\n1.5,b,2020-01-02 06:00\n,a,\nx,,2020-01-03\n" + "2,b,2020-01-04\n" * 20,
        )
    )
    assert table.n_rows == 23
    np.testing.assert_array_equal(table.values(table.column("n"))[:4], [1.5, np.nan, np.nan, 2])
    levels = table.column("c").levels
    np.testing.assert_array_equal(
        table.values(table.column("c"))[:3], [levels["b"], levels["a"], np.nan]
    )
    np.testing.assert_array_equal(table.values(table.column("d"))[:3], [18263.25, np.nan, 18264])
    (odd,) = [repair for repair in table.repairs if repair.key == "table.odd_cells"]
    assert (odd.values["line"], odd.values["value"]) == (4, "x")


def test_a_kind_that_does_not_last_is_given_up(tmp_path: Path):
    numbers = "".join(f"{row}\n" for row in range(5000))
    names = "".join(f"name{row % 7}\n" for row in range(5000))
    table = read(write(tmp_path, f"a\n{numbers}{names}"))
    assert table.columns[0].plan.kind == "category"


def test_day_and_month_are_told_apart_by_later_rows(tmp_path: Path):
    early = "01/02/2020\n" * 4000
    table = read(write(tmp_path, f"a\n{early}{'25/12/2020' + chr(10)}" + "26/12/2020\n" * 900))
    values = table.values(table.columns[0])
    assert values[0] == np.datetime64("2020-02-01").astype(int)
    assert not np.isnan(values).any()


def test_large_tables_are_kept_in_single_precision(tmp_path: Path):
    from plainnet.data import raw_table

    lines = "".join(f"{row % 100},{row % 7}\n" for row in range(1000))
    file = write(tmp_path, f"a,b\n{lines}")
    assert read(file).blocks[0].dtype == np.float64
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw_table, "LARGE_TABLE", 100)
        assert read(file).blocks[0].dtype == np.float32
        fine = "".join(f"{1e9 + row % 100},{row % 7}\n" for row in range(1000))
        assert read(write(tmp_path, f"a,b\n{fine}")).blocks[0].dtype == np.float64


def test_numbers_are_written_as_categories_without_a_point():
    assert texts_of(np.array([1.0, 0.1, np.nan, -3.0])) == ["1", "0.1", "", "-3"]
    assert level_of(1e300) == "1e+300"

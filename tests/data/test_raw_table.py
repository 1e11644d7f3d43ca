"""Arrays that the engine takes over without a copy."""

from datetime import datetime
from pathlib import Path

import numpy as np
import polars
import pytest

from data.table_files import read, write
from plainnet.data.column_encoding import learn_encoding
from plainnet.data.raw_table import (
    ColumnPlan,
    aligned_zeros,
    level_of,
    mapped_copy,
    plan_columns,
    plan_of,
    read_raw_table,
    texts_of,
)
from plainnet.data.table_file import open_table
from plainnet.data.written_numbers import NumberStyle


def test_arrays_start_where_the_engine_wants_them():
    for rows in (1, 3, 1000):
        array = aligned_zeros((rows, 7))
        assert array.ctypes.data % 64 == 0
        assert array.shape == (rows, 7)
        assert array.dtype == np.float32
        assert not array.any()


def test_mapped_copies_hold_the_numbers_and_can_be_changed():
    values = np.arange(12.0).reshape(4, 3)
    copy = mapped_copy(values)
    np.testing.assert_array_equal(copy, values)
    copy[0] = 7
    assert copy.dtype == np.float32
    assert values[0, 0] == 0


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", ""], "number"),
        (["", "", ""], "number"),
        (["1"] * 19 + ["odd"], "number"),
        (["1", "2", "odd"], "category"),
        (["a", "b"], "category"),
        (["2020-01-01", "2020-12-31", ""], "date"),
        (["1.2.2020", "31.12.2020"], "date"),
        (["20200131", "20200201", "20200301", "20200401", "20200501"], "date"),
        (["20200131", "20200199", "20200301", "20200401", "20200501"], "number"),
        (np.array([1.0, np.nan]), "number"),
        (np.array(["2020-01-01"], "datetime64[us]"), "date"),
    ],
)
def test_kinds_are_found(cells, kind: str):
    assert plan_of("x", 0, [cells], NumberStyle()).kind == kind


def test_columns_can_be_left_out_or_named_categories(tmp_path: Path):
    rows = open_table(write(tmp_path, "a,b,c\n1,2,3\n"))
    plans = plan_columns(rows, without=["a"], categories=["b"])
    assert [(plan.name, plan.position, plan.kind) for plan in plans] == [
        ("b", 1, "category"),
        ("c", 2, "number"),
    ]


def test_a_second_thought_tries_the_next_layout():
    plan = plan_of("x", 0, [["01/02/2020", "03/04/2020"]], NumberStyle())
    assert plan.second_thought().layouts == plan.layouts[1:]
    assert plan_of("x", 0, [["1"]], NumberStyle()).second_thought().kind == "category"


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


def test_days_and_months_that_cannot_be_told_apart_are_named(tmp_path: Path):
    lines = "".join(f"{day:02}/{month:02}/2020,1\n" for day, month in ((3, 4), (5, 2), (1, 6)))
    file = write(tmp_path, f"when,y\n{lines}")
    (told,) = read(file).repairs
    assert told.key == "table.day_or_month"
    assert "'03/04/2020' on line 2" in str(told)
    assert "--day-first yes" in str(told)
    plans = plan_columns(open_table(file), day_first=True)
    assert plans[0].layouts[0] == "DD/MM/YYYY"


def test_dates_that_are_not_read_are_named(tmp_path: Path):
    (told,) = read(write(tmp_path, "when,y\nspring 2020,1\nautumn 2020,2\n")).repairs
    assert "'when' looks like dates, but 'spring 2020' on line 2" in str(told)


@pytest.mark.parametrize(
    ("cells", "levels"),
    [
        (["007", "101", "007"], ["007", "101"]),
        (["1", "01", "001"], ["1", "01", "001"]),
        (["2.1", "2.10"] * 10, ["2.1", "2.10"]),
        (["010.0", "010.00", "10.0"] * 10, ["010.0", "010.00", "10.0"]),
        (["9007199254740992", "9007199254740993"], ["9007199254740992", "9007199254740993"]),
        (["NA", "EU", "nan", "null"], ["EU", "NA", "nan", "null"]),
    ],
)
def test_texts_are_the_identity_of_categories(tmp_path: Path, cells: list[str], levels: list[str]):
    column = read(write(tmp_path, "x\n" + "\n".join(cells) + "\n")).columns[0]
    assert column.plan.kind == "category"
    assert sorted(column.levels) == sorted(levels)
    assert column.missing == 0


def test_marks_of_missing_values_are_named(tmp_path: Path):
    cells = [*map(str, range(30)), "暂无", "..", "..", "#DIV/0!", "offline", "offline"]
    table = read(write(tmp_path, "x\n" + "\n".join(cells) + "\n"))
    assert table.columns[0].missing == 6
    assert table.columns[0].odd == 0
    (told,) = table.repairs
    assert "'..' (2), 'offline' (2), '暂无' (1), '#DIV/0!' (1)" in str(told)


def test_numbers_that_stand_for_missing_ones_are_named_and_known_to_the_model(tmp_path: Path):
    cells = [*map(str, range(30)), "-999.0", "-999"]
    table = read(write(tmp_path, "x\n" + "\n".join(cells) + "\n"))
    assert table.columns[0].missing == 2
    assert "'-999' (2)" in str(table.repairs[-1])
    learned = learn_encoding(table, np.ones(32, bool), without=set()).encoding
    assert learned.columns[0].holes == (-999,)
    assert learned.columns[0].low == 0


def test_a_model_reads_new_marks_as_missing_and_its_own_classes_as_classes(tmp_path: Path):
    rows = open_table(write(tmp_path, "x\nNA\nnull\nb\n"))
    plan = ColumnPlan("x", 0, "category", levels=("b", "NA"))
    values = read_raw_table(rows, [plan], settle=False).blocks[0][:, 0]
    np.testing.assert_array_equal(values, [1, np.nan, 0])


def test_one_value_has_one_identity_however_it_is_spelled(tmp_path: Path):
    column = read(write(tmp_path, "x\nTrue\nFALSE\ntrue\nfalse\n")).columns[0]
    assert sorted(column.levels) == ["FALSE", "True"]
    mixed = read(write(tmp_path, "x\nTrue\n1\nyes\nFalse\n0\n0\n")).columns[0]
    assert sorted(mixed.levels) == ["False", "True"]
    truths = ColumnPlan("x", 0, "category", levels=("False", "True"))
    numbers = ColumnPlan("x", 0, "number")
    names = ColumnPlan("x", 0, "category", levels=("2", "03"))
    for cells, plan, wanted in (
        ("TRUE false 1 0", truths, [1, 0, 1, 0]),
        ("True FALSE 1 0", numbers, [1, 0, 1, 0]),
        ("2.0 2 03 3", names, [0, 0, 1, 2]),
    ):
        rows = open_table(write(tmp_path, "x\n" + cells.replace(" ", "\n") + "\n"))
        assert read_raw_table(rows, [plan], settle=False).blocks[0][:, 0].tolist() == wanted


def test_formats_agree_on_truths_time_zones_and_long_numbers(tmp_path: Path):
    noon = datetime(2020, 1, 1, 12)
    frame = polars.DataFrame({"flag": [True, False], "n": [2**53 + 1, 2**53], "t": [noon, noon]})
    frame = frame.with_columns(polars.col("t").dt.replace_time_zone("Asia/Shanghai"))
    frame.write_parquet(tmp_path / "a.parquet")
    rows = open_table(tmp_path / "a.parquet")
    columns = read_raw_table(rows, plan_columns(rows)).columns
    assert [sorted(column.levels) for column in columns[:2]] == [
        ["false", "true"],
        ["9007199254740992", "9007199254740993"],
    ]
    csv = write(tmp_path, "t\n2020-01-01 12:00:00+08:00\n2020-01-01 12:00:00+08:00\n")
    theirs = read_raw_table(rows, plan_columns(rows)).values(columns[2])
    np.testing.assert_array_equal(read(csv).values(read(csv).columns[0]), theirs)


def test_what_looks_like_numbers_and_is_not_read_is_named(tmp_path: Path):
    cells = "".join(
        f"{number}..{number + 1},{number % 9}-{number % 9 + 2}\n" for number in range(30)
    )
    table = read(write(tmp_path, "x,span\n" + cells))
    (told,) = table.repairs
    assert "column 'x' looks like numbers, but '0..1' on line 2" in str(told)
    chosen = read_raw_table(table.rows, plan_columns(table.rows, categories=["x"]))
    assert chosen.repairs == ()


def test_totals_and_capital_letters_among_names_are_told(tmp_path: Path):
    cells = "x,area,sort\n1,East,a\n2,East,a\n3,East total,A\n4,West,b\n5,West total,b\n6,West,b\n"
    table = read(write(tmp_path, cells))
    told = "\n".join(map(str, table.repairs))
    assert "totals stand among the others: 2, the first on line 4 ('East total')" in told
    assert "names that differ in capital letters alone are names of their own: A, a" in told
    assert table.n_rows == 6
    assert read(write(tmp_path, "x,area\n1,Total Wines\n2,East\n3,Sumo\n")).repairs == ()


def test_letters_of_full_width_and_split_accents_are_the_same_names(tmp_path: Path):
    table = read(write(tmp_path, "x,g\n1,Ａ1\n2,A1\n3,Cafe\u0301\n4,Café\n5,B\n"))
    first, second, third, fourth, _ = table.values(table.columns[1])
    assert (first, third) == (second, fourth)
    assert first != third


def test_spellings_of_yes_and_codes_with_an_e(tmp_path: Path):
    rows = open_table(write(tmp_path, "x\n1\n1.0\n2.0\n2.00\n"))
    (column,) = read_raw_table(rows, plan_columns(rows, categories=["x"])).columns
    assert sorted(column.levels) == ["1", "2.0", "2.00"]
    table = read(write(tmp_path, "a,b\nYes,1E3\nyes,1E4\nNO,10E2\nno,2E1\n"))
    assert [list(column.levels) for column in table.columns] == [
        ["NO", "Yes"],
        ["10E2", "1E3", "1E4", "2E1"],
    ]

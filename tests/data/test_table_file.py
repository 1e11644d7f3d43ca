"""What separates the cells of a CSV file."""

import gzip
import json
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pandas
import polars
import pytest

from data.table_files import excel_bytes, read, write
from plainnet.data.dataset import Source, Table
from plainnet.data.table_file import (
    ArrayRows,
    CsvRows,
    FrameRows,
    open_csv_rows,
    open_excel,
    open_frame,
    open_parquet,
    open_table,
)
from plainnet.data.table_layout import TableForm
from plainnet.errors import DataError


def test_rows_come_in_blocks(tmp_path: Path):
    lines = "".join(f"{row},{row * 2}\n" for row in range(100_000))
    rows = open_csv_rows(write(tmp_path, f"a,b\n{lines}"))
    blocks = list(rows.blocks())
    assert len(blocks) > 1
    assert sum(block.n_rows for block in blocks) == 100_000
    assert blocks[-1].columns[1][-1] == "199998"
    assert rows.n_cells == pytest.approx(200_000, rel=0.3)


def test_lines_are_told_although_cells_hold_line_ends(tmp_path: Path):
    rows = open_csv_rows(write(tmp_path, 'a,b\n"x\ny",1\n\n2,"z\n\n"\n3,4\n'))
    assert [rows.place_of_row(row) for row in range(3)] == [2, 5, 8]


def test_blank_rows_are_left_out(tmp_path: Path):
    rows = open_csv_rows(write(tmp_path, "a,b\n1,2\n\n,\n3,4\n"))
    (block,) = rows.blocks()
    assert block.columns == [("1", "3"), ("2", "4")]


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("a,b\n1,2\n3\n", "csv.ragged", 3),
        ("a,b\n1,2\n3,4,5\n", "csv.ragged", 3),
        ('a,b\n1,"2\n3,4\n', "csv.quotes", 3),
        ('a,b\n1,"2"x\n', "csv.quotes", 2),
        (f'a,b\n1,"{"x" * 200_000}"\n', "table.huge_cell", 2),
        ("1,2\n3,4\n", "csv.no_header", 1),
        ("a,b\n", "csv.only_header", None),
        (",,\n", "csv.empty", None),
    ],
)
def test_what_cannot_be_split_is_named(tmp_path: Path, content: str, key: str, line: int | None):
    with pytest.raises(DataError) as caught:
        list(open_csv_rows(write(tmp_path, content)).blocks())
    assert caught.value.key == key
    assert caught.value.values.get("line") == line


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


def test_a_cell_in_the_far_corner_of_a_sheet_is_named(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["x", "y"])
    book.active.append([1, 2])
    book.active.cell(1_048_576, 16_384, "oops")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="in row 1048576, column 16384"):
        open_excel(tmp_path / "a.xlsx")


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


def test_the_first_bytes_tell_and_not_the_name(tmp_path: Path):
    frame = tmp_path / "really_parquet.csv"
    polars.DataFrame({"a": [1, 2]}).write_parquet(frame)
    assert isinstance(open_table(frame), FrameRows)
    assert isinstance(open_table(write(tmp_path, excel_bytes([["a"], [1]]))), FrameRows)
    assert isinstance(open_table(write(tmp_path, "a\n1\n", "x.xlsx")), CsvRows)
    assert isinstance(open_table("generated:air-quality"), ArrayRows)


TABLE = [["x", "y"], ["1", "2"], ["3", "4"], ["5", "6"]]
CSV = "".join(",".join(row) + "\n" for row in TABLE)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Monthly report\nSource: plant A\n\n" + CSV, 4),
        ("Report,\n,\n" + CSV, 3),
        ("# made by logger 3\n# 2020\n" + CSV, 3),
        ("\n" + CSV, 2),
        ("# x,y\n" + CSV.removeprefix("x,y\n"), 1),
        ("# run 7\n" + CSV.replace("3,4", "# pause\n3,4"), 2),
        (CSV.replace("\n", ",\n").replace("y,", "y", 1), 1),
        (CSV.replace("\n", ",\n").replace("y,", "y", 1).replace(",", ";"), 1),
        (CSV.replace(",", " "), 1),
        (CSV.replace("3,4", "x,y\n3,4"), 1),
        (CSV.replace(",", "    "), 1),
        ("x,y\nkg,m\n" + CSV.removeprefix("x,y\n"), 2),
        ("x,y\n(kg),\n" + CSV.removeprefix("x,y\n"), 2),
        ("size,size\nx,y\n" + CSV.removeprefix("x,y\n"), 2),
        ("size,\nx,y\n" + CSV.removeprefix("x,y\n"), 2),
        (CSV.replace("y", "y\u200b"), 1),
        (CSV.replace("3,4", "# pause\n3,4"), 1),
        (CSV.replace(",", ":"), 1),
        (CSV.replace(",", "~"), 1),
        (CSV.replace(",", "，"), 1),
        ("".join(f'"{line}"\n' for line in CSV.split()), 1),
        ("".join(f"'{line}'\n" for line in CSV.replace(",", "','").split()), 1),
        ("".join(f"'{line}'\n" for line in CSV.replace(",", "';'").split()), 1),
        (CSV.replace("y\n", "y\n:--,---\n").replace(",", "|"), 2),
    ],
)
def test_titles_comments_and_loose_delimiters(tmp_path: Path, content: str, line: int):
    rows = open_csv_rows(write(tmp_path, content))
    (block,) = rows.blocks()
    assert rows.names == ("x", "y")
    assert [list(column) for column in block.columns] == [["1", "3", "5"], ["2", "4", "6"]]
    assert rows.place_of_row(0) == line + 1


def test_lines_of_two_cells_above_wider_names_are_a_title(tmp_path: Path):
    rows = open_csv_rows(write(tmp_path, "Made;2024-01-01;\n;;\nx;y;z\n1;2;a\n3;4;b\n"))
    assert rows.names == ("x", "y", "z")
    assert open_csv_rows(write(tmp_path, ",x,y\na,b,1\nc,d,2\n")).names == ("column 1", "x", "y")


def test_names_above_several_columns_are_joined_with_those_below(tmp_path: Path):
    rows = open_csv_rows(write(tmp_path, "2020,,2021,\na,b,a,b\n1,2,3,4\n5,6,7,8\n"))
    assert rows.names == ("2020 a", "2020 b", "2021 a", "2021 b")
    assert rows.place_of_row(0) == 3


def test_a_cell_more_than_names_is_the_name_of_the_row(tmp_path: Path):
    rows = open_csv_rows(write(tmp_path, "x y\nr1 1 2\nr2 3 4\n".replace(" ", ",")))
    assert rows.names == ("rownames", "x", "y")


def test_what_a_person_says_of_a_file_counts(tmp_path: Path):
    content = "long title, with comma\nanother, too\n% no row\nx,y\n1,2\n".encode("utf-16-le")
    form = TableForm(encoding="utf-16-le", header_row=4, comment="%")
    rows = open_csv_rows(write(tmp_path, content), form)
    assert rows.names == ("x", "y")
    greek = open_csv_rows(
        write(tmp_path, "α;β\n1;2\n".encode("cp1253")), TableForm(encoding="cp1253")
    )
    assert greek.names == ("α", "β")


def test_sheets_and_titles_of_excel(tmp_path: Path):
    title = [["月度报表", ""], ["", ""], ["x", "y"], [1.5, 2], [3, 4], [5, 6]]
    rows = open_excel(write(tmp_path, excel_bytes(title), "table.xlsx"))
    assert rows.names == ("x", "y")
    assert rows.place_of_row(0) == 4
    with pytest.raises(DataError, match="there is no sheet 'b'"):
        open_excel(write(tmp_path, excel_bytes(title), "table.xlsx"), TableForm(sheet="b"))
    said = open_excel(write(tmp_path, excel_bytes(title), "table.xlsx"), TableForm(header_row=4))
    assert said.place_of_row(0) == 5


def test_the_sheet_with_most_rows_and_units_below_its_names(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["name", "meaning"])
    sheet = book.create_sheet("data")
    for row in [["x", "y"], ["kg", "m"], [1, 2], [3, 4], [5, 6]]:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    rows = open_excel(tmp_path / "a.xlsx")
    (block,) = rows.blocks()
    assert [rows.numbers(block, place).tolist() for place in (0, 1)] == [[1, 3, 5], [2, 4, 6]]
    assert rows.place_of_row(0) == 3
    assert "line 2: a second line of names or units" in str(rows.repairs[-1])


@pytest.mark.parametrize(
    "below", ["Source: OECD", "\n数据来源：统计局", "(150 rows affected)", "Total\nrevised", "\x1a"]
)
def test_what_stands_below_a_table_is_left_out_and_named(tmp_path: Path, below: str):
    table = read(write(tmp_path, f"x,y\n1,2\n2,3\n3,4\n{below}\n"))
    assert table.values(table.columns[1]).tolist() == [2, 3, 4]
    assert "what stands below the table is left out" in str(table.repairs[-1])
    lines = [["x", "y"], [1, 2], ["", ""], [3, 4], [below.strip("\n\x1a") or "end", ""]]
    rows = open_excel(write(tmp_path, excel_bytes(lines), "table.xlsx"))
    (block,) = rows.blocks()
    assert rows.numbers(block, 1).tolist() == [2, 4]
    assert rows.place_of_row(1) == 4
    assert "line 5: what stands below" in str(rows.repairs[-1])


@pytest.mark.parametrize("remark", ["Source: OECD, Paris", "* of the year, revised"])
def test_a_remark_with_a_comma_is_left_out_and_named(tmp_path: Path, remark: str):
    table = read(write(tmp_path, f"x,y,z\n1,2,3\n2,3,4\n3,4,5\n\n{remark}\n"))
    assert table.values(table.columns[1]).tolist() == [2, 3, 4]
    assert "line 6: what stands below the table is left out" in str(table.repairs[-1])


def test_remarks_beside_each_other_below_a_total(tmp_path: Path):
    lines = [["数量", "单价", "y"], *([row, 2, row % 7] for row in range(30)), ["合计", 60, 91]]
    lines.append(["制表人：张三", "", "审核：李四"])
    table = read(write(tmp_path, excel_bytes(lines), "table.xlsx"))
    assert table.values(table.columns[2]).tolist() == [row % 7 for row in range(30)]
    told = "\n".join(map(str, table.repairs))
    assert "line 33: what stands below the table is left out ('制表人：张三')" in told
    assert "line 32: the last row is left out as a total ('合计')" in told
    odd = read(write(tmp_path, "x,y\n" + "1,2\n2,3\n3,4\n" * 10 + "6,unsure\n"))
    assert odd.values(odd.columns[0])[-1] == 6


def test_times_of_a_sheet_are_counted(tmp_path: Path):
    times = [[time(1, 30), time(0, 0, 5)], [time(12), time(1)], [timedelta(hours=30), time(0)]]
    seconds = [[5400, 5], [43_200, 3600], [108_000, 0]]
    for part in (slice(3), slice(2), slice(2, 3)):  # all formats together, and each of them
        book = openpyxl.Workbook()
        for row in [["x", "y"], *times[part]]:
            book.active.append(row)
        book.save(tmp_path / "times.xlsx")
        table = read(tmp_path / "times.xlsx")
        values = np.transpose([table.values(column) for column in table.columns])
        assert values.tolist() == seconds[part]


def test_a_table_that_r_wrote_names_its_rows(tmp_path: Path):
    table = read(write(tmp_path, '"x" "y"\n"1" 1.5 "a b"\n"2" 2 "c"\n'))
    assert [column.name for column in table.columns] == ["rownames", "x", "y"]
    assert table.values(table.columns[1]).tolist() == [1.5, 2]
    assert list(table.columns[2].levels) == ["a b", "c"]


def test_a_row_cut_short_is_no_remark(tmp_path: Path):
    with pytest.raises(DataError, match="line 4: cells found: 1"):
        read(write(tmp_path, "x,y\n1,2\n2,3\n3\n"))


def test_a_total_without_a_word_is_left_out_and_named(tmp_path: Path):
    lines = "".join(f"{row},{2 * row}.5\n" for row in range(1, 13))
    table = read(write(tmp_path, f"x,y\n{lines}78,162\n"))
    assert table.n_rows == 12
    assert "line 14: the last row is left out as a total ('78')" in str(table.repairs[-1])
    assert read(write(tmp_path, f"x,y\n{lines}78,161\n")).n_rows == 13
    assert read(write(tmp_path, f"x,y\n{lines}78,\n")).n_rows == 12
    drawn = "|x|y|\n|---|---|\n|1|2|\n|3|4|\n"
    assert read(write(tmp_path, drawn)).columns[1].name == "x"


@pytest.mark.parametrize("last", ["平均值,3", "Total,9\nMean,3", "合计,9", "Total:,9", "sum,9"])
def test_a_row_of_totals_is_left_out_and_named(tmp_path: Path, last: str):
    table = read(write(tmp_path, f"x,y\n1,2\n2,3\n3,4\n4,5\n{last}\n"))
    assert table.values(table.columns[1]).tolist() == [2, 3, 4, 5]
    assert "line 6: the last row is left out as a total" in str(table.repairs[-1])


@pytest.mark.parametrize("kind", ["lines", "list", "gz"])
def test_json_and_packed_files_hold_the_same_table(tmp_path: Path, kind: str):
    csv = "code,x\n007,1.5\n008,\n007,2\n"
    rows = [{"code": "007", "x": 1.5}, {"code": "008", "x": None}, {"code": "007", "x": 2}]
    contents = {
        "lines": "\n".join(map(json.dumps, rows)).encode(),
        "list": json.dumps(rows).encode(),
        "gz": gzip.compress(csv.encode(), mtime=0),
    }
    ours = read(write(tmp_path, contents[kind], "a.data"))
    theirs = read(write(tmp_path, csv, "b.csv"))
    for one, other in zip(ours.columns, theirs.columns, strict=True):
        assert (one.plan.kind, list(one.levels)) == (other.plan.kind, list(other.levels))
        np.testing.assert_array_equal(ours.values(one), theirs.values(other))


@pytest.mark.parametrize(
    "content",
    [
        *(b'{"a": 1}\n{"a": ', b'[{"a": 1}, '),
        gzip.compress(b"a,b\n1,2\n" * 99, mtime=0)[:-20],  # a name of a test holds no time
    ],
)
def test_broken_json_and_packed_files_are_named(tmp_path: Path, content: bytes):
    with pytest.raises(DataError, match=r"a\.data"):
        read(write(tmp_path, content, "a.data"))


def test_rows_in_memory_are_read_as_a_file_is(tmp_path: Path):
    columns = {"x": [1.5, None, 2.0], "name": ["a", "b", None], "flag": [True, False, True]}
    frame = polars.DataFrame(columns)
    days = [datetime(2020, 1, day) for day in (1, 2, 3)]
    for data in (columns, frame, pandas.DataFrame(columns), frame.to_dicts()):
        rows = open_frame(data)
        (block,) = rows.blocks()
        assert list(block.columns[1]) == ["a", "b", ""]
        assert rows.numbers(block, 0).tolist()[::2] == [1.5, 2.0]
    assert open_frame({"t": days}).names == ("t",)
    with pytest.raises(DataError, match="Rows cannot be made of this int"):
        open_frame(7)

"""The rows of a CSV file."""

from pathlib import Path

import pytest

from data.table_files import write
from plainnet.data.csv_rows import open_csv_rows
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
        ("1,2\n3,4\n", "csv.no_header", None),
        ("a,b\n", "csv.only_header", None),
        (",,\n", "csv.empty", None),
    ],
)
def test_what_cannot_be_split_is_named(tmp_path: Path, content: str, key: str, line: int | None):
    with pytest.raises(DataError) as caught:
        list(open_csv_rows(write(tmp_path, content)).blocks())
    assert caught.value.key == key
    assert caught.value.values.get("line") == line

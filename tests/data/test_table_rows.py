"""Names of columns."""

from pathlib import Path

import numpy as np

from plainnet.data.table_file import open_table
from plainnet.data.table_rows import FileLines, distinct_names


def test_names_become_distinct_and_it_is_said():
    names, repairs = distinct_names(["a", " a ", "", "b", "a", ""], "x.csv")
    assert names == ("a", "a (2)", "column 3", "b", "a (3)", "column 6")
    assert [repair.key for repair in repairs] == ["table.names_twice", "table.names_missing"]


def test_a_made_name_does_not_take_a_given_one():
    names, _ = distinct_names(["a", "a", "a (2)", "", "column 4"], "x.csv")
    assert len(set(names)) == 5


def test_ten_thousand_names_are_quick():
    names, repairs = distinct_names([f"c{number}" for number in range(10_000)], "x.csv")
    assert len(names) == 10_000
    assert repairs == ()


def test_lines_follow_the_rows_turned_and_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n\n3,4\n5,6\n")
    lines = FileLines(open_table(file), np.arange(3))
    assert list(lines) == [2, 4, 5]
    assert list(lines[::-1][:2]) == [5, 4]
    assert len(lines[1:]) == 2

"""Lines of a file, looked up late."""

from pathlib import Path

import numpy as np

from plainnet.data.file_lines import FileLines
from plainnet.data.table_file import open_table


def test_lines_follow_the_rows_turned_and_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n\n3,4\n5,6\n")
    lines = FileLines(open_table(file), np.arange(3))
    assert list(lines) == [2, 4, 5]
    assert list(lines[::-1][:2]) == [5, 4]
    assert len(lines[1:]) == 2

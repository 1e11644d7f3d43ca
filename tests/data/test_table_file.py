"""What kind of file a table stands in."""

from pathlib import Path

import polars

from data.table_files import excel_bytes, write
from plainnet.data.columnar_rows import ArrayRows, FrameRows
from plainnet.data.csv_rows import CsvRows
from plainnet.data.table_file import open_table


def test_the_first_bytes_tell_and_not_the_name(tmp_path: Path):
    frame = tmp_path / "really_parquet.csv"
    polars.DataFrame({"a": [1, 2]}).write_parquet(frame)
    assert isinstance(open_table(frame), FrameRows)
    assert isinstance(open_table(write(tmp_path, excel_bytes([["a"], [1]]))), FrameRows)
    assert isinstance(open_table(write(tmp_path, "a\n1\n", "x.xlsx")), CsvRows)
    assert isinstance(open_table("generated:air-quality"), ArrayRows)

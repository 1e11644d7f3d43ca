"""Column names without reading a table."""

from pathlib import Path

from plainnet.cases.table_header import column_names


def test_names_are_those_of_the_first_line(tmp_path: Path) -> None:
    file = tmp_path / "air.csv"
    file.write_bytes('\ufeffPM2.5, "a, b" ,AQI\n1,2,3\n'.encode())
    assert {"PM2.5", "AQI"} < column_names(file)


def test_what_is_no_table_has_no_names(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("Date,USD (PM)")
    for path in (tmp_path, tmp_path / "empty.csv", tmp_path / "notes.txt", tmp_path / "absent.csv"):
        assert column_names(path) == frozenset()

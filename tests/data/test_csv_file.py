"""CSV files as text cells."""

from pathlib import Path

from plainnet.data.csv_file import open_csv


def test_knows_the_line_each_row_starts_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('"a\nb",c\n1,"2\n3"\n4,5\n', encoding="utf-8")
    csv_file = open_csv(file)
    assert csv_file.names == ("a\nb", "c")
    assert csv_file.lines_of_rows() == [3, 5]
    assert [csv_file.line_of_row(row) for row in (0, 1)] == [3, 5]
    assert list(csv_file.blocks(rows_at_once=1)) == [[["1", "2\n3"]], [["4", "5"]]]


def test_counts_the_rows_cut_off_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\r\n1,2\r\n\r\n,\r\n")
    csv_file = open_csv(file)
    assert [repair.values["count"] for repair in csv_file.repairs] == [2]
    assert list(csv_file.blocks()) == [[["1", "2"]]]

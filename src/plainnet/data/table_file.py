"""A table in a file of whatever kind: CSV, Excel, Parquet, or data that come with plainnet."""

from pathlib import Path

from plainnet.data.columnar_rows import ArrayRows, open_excel, open_parquet
from plainnet.data.csv_rows import open_csv_rows
from plainnet.data.dataset import Table
from plainnet.data.included_data import is_included, load_included
from plainnet.data.input_path import existing_file
from plainnet.data.table_rows import TableRows
from plainnet.errors import DataError

_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PARQUET = b"PAR1"


def open_table(path: str | Path) -> TableRows:
    """Open a table; what kind of file it is shows in its first bytes, not in its name."""
    if is_included(Path(path)):
        return ArrayRows(load_included(Path(path), Table))
    file = existing_file(path)
    try:
        with file.open("rb") as opened:
            first = opened.read(8)
    except OSError as error:
        raise DataError("path.unreadable", path=file, reason=error.strerror) from error
    if first.startswith(_PARQUET):
        return open_parquet(file)
    if first.startswith(_EXCEL):
        return open_excel(file)
    return open_csv_rows(file)

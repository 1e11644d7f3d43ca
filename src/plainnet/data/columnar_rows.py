"""The rows of tables whose cells have kinds already: Excel, Parquet, arrays."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import hash_file
from plainnet.data.dataset import Repair, Source, Table
from plainnet.data.table_rows import Block, Cells, TableRows
from plainnet.data.written_numbers import NumberStyle
from plainnet.errors import DataError

# Polars takes a while to import, and most tables are CSV: it is imported when it is needed.

ROWS_AT_ONCE = 1 << 14
ROWS_LOADED = 1 << 17
_NUMBERS = ("Int", "UInt", "Float", "Decimal")


class ArrayRows(TableRows):
    """Rows of numbers in memory."""

    def __init__(self, table: Table) -> None:
        self._values = table.values
        super().__init__(
            table.source.path,
            table.column_names,
            table.source,
            table.repairs,
            table.values.size,
            NumberStyle(),
        )

    def blocks(self) -> Iterator[Block]:
        """Give all rows."""
        for start in range(0, len(self._values), ROWS_AT_ONCE):
            part = self._values[start : start + ROWS_AT_ONCE]
            yield Block(start, len(part), list(part.T))

    def place_of_row(self, row: int) -> int:
        """Count rows from 1."""
        return row + 1


class FrameRows(TableRows):
    """Rows of an Excel sheet or a Parquet file."""

    def __init__(
        self, path: Path, frame: Any, n_rows: int, lines_before: int, repairs: tuple[Repair, ...]
    ) -> None:
        self._frame, self._n_rows, self._lines_before = frame, n_rows, lines_before
        names = frame.collect_schema().names()
        if not names:
            raise DataError("csv.empty", file=path)
        if not n_rows:
            raise DataError("csv.only_header", file=path, found=", ".join(names[:20]))
        source = Source(str(path), hash_file(path))
        super().__init__(str(path), names, source, repairs, n_rows * len(names), NumberStyle())

    def blocks(self) -> Iterator[Block]:
        """Give all rows."""
        for loaded in range(0, self._n_rows, ROWS_LOADED):
            part = self._part(loaded)
            for start in range(0, part.height, ROWS_AT_ONCE):
                rows = part.slice(start, ROWS_AT_ONCE)
                columns = [_cells(column, self.file) for column in rows.get_columns()]
                yield Block(loaded + start, rows.height, columns)

    def _part(self, first: int) -> Any:
        """Load some rows."""
        import polars

        try:
            return self._frame.slice(first, ROWS_LOADED).collect()
        except (polars.exceptions.PolarsError, polars.exceptions.PanicException) as error:
            raise DataError("table.damaged", file=self.file, kind="Parquet") from error

    def place_of_row(self, row: int) -> int:
        """Give the row of the sheet, counted from 1."""
        return row + 1 + self._lines_before


def open_parquet(path: Path) -> FrameRows:
    """Open a Parquet file."""
    import polars

    damages = (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError)
    try:
        frame = polars.scan_parquet(path, glob=False, hive_partitioning=False)
        n_rows = int(frame.select(polars.len()).collect().item())
        return FrameRows(path, frame, n_rows, 0, ())
    except damages as error:
        raise DataError("table.damaged", file=path, kind="Parquet") from error


def open_excel(path: Path) -> FrameRows:
    """Open the first sheet with rows of an Excel file."""
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        sheets = [book.load_sheet(name) for name in book.sheet_names]
        filled = [sheet for sheet in sheets if sheet.width and sheet.total_height]
        if not filled:
            raise DataError("csv.empty", file=path)
        sheet = next((each for each in filled if each.height), filled[0])
        frame = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise DataError("table.damaged", file=path, kind="Excel") from error
    repairs: tuple[Repair, ...] = ()
    if len(sheets) > 1:
        others = ", ".join(each.name for each in sheets if each is not sheet)
        found: dict[str, object] = {"file": str(path), "sheet": sheet.name, "others": others}
        repairs = (Repair("table.sheet", found),)
    return FrameRows(path, frame.lazy(), frame.height, 1, repairs)


def _cells(column: Any, file: str) -> Cells:
    """Turn a column of Polars into cells."""
    kind = str(column.dtype)
    if kind.startswith(_NUMBERS):
        return _floats(column.cast(float))
    if kind == "Null":
        return np.full(len(column), np.nan)
    if kind.startswith(("Date", "Datetime")):
        return np.asarray(column.to_numpy()).astype("datetime64[us]")
    if kind.startswith("Duration"):
        return _floats(column.dt.total_microseconds().cast(float) / 1e6)
    if kind.startswith(("String", "Boolean", "Categorical", "Enum", "Time")):
        return _texts(column.cast(str).fill_null("").to_list())
    raise DataError("table.nested_column", file=file, column=column.name, kind=kind)


def _floats(column: Any) -> NDArray[np.float64]:
    """Give numbers, NaN where there is none."""
    return np.array(column.fill_null(np.nan).to_numpy(), np.float64)


def _texts(cells: list[str]) -> Sequence[str]:
    """Give texts without null characters, which no sentence can show."""
    return [cell.replace("\0", "") for cell in cells]

"""The rows of a table in a file of any kind: CSV, Excel, Parquet, or included data."""

import csv
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import hash_file
from plainnet.data.dataset import DataNote, Source, Table
from plainnet.data.included_data import load_included
from plainnet.data.input_path import existing_file, is_included, open_bytes
from plainnet.data.table_layout import (
    FOUND_OUT,
    ROW_NAMES,
    Dialect,
    Row,
    TableForm,
    are_better_names,
    find_dialect,
    header_place,
    is_drawn,
    joined_names,
    second_header,
    unquoted_line,
)
from plainnet.data.table_rows import Block, Cells, TableRows, is_note, told_of_numbers
from plainnet.data.text_encoding import BYTES_AT_ONCE, TextFile, find_encoding
from plainnet.data.written_numbers import (
    NumberStyle,
    find_number_styles,
    is_number,
    numbers_of_lines,
    shown,
)
from plainnet.errors import DataError

SAMPLE_CHARACTERS = 1 << 18
SAMPLE_ROWS = 1000
MOST_NOTES = 10  # below a table
CELLS_AT_ONCE = 1 << 16


@dataclass(frozen=True)
class _Read:
    """How far a file has been read: bytes, lines, and rows without the header."""

    place: int = 0
    lines: int = 0
    rows: int = 0

    def further(self, lines: list[bytes]) -> "_Read":
        """Count rows of one line each."""
        n_rows = len(lines)
        return _Read(self.place + sum(map(len, lines)), self.lines + n_rows, self.rows + n_rows)


class CsvRows(TableRows):
    """A CSV file."""

    def __init__(self, text: TextFile, form: TableForm = FOUND_OUT) -> None:
        self._text = text
        file = str(text.path)
        sample, has_more = self._sample()
        self._dialect = find_dialect(sample, file, form)
        first_rows = self._first_rows(file)
        names, rows = first_rows[0], first_rows[1:]
        while len(rows) > 1 and not has_more and is_note(rows[-1], len(names)):
            rows.pop()
        if self._dialect.is_header_commented and self._dialect.comment:
            names[0] = names[0].removeprefix(self._dialect.comment + " ")
        second = self._dialect.second_header
        if second and not is_drawn(second) and len(set(names) - {""}) < len(names):
            names = joined_names(names, second)
        _check_header(names, file, self._dialect.lines_before_header + 1)
        if not rows:
            raise DataError("csv.only_header", file=file, found=list(names[:20]))
        is_named = len(rows) > 1 and all(len(row) == len(names) + 1 for row in rows)
        if is_named and any(row[-1].strip() for row in rows):
            names = [ROW_NAMES, *names]
        self._width = len(names)
        self._at_once = max(16, CELLS_AT_ONCE // self._width)
        self._has_tail = bool(rows) and all(
            len(row) == self._width + 1 and not row[-1].strip() for row in rows
        )
        whole = [row[: self._width] for row in rows if len(row) >= self._width]
        columns = zip(*whole, strict=True) if whole else [()] * self._width
        styles = find_number_styles(columns, self._dialect.delimiter, form.decimal)
        n_rows = len(rows)
        if has_more:
            per_row = len(sample.encode(text.encoding, "replace")) / max(1, sample.count("\n"))
            n_rows = int(text.path.stat().st_size / max(1.0, per_row))
        source = Source(file, text.sha256)
        told = text.repairs + _found_out(file, self._dialect, names, styles)
        super().__init__(file, names, source, told, n_rows * len(names), styles)

    def blocks(self) -> Iterator[Block]:
        """Return all rows below the header."""
        return self._blocks_after(_Read())

    def number_blocks(self) -> Iterator[Block]:
        """Return all rows below the header, as numbers up to the first that holds anything else."""
        read = _Read()
        delimiter = self._dialect.delimiter
        is_usual = self._dialect == Dialect(delimiter) and delimiter.isascii()
        is_plain = all(style.is_plain for style in self.styles)
        if is_usual and is_plain and self._text.encoding == "utf-8":
            with open_bytes(self._text.path) as handle:
                header = handle.readline(SAMPLE_CHARACTERS)
                is_plain = header.endswith(b"\n") and not re.search(rb'"|\r[^\n]', header)
                read = _Read(len(header), 1, 0) if is_plain else read
                while is_plain and (lines := list(islice(handle, self._at_once))):
                    numbers = numbers_of_lines(lines, delimiter, self._width)
                    if numbers is None:
                        break
                    yield Block(read.rows, len(numbers), list(numbers.T))
                    read = read.further(lines)
        yield from self._blocks_after(read)

    def _blocks_after(self, read: "_Read") -> Iterator[Block]:
        """Return the rows that are left, as texts."""
        done = read.rows
        with self._rows(read) as rows:
            if not read.lines:
                next(rows)
            while block := list(islice(rows, self._at_once)):
                kept = [row for row in block if row and (row[0] or row[-1] or any(row))]
                if self._has_tail:
                    kept = [row if row[-1].strip() else row[:-1] for row in kept]
                if {*map(len, kept)} - {self._width}:
                    kept = self._without_notes(kept, done, rows)
                if kept:
                    yield Block(done, len(kept), list(zip(*kept, strict=True)))
                done += len(kept)

    def place_of_row(self, row: int) -> int:
        """Find the line of the file on which a row starts."""
        seen = -1
        with self._opened(_Read()) as handle:
            reader = self._reader(handle, strict=False)
            next(reader)
            last_line: int = reader.line_num
            for cells in reader:
                seen += any(cells)
                if seen == row:
                    break
                last_line = reader.line_num
        return self._dialect.lines_before_header + last_line + 1

    @contextmanager
    def _rows(self, read: "_Read") -> Iterator[Iterator[Row]]:
        """Split what is left of the file into rows; what cannot be split is named."""
        lines_before = read.lines or self._dialect.lines_before_header
        with self._opened(read) as handle:
            reader = self._reader(handle, strict=True)
            file = str(self._text.path)
            try:
                yield reader
            except csv.Error as error:
                line = reader.line_num + lines_before
                key = "table.huge_cell" if "field limit" in str(error) else "csv.quotes"
                raise DataError(key, file=file, line=line) from error
            except UnicodeError as error:
                line = reader.line_num + lines_before + 1
                raise DataError(
                    "table.broken_text", file=file, line=line, encoding=self._text.encoding
                ) from error

    @contextmanager
    def _opened(self, read: "_Read") -> Iterator[TextIO]:
        """Open the file, and skip what stands before the header or has been read."""
        with open_bytes(self._text.path) as handle:
            handle.seek(read.place)
            with TextIOWrapper(handle, self._text.encoding, newline="") as text:
                for _ in range(0 if read.lines else self._dialect.lines_before_header):
                    text.readline()
                yield text

    def _reader(self, handle: TextIO, *, strict: bool) -> Any:
        """Make what splits lines into cells."""
        delimiter, dialect = self._dialect.delimiter, self._dialect
        lines: Iterable[str] = map(unquoted_line, handle) if dialect.is_line_quoted else handle
        if dialect.comment is not None or dialect.second_header or dialect.repeated:
            lines = self._without_comments(lines)
        return csv.reader(
            lines,
            delimiter=delimiter,
            quotechar=dialect.quote,
            strict=strict,
            skipinitialspace=True,
        )

    def _without_comments(self, lines: Iterable[str]) -> Iterator[str]:
        """Return blank lines for lines of comment, so that lines are counted as they stand."""
        dialect = self._dialect
        for place, line in enumerate(lines):
            is_header = dialect.is_header_commented and place == 0
            is_comment = dialect.comment is not None and line.startswith(dialect.comment)
            is_second = bool(dialect.second_header) and place == 1
            is_again = place > 0 and line.strip() == dialect.repeated != ""
            yield "\n" if is_second or is_again or (is_comment and not is_header) else line

    def _sample(self) -> tuple[str, bool]:
        """Read the first whole lines, and tell whether there are more."""
        file, encoding = str(self._text.path), self._text.encoding
        try:
            with (
                open_bytes(self._text.path) as opened,
                TextIOWrapper(opened, encoding, newline="") as handle,
            ):
                sample = handle.read(SAMPLE_CHARACTERS)
                has_more = bool(handle.read(1))
        except UnicodeError as error:
            raise DataError("table.broken_text", file=file, line=1, encoding=encoding) from error
        if not sample.strip(" ,;|\t\r\n"):
            raise DataError("csv.empty", file=file)
        end = sample.rfind("\n") + 1
        return sample[: end or None] if has_more else sample, has_more

    def _first_rows(self, file: str) -> list[Row]:
        """Read the header and some rows below it."""
        with self._rows(_Read()) as rows:
            header = next(rows, None)
            if header is None or not any(cell.strip() for cell in header):
                line = self._dialect.lines_before_header + 1
                raise DataError("csv.blank_line", file=file, line=line)
            at_most = max(2, min(SAMPLE_ROWS, CELLS_AT_ONCE // len(header)))
            return [header, *islice((row for row in rows if any(row)), at_most)]
        raise AssertionError  # a csv.Error has been made a DataError

    def _without_notes(self, kept: list[Row], done: int, rest: Iterator[Row]) -> list[Row]:
        """Leave out remarks below the last row; name the first other row of a wrong width."""
        n_rows = len(kept)
        while n_rows > 1 and is_note(kept[n_rows - 1], self._width):
            n_rows -= 1
        is_end = len(kept) - n_rows <= MOST_NOTES and not any(map(any, rest))
        wrong = [place for place, row in enumerate(kept) if len(row) != self._width]
        if is_end and (not wrong or wrong[0] >= n_rows):
            line, text = self.place_of_row(done + n_rows), shown(" ".join(kept[n_rows]))
            found: dict[str, object] = {"file": self.file, "line": line, "value": text}
            self._note_once(DataNote("table.notes", found))
            return kept[:n_rows]
        index = wrong[0]
        raise DataError(
            "csv.ragged",
            file=str(self._text.path),
            line=self.place_of_row(done + index),
            found=len(kept[index]),
            expected=self._width,
        )

    def _note_once(self, note: DataNote) -> None:
        """Remember what is left out, though the rows are read several times."""
        self.repairs += () if note in self.repairs else (note,)


def open_csv_rows(path: str | Path, form: TableForm = FOUND_OUT) -> CsvRows:
    r"""Open a CSV file, its encoding, delimiter and way of writing numbers found out.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "fruit.csv")
    ...     _ = file.write_text("name;price\npear;1,5\n")
    ...     [block.columns for block in open_csv_rows(file).blocks()]
    [[('pear',), ('1,5',)]]
    """
    return CsvRows(find_encoding(path, form.encoding), form)


def _check_header(names: Row, file: str, line: int) -> None:
    """Refuse a line of numbers."""
    filled = [name.strip() for name in names if name.strip()]
    if all(is_number(name) for name in filled):
        raise DataError("csv.no_header", file=file, line=line, found=list(filled[:5]))


def _found_out(
    file: str, dialect: Dialect, names: Row, styles: Sequence[NumberStyle]
) -> tuple[DataNote, ...]:
    """Describe what is not as programs write it."""
    told: tuple[DataNote, ...] = ()
    if dialect.delimiter != ",":
        told += (DataNote("table.delimiter", {"file": file, "delimiter": dialect.shown}),)
    if dialect.lines_before_header:
        line = dialect.lines_before_header + 1
        told += (DataNote("table.header_found", {"file": file, "line": line}),)
    if dialect.second_header:
        shown_second = dialect.shown.join(dialect.second_header)
        line = dialect.lines_before_header + 2
        told += (
            DataNote("table.second_header", {"file": file, "line": line, "value": shown_second}),
        )
    if dialect.repeated:
        told += (DataNote("table.names_repeated", {"file": file}),)
    if names[0] == ROW_NAMES:
        told += (DataNote("table.row_names", {"file": file}),)
    if dialect.comment is not None:
        told += (DataNote("table.comments", {"file": file, "mark": dialect.comment}),)
    return told + told_of_numbers(file, names, styles)


def _polars() -> Any:
    """Import Polars, which takes a while, when it is needed: most tables are CSV."""
    import polars

    return polars


ROWS_AT_ONCE = 1 << 14
IN_MEMORY = "<rows in memory>"
MOST_CELLS = 1 << 27  # between the first and the last of a sheet
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_TAG = 32
ROWS_OF_SHEET_LOOKED_AT = 50
ROWS_LOADED = 1 << 17
_FIRST_DAY = datetime(1899, 12, 31)  # of a sheet: that of times without a day
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
            [NumberStyle()] * len(table.column_names),
        )

    def blocks(self) -> Iterator[Block]:
        """Return all rows."""
        for start in range(0, len(self._values), ROWS_AT_ONCE):
            part = self._values[start : start + ROWS_AT_ONCE]
            yield Block(start, len(part), list(part.T))

    def place_of_row(self, row: int) -> int:
        """Count rows from 1."""
        return row + 1


class FrameRows(TableRows):
    """Rows of an Excel sheet or a Parquet file."""

    def __init__(
        self,
        file: Path | Source,
        frame: Any,
        places: Sequence[int],
        repairs: tuple[DataNote, ...],
        form: TableForm = FOUND_OUT,
    ) -> None:
        self._frame, self._n_rows, self._places = frame, len(places), places
        n_rows = len(places)
        written = frame.collect_schema().names()
        names = ["" if name.startswith("__UNNAMED__") else name for name in written]
        source = file if isinstance(file, Source) else Source(str(file), hash_file(file))
        path = source.path
        if not names:
            raise DataError("csv.empty", file=path)
        if not n_rows:
            raise DataError("csv.only_header", file=path, found=list(names[:20]))
        styles = _styles_of_texts(frame, form)
        repairs += told_of_numbers(path, names, styles)
        super().__init__(path, names, source, repairs, n_rows * len(names), styles)

    def blocks(self) -> Iterator[Block]:
        """Return all rows."""
        for loaded in range(0, self._n_rows, ROWS_LOADED):
            part = self._part(loaded)
            for start in range(0, part.height, ROWS_AT_ONCE):
                rows = part.slice(start, ROWS_AT_ONCE)
                columns = [_cells(column, self.file) for column in rows.get_columns()]
                yield Block(loaded + start, rows.height, columns)

    def _part(self, first: int) -> Any:
        """Load some rows."""
        polars = _polars()
        try:
            return self._frame.slice(first, ROWS_LOADED).collect()
        except (polars.exceptions.PolarsError, polars.exceptions.PanicException) as error:
            raise DataError("table.damaged", file=self.file, kind="Parquet") from error

    def place_of_row(self, row: int) -> int:
        """Return the row of the sheet, counted from 1."""
        return int(self._places[row])


def _styles_of_texts(frame: Any, form: TableForm) -> tuple[NumberStyle, ...]:
    """Find out how numbers are written in the columns of texts."""
    first = frame.head(SAMPLE_ROWS).collect()
    columns = [
        _texts(column.cast(str).fill_null("").to_list()) if _is_text(column) else ()
        for column in first.get_columns()
    ]
    return find_number_styles(columns, "", form.decimal)


def _is_text(column: Any) -> bool:
    """Whether cells of a column of Polars are texts or times of a day."""
    return str(column.dtype) in ("String", "Time")


def open_parquet(path: Path, form: TableForm = FOUND_OUT) -> FrameRows:
    """Open a Parquet file."""
    polars = _polars()
    damages = (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError)
    try:
        frame = polars.scan_parquet(path, glob=False, hive_partitioning=False)
        n_rows = int(frame.select(polars.len()).collect().item())
        return FrameRows(path, frame, range(1, n_rows + 1), (), form)
    except damages as error:
        raise DataError("table.damaged", file=path, kind="Parquet") from error


def open_excel(path: Path, form: TableForm = FOUND_OUT) -> FrameRows:
    """Open a sheet of an Excel file: the one asked for, or the first that holds a table."""
    import fastexcel

    _check_extent(path)
    try:
        book = fastexcel.read_excel(path)
        name, place, second = _sheet_and_header(book, path, form)
        try:
            frame = book.load_sheet(name, header_row=place).to_polars()
        except fastexcel.UnsupportedColumnTypeCombinationError:  # of several formats
            frame = book.load_sheet(name, header_row=place, dtypes="string").to_polars()
        frame = _with_seconds(frame)[int(bool(second)) :]
    except fastexcel.FastExcelError as error:
        raise DataError("table.damaged", file=path, kind="Excel") from error
    repairs: tuple[DataNote, ...] = ()
    if len(book.sheet_names) > 1:
        others = [each for each in book.sheet_names if each != name]
        found: dict[str, object] = {"file": str(path), "sheet": name, "others": others}
        repairs = (DataNote("table.sheet", found),)
    if place:
        repairs += (DataNote("table.header_found", {"file": str(path), "line": place + 1}),)
    if second:
        told = {"file": str(path), "line": place + 2, "value": list(filter(None, second))}
        repairs += (DataNote("table.second_header", told),)
    texts = _polars().all().cast(str).fill_null("")
    rows = np.flatnonzero(
        frame.select(_polars().any_horizontal(texts != "")).to_series().to_numpy()
    )
    places = (rows + place + 2 + bool(second)).tolist()
    n_rows = len(rows)
    while n_rows > 1 and _is_note_in_sheet(frame, int(rows[n_rows - 1])):
        n_rows -= 1
    if 0 < len(rows) - n_rows <= MOST_NOTES:
        text = " ".join(str(cell) for cell in frame.row(int(rows[n_rows])) if cell)
        found = {"file": str(path), "line": places[n_rows], "value": shown(str(text))}
        repairs += (DataNote("table.notes", found),)
        rows = rows[:n_rows]
    return FrameRows(path, frame[rows].lazy(), places[: len(rows)], repairs, form)


def _with_seconds(frame: Any) -> Any:
    """Count the seconds of times and durations, which a sheet keeps as dates of 1900."""
    seconds = []
    for column in frame.get_columns():
        is_text = str(column.dtype) == "String"
        times = column.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False) if is_text else column
        is_whole = times.null_count() == column.null_count() < len(column)
        if str(times.dtype).startswith("Datetime") and is_whole and times.max().year <= 1900:
            times = times - _FIRST_DAY
        if str(times.dtype).startswith("Duration"):
            seconds.append(times.dt.total_milliseconds() / 1000)
    return frame.with_columns(seconds)


def _is_note_in_sheet(frame: Any, row: int) -> bool:
    """Whether a row of a sheet holds one text and nothing else, beside columns of other kinds."""
    filled = [str(cell) for cell in frame.row(row) if cell not in (None, "")]
    return len(filled) == 1 and is_note(filled, frame.width)


def _check_extent(path: Path) -> None:
    """Refuse sheets whose last cell lies so far out that all cells before it fill the memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if "/worksheets/" in name]
            for name in names:
                columns, last, text = {b"A"}, 0, b""
                with archive.open(name) as sheet:
                    while piece := sheet.read(BYTES_AT_ONCE):
                        text = text[-_LONGEST_TAG:] + piece
                        places = _PLACE.findall(text)
                        columns |= {letters for letters, _ in places}
                        last = max(last, int(places[-1][1]) if places else 0)
                width = max(map(_column_number, columns))
                if last * width > MOST_CELLS:
                    extent = {"rows": last, "columns": width}
                    raise DataError("table.extent", file=path, sheet=name, **extent)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError):
        return  # not of this kind, or damaged, which the reader says


def _column_number(letters: bytes) -> int:
    """Return the number of a column of a sheet.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _sheet_and_header(book: Any, path: Path, form: TableForm) -> tuple[str, int, tuple[str, ...]]:
    """Choose the sheet and the row with the names of the columns, counted from 0.

    Result: and the row below if that holds units.
    """
    names = list(book.sheet_names)
    if form.sheet is not None:
        number = int(form.sheet) if form.sheet.isdigit() else 0
        names = [form.sheet] if form.sheet in names else names[number - 1 : number]
        if not names:
            known = list(book.sheet_names)
            raise DataError("table.no_sheet", file=path, sheet=form.sheet, known=known)
    tops = {name: _top_of_sheet(book, name) for name in names}
    filled = [name for name in names if tops[name]]
    if not filled:
        raise DataError("csv.empty", file=path)
    tables = [name for name in filled if len(tops[name]) > 1]
    wide = [name for name in tables if len(tops[name][0]) > 1]
    name = max(wide or tables or filled, key=lambda each: len(tops[each]))
    if form.header_row is not None:
        return name, form.header_row - 1, ()
    place = header_place(tops[name])
    below = tops[name][place:]
    second = second_header(below)
    is_better = bool(second) and are_better_names(below[0], second)
    return name, place + is_better, () if is_better else second


def _top_of_sheet(book: Any, name: str) -> list[tuple[str, ...]]:
    """Return the first rows of a sheet as texts."""
    sheet = book.load_sheet(name, header_row=None, n_rows=ROWS_OF_SHEET_LOOKED_AT, dtypes="string")
    if not sheet.width:
        return []
    rows = sheet.to_polars().rows()
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def _cells(column: Any, file: str) -> Cells:
    """Turn a column of Polars into cells."""
    kind = str(column.dtype)
    if kind in ("Int64", "UInt64", "Int128") and _is_beyond_floats(column):
        return _texts(column.cast(str).fill_null("").to_list())
    if kind.startswith(_NUMBERS):
        return _floats(column.cast(float))
    if kind == "Null":
        return np.full(len(column), np.nan)
    if kind.startswith(("Date", "Datetime")):
        if "time_zone" in kind and "time_zone=None" not in kind:
            column = column.dt.replace_time_zone(None)  # the clock on the wall, as in CSV files
        return np.asarray(column.to_numpy()).astype("datetime64[us]")
    if kind.startswith("Duration"):
        return _floats(column.dt.total_microseconds().cast(float) / 1e6)
    if kind.startswith(("String", "Boolean", "Categorical", "Enum", "Time")):
        return _texts(column.cast(str).fill_null("").to_list())
    raise DataError("table.nested_column", file=file, column=column.name, kind=kind)


def _is_beyond_floats(column: Any) -> bool:
    """Whether whole numbers have more digits than a float64 holds."""
    largest = max(abs(column.min() or 0), abs(column.max() or 0))
    return bool(largest > 2**53)


def _floats(column: Any) -> NDArray[np.float64]:
    """Return numbers, NaN where there is none."""
    return np.array(column.fill_null(np.nan).to_numpy(), np.float64)


def _texts(cells: list[str]) -> Sequence[str]:
    """Return texts without null characters, which no sentence can show."""
    return [cell.replace("\0", "") for cell in cells]


def open_json(path: Path, form: TableForm = FOUND_OUT) -> FrameRows:
    """Open lines of JSON objects, or one list of such objects."""
    polars = _polars()
    with path.open("rb") as opened:
        read = polars.read_json if opened.read(1) == b"[" else polars.read_ndjson
    try:
        frame = read(path, infer_schema_length=None)
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException) as error:
        raise DataError("table.damaged", file=path, kind="JSON") from error
    return FrameRows(path, frame.lazy(), range(1, frame.height + 1), (), form)


def open_frame(data: Any, form: TableForm = FOUND_OUT) -> FrameRows:
    """Take rows in memory: a DataFrame of pandas or Polars, columns by name, or rows by name."""
    polars = _polars()
    columns = data
    if hasattr(data, "iloc"):  # of pandas, which need not be installed
        objects = data.astype(object).where(data.notna(), None)
        columns = {str(name): objects[name].tolist() for name in objects.columns}
    try:
        frame = polars.DataFrame(columns, strict=False, infer_schema_length=None)
        content = frame.write_csv().encode()
    except (polars.exceptions.PolarsError, TypeError, ValueError) as error:
        raise DataError("table.no_rows_in_memory", kind=type(data).__name__) from error
    source = Source(IN_MEMORY, hashlib.sha256(content).hexdigest())
    return FrameRows(source, frame.lazy(), range(1, frame.height + 1), (), form)


_JSON = re.compile(rb'\{\s*["}]|\[\s*\{')
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PARQUET = b"PAR1"


def open_table(path: Any, form: TableForm = FOUND_OUT) -> TableRows:
    """Open a table; what kind of file it is shows in its first bytes, not in its name.

    `path`: of a file, or rows in memory, as `open_frame` takes them.
    """
    if not isinstance(path, str | Path):
        return open_frame(path, form)
    if is_included(Path(path)):
        return ArrayRows(load_included(Path(path), Table))
    file = existing_file(path)
    try:
        with file.open("rb") as opened:
            first = opened.read(64)
    except OSError as error:
        raise DataError("path.unreadable", path=file, reason=error.strerror) from error
    if first.startswith(_PARQUET):
        return open_parquet(file, form)
    if first.startswith(_EXCEL):
        return open_excel(file, form)
    if _JSON.match(first):
        return open_json(file, form)
    return open_csv_rows(file, form)


def read_table(
    path: str | Path, *, columns: Sequence[str] | None = None, form: TableForm = FOUND_OUT
) -> Table:
    """Read columns of numbers; a cell that is missing or no number is refused, with its line.

    `columns`: None means all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "fruit.csv")
    ...     _ = file.write_text("weight;price\\n1;2,5\\n2;5\\n")
    ...     table = read_table(file, columns=["price"])
    >>> table.values.tolist(), table.column_names
    ([[2.5], [5.0]], ('price',))
    """
    rows = open_table(path, form)
    wanted = rows.names if columns is None else tuple(name.strip() for name in columns)
    _check_names(rows, wanted)
    positions = [rows.position(name) for name in wanted]
    parts = []
    for block in rows.number_blocks():
        part = np.column_stack([rows.numbers(block, position) for position in positions])
        for row, place in np.argwhere(np.isnan(part)):
            raise DataError(
                "csv.missing_value",
                file=rows.file,
                line=rows.place_of_row(block.first_row + int(row)),
                column=wanted[place],
            )
        parts.append(part)  # (rows, columns)
    repairs = rows.repairs
    unused = [name for name in rows.names if name not in wanted]
    if unused:
        told: dict[str, object] = {"file": rows.file, "columns": list(unused)}
        repairs += (DataNote("csv.columns_unused", told),)
    return Table(np.concatenate(parts), wanted, rows.source, repairs)


def _check_names(rows: TableRows, wanted: Sequence[str]) -> None:
    """Refuse columns without a name, and names that stand twice."""
    for name in wanted:
        count = rows.written_names.count(name)
        if count > 1:
            raise DataError("csv.column_twice", file=rows.file, column=name, count=count)
        if name in rows.names and not count:
            position = rows.names.index(name) + 1
            raise DataError("csv.column_unnamed", file=rows.file, position=position)

"""The rows of a CSV file of any dialect and encoding, never all in memory at once."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from plainnet.data.csv_dialect import Dialect, find_dialect
from plainnet.data.dataset import Repair, Source
from plainnet.data.file_encoding import TextFile, find_encoding
from plainnet.data.number_cells import is_number
from plainnet.data.plain_number_lines import numbers_of_lines
from plainnet.data.table_rows import Block, TableRows
from plainnet.data.written_numbers import NumberStyle, find_number_style
from plainnet.errors import DataError

SAMPLE_CHARACTERS = 1 << 18
SAMPLE_ROWS = 1000
CELLS_AT_ONCE = 1 << 16
Row = list[str]


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

    def __init__(self, text: TextFile) -> None:
        self._text = text
        file = str(text.path)
        sample, has_more = self._sample()
        self._dialect = find_dialect(sample, file)
        first_rows = self._first_rows(file)
        names, rows = first_rows[0], first_rows[1:]
        _check_header(names, file)
        if not rows:
            raise DataError("csv.only_header", file=file, found=", ".join(names[:20]))
        self._width = len(names)
        self._at_once = max(16, CELLS_AT_ONCE // self._width)
        style = find_number_style((cell for row in rows for cell in row), self._dialect.delimiter)
        n_rows = len(rows)
        if has_more:
            per_row = len(sample.encode(text.encoding, "replace")) / max(1, sample.count("\n"))
            n_rows = int(text.path.stat().st_size / max(1.0, per_row))
        source = Source(file, text.sha256)
        told = text.repairs + _found_out(file, self._dialect, style)
        super().__init__(file, names, source, told, n_rows * len(names), style)

    def blocks(self) -> Iterator[Block]:
        """Give all rows below the header."""
        return self._blocks_after(_Read())

    def number_blocks(self) -> Iterator[Block]:
        """Give all rows below the header, as numbers up to the first that holds anything else."""
        read = _Read()
        delimiter, is_usual = self._dialect.delimiter, not self._dialect.lines_before_header
        if is_usual and self.style.is_plain and self._text.encoding == "utf-8":
            with self._text.path.open("rb") as handle:
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
        """Give the rows that are left, as texts."""
        done = read.rows
        with self._rows(read) as rows:
            if not read.lines:
                next(rows)
            while block := list(islice(rows, self._at_once)):
                kept = [row for row in block if row and (row[0] or row[-1] or any(row))]
                if {*map(len, kept)} - {self._width}:
                    self._refuse_width(kept, done)
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
        with self._text.path.open("rb") as handle:
            handle.seek(read.place)
            with TextIOWrapper(handle, self._text.encoding, newline="") as text:
                for _ in range(0 if read.lines else self._dialect.lines_before_header):
                    text.readline()
                yield text

    def _reader(self, handle: TextIO, *, strict: bool) -> Any:
        """Make what splits lines into cells."""
        delimiter = self._dialect.delimiter
        return csv.reader(handle, delimiter=delimiter, strict=strict, skipinitialspace=True)

    def _sample(self) -> tuple[str, bool]:
        """Read the first whole lines, and tell whether there are more."""
        file, encoding = str(self._text.path), self._text.encoding
        try:
            with self._text.path.open(encoding=encoding, newline="") as handle:
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
                raise DataError("csv.blank_line", file=file, line=1)
            at_most = max(2, min(SAMPLE_ROWS, CELLS_AT_ONCE // len(header)))
            return [header, *islice((row for row in rows if any(row)), at_most)]
        raise AssertionError  # a csv.Error has been made a DataError

    def _refuse_width(self, kept: list[Row], done: int) -> None:
        """Name the first row of another width than the header."""
        index = next(place for place, row in enumerate(kept) if len(row) != self._width)
        raise DataError(
            "csv.ragged",
            file=str(self._text.path),
            line=self.place_of_row(done + index),
            found=len(kept[index]),
            expected=self._width,
        )


def open_csv_rows(path: str | Path) -> CsvRows:
    r"""Open a CSV file, its encoding, delimiter and way of writing numbers found out.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "fruit.csv")
    ...     _ = file.write_text("name;price\npear;1,5\n")
    ...     [block.columns for block in open_csv_rows(file).blocks()]
    [[('pear',), ('1,5',)]]
    """
    return CsvRows(find_encoding(path))


def _check_header(names: Row, file: str) -> None:
    """Refuse a first line of numbers."""
    filled = [name.strip() for name in names if name.strip()]
    if all(is_number(name) for name in filled):
        raise DataError("csv.no_header", file=file, found=", ".join(filled[:5]))


def _found_out(file: str, dialect: Dialect, style: NumberStyle) -> tuple[Repair, ...]:
    """Say what is not as programs write it."""
    told: tuple[Repair, ...] = ()
    if dialect.delimiter != ",":
        told += (Repair("table.delimiter", {"file": file, "delimiter": dialect.shown}),)
    if style.decimal == ",":
        told += (Repair("table.decimal_comma", {"file": file}),)
    if style.thousands:
        told += (Repair("table.thousands", {"file": file, "mark": style.thousands[0]}),)
    return told

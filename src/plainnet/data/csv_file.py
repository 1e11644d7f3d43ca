"""A CSV file as text cells: a header, and rows of the same width.

Python's own CSV reader does the splitting, because it knows the line a row starts on even
when quoted cells hold line ends; a message that names the wrong line is worse than none.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from plainnet.data.dataset import Repair, Source
from plainnet.data.input_path import read_bytes
from plainnet.data.text_encoding import decode_text
from plainnet.data.written_numbers import is_number
from plainnet.errors import DataError

ROWS_AT_ONCE = 1024
_OTHER_SEPARATORS = {";": ";", "\t": "TAB", "|": "|", "，": "，"}


@dataclass(frozen=True)
class CsvFile:
    """The text of a CSV file and the names in its first row."""

    file: str  # path, for messages
    text: str  # everything, rows without content at the end cut off
    names: tuple[str, ...]  # one for each column, spaces around them cut off; not yet checked
    source: Source
    repairs: tuple[Repair, ...]

    def blocks(self, rows_at_once: int = ROWS_AT_ONCE) -> Iterator[list[list[str]]]:
        """Give the rows below the header, some at a time."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True, skipinitialspace=True)
        done = -1  # the header comes first
        try:
            next(reader)
            done = 0
            while block := list(islice(reader, rows_at_once)):
                if set(map(len, block)) != {len(self.names)}:
                    self._refuse_width(block, done)
                yield block
                done += len(block)
        except csv.Error as error:
            raise DataError("csv.quotes", file=self.file, line=self._last_good_line()) from error

    def line_of_row(self, row: int) -> int:
        """Find the line of the file on which a row starts."""
        reader = csv.reader(io.StringIO(self.text, newline=""), skipinitialspace=True)
        for _ in islice(reader, row + 1):
            pass
        return reader.line_num + 1

    def lines_of_rows(self) -> list[int]:
        """Find the lines of the file on which the rows start."""
        reader = csv.reader(io.StringIO(self.text, newline=""), skipinitialspace=True)
        ends = [reader.line_num for _ in reader]
        return [end + 1 for end in ends[:-1]]

    def position(self, column: str) -> int:
        """Find a column by its name."""
        count = self.names.count(column.strip())
        if count == 0:
            raise DataError(
                "csv.column_missing", file=self.file, column=column, found=", ".join(self.names)
            )
        if count > 1:
            raise DataError("csv.column_twice", file=self.file, column=column, count=count)
        return self.names.index(column.strip())

    def _refuse_width(self, block: list[list[str]], done: int) -> None:
        """Name the first row that is blank or of another width than the header."""
        width = len(self.names)
        index = next(i for i, row in enumerate(block) if len(row) != width)
        line = self.line_of_row(done + index)
        if not block[index]:
            raise DataError("csv.blank_line", file=self.file, line=line)
        raise DataError(
            "csv.ragged", file=self.file, line=line, found=len(block[index]), expected=width
        )

    def _last_good_line(self) -> int:
        """Find the line of the row whose quotation marks do not pair up."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True, skipinitialspace=True)
        line = 1
        try:
            for _ in reader:
                line = reader.line_num + 1
        except csv.Error:
            pass
        return line


def open_csv(path: str | Path) -> CsvFile:
    """Read a CSV file as far as its header.

    `path`: a file with commas between the cells and column names in its first line.
    """
    content = read_bytes(path)
    file = str(path)
    decoded, repairs = decode_text(content, file)
    text, blank_rows = _cut_blank_rows(decoded)
    if not text:
        raise DataError("csv.empty", file=file)
    if blank_rows:
        repairs += (Repair("csv.blank_rows", {"file": file, "count": blank_rows}),)
    source = Source(file, hashlib.sha256(content).hexdigest())
    names = _header(text, file)
    opened = CsvFile(file, text, names, source, repairs)
    if next(opened.blocks(rows_at_once=1), None) is None:
        raise DataError("csv.only_header", file=file, found=", ".join(names))
    return opened


def _cut_blank_rows(text: str) -> tuple[str, int]:
    """Cut off rows at the end that hold nothing but commas and spaces, and count them."""
    end = len(text.rstrip(", \t\r\n"))
    if end == 0:
        return "", 0
    rest = text[end:]
    ends = [place for place in (rest.find("\n"), rest.find("\r")) if place >= 0]
    if not ends:
        return text, 0
    kept = end + min(ends)
    rows = text[kept:].removeprefix("\r").removeprefix("\n")
    return text[:kept], len(rows.splitlines())


def _header(text: str, file: str) -> tuple[str, ...]:
    """Read the first row and check that it can be column names."""
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True))
    except csv.Error as error:
        raise DataError("csv.quotes", file=file, line=1) from error
    names = tuple(cell.strip() for cell in cells)
    if not any(names):
        raise DataError("csv.blank_line", file=file, line=1)
    if all(is_number(name) for name in names):
        raise DataError("csv.no_header", file=file, found=", ".join(names[:5]))
    if len(names) == 1:
        for separator, shown in _OTHER_SEPARATORS.items():
            if separator in names[0]:
                raise DataError("csv.other_separator", file=file, separator=shown)
    return names

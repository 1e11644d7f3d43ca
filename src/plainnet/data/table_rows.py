"""The rows of a table, some at a time, whatever kind of file they stand in."""

import string
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import DataNote, Source
from plainnet.data.written_numbers import (
    LARGEST_NUMBER,
    NumberStyle,
    begins_as_number,
    is_total,
    read_numbers,
    shown,
)
from plainnet.errors import DataError

# Text as the file has it; or float64 with NaN, or datetime64[us] with NaT, where it is missing.
Cells = Sequence[str] | NDArray[Any]


_AROUND_NAMES = string.whitespace + "\u00a0\u3000\u200b\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True)
class Block:
    """Some rows, column by column."""

    first_row: int  # of the table, 0 below the header
    n_rows: int
    columns: Sequence[Cells]  # in the order of the file


class TableRows(ABC):
    """A table in a file, read from the start as often as is asked for."""

    def __init__(
        self,
        file: str,
        names: Sequence[str],
        source: Source,
        repairs: tuple[DataNote, ...],
        n_cells: int,
        styles: Sequence[NumberStyle],
    ) -> None:
        self.file, self.source, self.n_cells = file, source, n_cells
        names = [name.strip(_AROUND_NAMES) for name in names]
        self.styles = tuple(styles)  # of the numbers of each column
        self.written_names = tuple(name.strip() for name in names)
        self.names, renamed = distinct_names(names, file)
        self.repairs = repairs + renamed

    @abstractmethod
    def blocks(self) -> Iterator[Block]:
        """Return all rows from the first on."""

    def number_blocks(self) -> Iterator[Block]:
        """Return all rows of a table of numbers: as numbers where that is faster."""
        return self.blocks()

    @abstractmethod
    def place_of_row(self, row: int) -> int:
        """Find the line of the file on which a row starts, counted from 1."""

    def position(self, column: str) -> int:
        """Find a column by its name."""
        if column.strip() not in self.names:
            raise DataError(
                "csv.column_missing", file=self.file, column=column, found=some_names(self.names)
            )
        return self.names.index(column.strip())

    def numbers(self, block: Block, position: int) -> NDArray[np.float64]:
        """Read some cells of a column: (rows,), NaN where one is missing; no other text may stand.

        A cell that is no number, or one too large to calculate with, is named.
        """
        cells = block.columns[position]
        odd: Sequence[int]
        if isinstance(cells, np.ndarray) and cells.dtype.kind == "f":
            values, odd = cells, np.flatnonzero(np.isinf(cells)).tolist()
        else:
            texts = cells.astype(str).tolist() if isinstance(cells, np.ndarray) else cells
            read = read_numbers(texts, self.styles[position])
            values, odd = read.values, read.odd
        large = np.flatnonzero(np.abs(values) > LARGEST_NUMBER)
        for key, wrong in (("csv.not_a_number", odd), ("series.too_large", large)):
            if len(wrong):
                raise DataError(
                    key,
                    file=self.file,
                    line=self.place_of_row(block.first_row + int(wrong[0])),
                    column=self.names[position],
                    value=shown(str(cells[wrong[0]])),
                )
        return values


def distinct_names(names: Sequence[str], file: str) -> tuple[tuple[str, ...], tuple[DataNote, ...]]:
    """Name every column apart, and say which ones had none or a shared one.

    >>> distinct_names(["a", "a", ""], "x.csv")[0]
    ('a', 'a (2)', 'column 3')
    """
    taken = Counter(name.strip() for name in names)
    seen: Counter[str] = Counter()
    distinct: list[str] = []
    for place, name in enumerate(map(str.strip, names)):
        seen[name] += 1
        wanted = name or f"column {place + 1}"
        if name and seen[name] > 1:
            wanted = f"{name} ({seen[name]})"
        while wanted != name and (taken[wanted] or wanted in distinct[-1:]):
            wanted += "'"
        taken[wanted] += wanted != name
        distinct.append(wanted)
    repairs: tuple[DataNote, ...] = ()
    twice = [name for name, count in seen.items() if name and count > 1]
    if twice:
        repairs += (DataNote("table.names_twice", {"file": file, "names": some_names(twice)}),)
    if seen[""]:
        repairs += (DataNote("table.names_missing", {"file": file, "count": seen[""]}),)
    return tuple(distinct), repairs


def some_names(names: Sequence[str], most: int = 20) -> list[str]:
    """List names, only the first where there are many."""
    return [*names[:most], *(["…"] if len(names) > most else [])]


@dataclass(frozen=True)
class FileLines(Sequence[int]):
    """Lines of some rows of a table."""

    table: TableRows  # that they were read from
    rows: NDArray[np.int64]  # (time,), Of the table, 0 below the header

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> "FileLines": ...

    def __getitem__(self, place: int | slice) -> "int | FileLines":
        if isinstance(place, slice):
            return FileLines(self.table, self.rows[place])
        return self.table.place_of_row(int(self.rows[place]))


def told_of_numbers(
    file: str, names: Sequence[str], styles: Sequence[NumberStyle]
) -> tuple[DataNote, ...]:
    """Say in which columns numbers are not as programs write them."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, style in zip(names, styles, strict=True):
        if style.decimal == ",":
            found.setdefault(("table.decimal_comma", ""), []).append(name)
        if style.thousands:
            found.setdefault(("table.thousands", style.thousands[0]), []).append(name)
        if style.is_unsure:
            found.setdefault(("table.decimal_unsure", style.decimal), []).append(name)
        if style.unit:
            found.setdefault(("table.units", style.unit), []).append(name)
        if style.is_clock:
            found.setdefault(("table.clock", ""), []).append(name)
        if style.flags:
            found.setdefault(("table.flags", ", ".join(sorted(style.flags))), []).append(name)
        if style.has_numerals:
            found.setdefault(("table.numerals", ""), []).append(name)
        if style.with_powers:
            found.setdefault(("table.powers", ""), []).append(name)
    return tuple(
        DataNote(key, {"file": file, "mark": mark, "columns": some_names(columns)})
        for (key, mark), columns in found.items()
    )


def is_note(row: Sequence[str], width: int) -> bool:
    """Whether a row below a table is a remark or a total: narrower, with one text or a total.

    A comma may part a remark that has a colon or the mark of a footnote.
    """
    filled = [cell for cell in row if cell.strip()]
    if not filled or len(row) >= width:
        return False
    digits, letters = (sum(map(kind, filled[0])) for kind in (str.isdigit, str.isalpha))
    is_text = not begins_as_number(filled[0]) or letters > digits
    is_one = len(filled) == 1 or ":" in filled[0] or "：" in filled[0] or filled[0][0] in "*†‡"
    return is_total(filled[0]) or (is_one and is_text)

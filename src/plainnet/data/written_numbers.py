r"""Numbers as people write them: decimal point or comma, with or without thousands marks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.number_cells import is_missing, to_numbers

_SPACES = "  \u2009'’"  # plain, no-break and thin; both apostrophes
_GROUPED = {mark: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}
_SPACED = re.compile(rf"[+-]?\d{{1,3}}(?:[{_SPACES}\u202f]\d{{3}})+(?:[.,]\d*)?")
_ASCII_DIGITS = re.compile(r"[0-9+\-.eE]+")


@dataclass(frozen=True)
class NumberStyle:
    """How a file writes numbers.

    `thousands`: signs that stand between groups of three digits; empty where there are none.
    """

    decimal: str = "."  # "." or ","
    thousands: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether programs write numbers so."""
        return self.decimal == "." and not self.thousands

    def number(self, cell: str) -> float | None:
        """Read one cell.

        Result: None if the cell is no number written in this style.

        >>> NumberStyle(",", ".").number("1.234,5"), NumberStyle().number("1,5")
        (1234.5, None)
        """
        text = cell.strip()
        if self.thousands:
            whole, mark, rest = text.partition(self.decimal)
            if any(sign in whole for sign in self.thousands):
                if not re.fullmatch(rf"[+-]?\d{{1,3}}(?:[{self.thousands}]\d{{3}})+", whole):
                    return None
                whole = whole.translate(dict.fromkeys(map(ord, self.thousands)))
            text = whole + mark + rest
        if self.decimal != ".":
            if "." in text:
                return None
            text = text.replace(self.decimal, ".")
        if not _ASCII_DIGITS.fullmatch(text):
            return None
        try:
            value = float(text)
        except ValueError:
            return None
        return value if np.isfinite(value) else None


@dataclass(frozen=True)
class NumbersRead:
    """Cells of a column read as numbers."""

    values: NDArray[np.float64]  # (cells,), NaN where a cell holds no number
    missing: int  # cells that say that their value is missing
    odd: list[int]  # places of cells that hold something else


def read_numbers(cells: Sequence[str], style: NumberStyle) -> NumbersRead:
    """Read the cells of a column as numbers."""
    if style.is_plain:
        values = to_numbers(cells)
        if values is not None:
            return NumbersRead(values, 0, [])
    values = np.full(len(cells), np.nan)
    odd: list[int] = []
    missing = 0
    for place, cell in enumerate(cells):
        value = style.number(cell)
        if value is not None:
            values[place] = value
        elif is_missing(cell):
            missing += 1
        else:
            odd.append(place)
    return NumbersRead(values, missing, odd)


def find_number_style(cells: Iterable[str], delimiter: str) -> NumberStyle:
    """Find out how a file writes numbers.

    A comma before one, two or more than three digits can only be a decimal comma, and so
    for the point. Where every comma stands before three digits, it is a thousands mark in
    a file whose cells are separated by commas, and a decimal comma in others.

    `delimiter`: what stands between cells.

    >>> find_number_style(["1.234,56", "0,5"], ";")
    NumberStyle(decimal=',', thousands='.')
    """
    stripped = {cell.strip() for cell in cells}
    with_signs = [cell for cell in stripped if cell[-1:].isdigit() and ("," in cell or "." in cell)]
    votes = {mark: sum(_must_be_decimal(cell, mark) for cell in with_signs) for mark in ".,"}
    spaced = any(_SPACED.fullmatch(cell) for cell in stripped)
    grouped_by_comma = any(_GROUPED[","].match(cell) for cell in with_signs)
    if votes[","] > votes["."] or (not any(votes.values()) and grouped_by_comma):
        is_comma = votes[","] > 0 or delimiter != ","
        decimal = "," if is_comma else "."
    else:
        decimal = "."
    other = "," if decimal == "." else "."
    is_grouped = any(_is_grouped(cell, other, decimal) for cell in with_signs)
    if other == "." and is_grouped and not votes[","]:
        is_grouped = False
    thousands = other if is_grouped else (_SPACES + "\u202f" if spaced else "")
    return NumberStyle(decimal, thousands)


def _must_be_decimal(cell: str, mark: str) -> bool:
    """Whether a sign in a cell can be nothing but the decimal one."""
    other = "," if mark == "." else "."
    groups = rf"\d*|\d{{1,3}}(?:[{other}{_SPACES}]\d{{3}})+"
    if not re.fullmatch(rf"[+-]?(?:{groups})\{mark}\d+", cell):
        return False
    whole, _, rest = cell.lstrip("+-").partition(mark)
    return len(rest) != 3 or len(whole) > 3 or whole in ("", "0") or other in whole


def _is_grouped(cell: str, mark: str, decimal: str) -> bool:
    """Whether a cell holds groups of three digits with a mark between them."""
    whole = cell.partition(decimal)[0]
    return _GROUPED[mark].fullmatch(whole) is not None and not whole.lstrip("+-").startswith("0")

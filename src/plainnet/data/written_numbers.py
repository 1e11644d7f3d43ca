"""Numbers as people write them: decimal point or comma, with or without thousands marks."""

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "-", "--", "?", "缺失", "无"})
_SHOWN_CHARACTERS = 40
LARGEST_NUMBER = 1e100  # whose square and cube can still be calculated with


def is_number(cell: str) -> bool:
    """Whether a cell is a finite number as programs write it.

    >>> [is_number(cell) for cell in ("-1.5e3", "1,000", "nan", "1e999")]
    [True, False, False, False]
    """
    stripped = cell.strip()
    return _NUMBER.fullmatch(stripped) is not None and np.isfinite(float(stripped)).item()


def is_missing(cell: str) -> bool:
    """Whether a cell is empty or says that its value is missing."""
    return cell.strip().lower() in _MISSING


def to_numbers(cells: Sequence[str]) -> NDArray[np.float64] | None:
    """Turn cells into numbers, if every one of them is a number.

    Shapes: returns (cells,).
    Result: None if any cell is no number by the rule of `is_number`.
    """
    try:
        numbers = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return None
    if not np.isfinite(numbers).all():
        return None
    together = "".join(cells)
    if "_" in together or not together.isascii():  # float accepts 1_000 and full-width digits
        return numbers if all(map(is_number, cells)) else None
    return numbers


def shown(cell: str) -> str:
    """Give a cell as a message can show it: on one line and not long."""
    line = " ".join(cell.split())
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"


_OF_NUMBERS = b"0123456789+-.eE"


def numbers_of_lines(
    lines: Sequence[bytes], delimiter: str, width: int
) -> NDArray[np.float64] | None:
    r"""Read lines of numbers.

    Shapes: returns (lines, width).
    `delimiter`: what stands between numbers, one character.
    Result: None if there is anything else: a blank, a quotation mark, a missing number, a line of
        another width, a number too large to calculate with.

    >>> numbers_of_lines([b"1,2.5\n", b"-3e1,4\n"], ",", 2).tolist()
    [[1.0, 2.5], [-30.0, 4.0]]
    >>> numbers_of_lines([b"1,\n"], ",", 2) is None
    True
    """
    mark = delimiter.encode()
    text = b"".join(lines).replace(b"\r\n", b"\n").removesuffix(b"\n")
    if text.translate(None, _OF_NUMBERS + mark + b"\n"):
        return None
    if any(line.count(mark) != width - 1 for line in lines):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # older NumPy warns of what is no number
            numbers = np.fromstring(text.replace(b"\n", mark), sep=delimiter)
    except (ValueError, DeprecationWarning):
        return None
    is_sound = numbers.size == len(lines) * width and (np.abs(numbers) <= LARGEST_NUMBER).all()
    return numbers.reshape(-1, width) if is_sound else None


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

"""Text cells to numbers, and the one that is none found and named."""

import re
from collections.abc import Sequence

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

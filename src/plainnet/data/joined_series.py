"""Several series in one file: found by the column that tells them apart, and one chosen.

A file of tickers or of meters holds several values for each moment. Hours beside a column of days
do so, too, and are one series.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from plainnet.data.raw_table import texts_of
from plainnet.data.table_rows import Cells, TableRows, some_names
from plainnet.errors import DataError, SettingError

REPEATED = 0.1  # share of rows whose moment another row has, from which on there is doubt
ROWS_OF_A_SERIES = 3  # on average, at least
COLUMNS_PAIRED = 6
NAMES_SHOWN = 3
CLOSER = 0.5  # times the step from row to row, that a series of its own may move at most
_CLOCK = re.compile(r"\d{1,2}([:.h]\d{2}){1,2}( ?[ap]m)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_PARTS_OF_A_DAY = frozenset(
    {"hour", "hr", "hours", "time", "minute", "min", "period", "slot", "小时", "时间", "时刻", "时"}
)

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class _Column:
    """A column that may tell series apart."""

    name: str
    codes: Codes  # (rows,)
    levels: tuple[str, ...]

    @property
    def is_in_blocks(self) -> bool:
        """Whether each level stands in one stretch of rows."""
        return int((np.diff(self.codes) != 0).sum()) == len(self.levels) - 1


def columns_of(only: Sequence[str]) -> tuple[str, ...]:
    """Return the columns by which one of several series is chosen."""
    return tuple(choice.partition("=")[0].strip() for choice in only)


def rows_of_one(table: TableRows, only: Sequence[str], *, may_lack: bool = False) -> Codes | None:
    """Find the rows that a choice `COLUMN=VALUE` is about; all of several choices must hold.

    Result: None without a choice.
    """
    chosen: NDArray[np.bool_] | None = None
    for choice in only:
        name, equals, value = (part.strip() for part in choice.partition("="))
        if not (name and equals and value):
            raise SettingError("series.only_form", found=choice)
        if may_lack and name not in table.names:
            continue
        texts = _texts(table, [table.position(name)])[0]
        own = np.array([text.strip() == value for text in texts])
        if not own.any():
            known = some_names(list(dict.fromkeys(map(str.strip, texts))), NAMES_SHOWN)
            raise DataError(
                "series.only_unknown", file=table.file, column=name, value=value, known=known
            )
        chosen = own if chosen is None else chosen & own
    if chosen is not None and not chosen.any():
        raise DataError("series.only_nothing", file=table.file, choices=list(only))
    return None if chosen is None else np.flatnonzero(chosen)


def refuse_several(
    table: TableRows,
    moments: Sequence[str] | None,
    values: NDArray[np.float64],
    unused: Sequence[int],
    only: Sequence[str],
    chosen: Codes | None,
) -> None:
    """Refuse rows that are of several series.

    Shapes: `values` (rows,).
    `chosen`: None for all.
    """
    if not unused or (moments is not None and not _repeat(_codes(moments).codes)):
        return
    columns = [
        _codes(texts if chosen is None else [texts[row] for row in chosen], table.names[place])
        for place, texts in zip(unused, _texts(table, unused), strict=True)
    ]
    if moments is not None:
        apart = _told_apart(columns, _codes(moments).codes, values)
    else:
        apart = _counted_apart(columns)
    if apart:
        raise DataError(
            "series.several_series",
            file=table.file,
            columns=" + ".join(column.name for column in apart),
            count=len(np.unique(np.column_stack([of.codes for of in apart]), axis=0)),
            names=some_names(apart[0].levels, NAMES_SHOWN),
            option=f'--only "{",".join([*only, *(f"{of.name}={of.levels[0]}" for of in apart)])}"',
        )


def _told_apart(
    columns: Sequence[_Column], moments: Codes, values: NDArray[np.float64]
) -> tuple[_Column, ...]:
    """Find the fewest columns with which no moment comes twice."""
    able = [of for of in columns if 2 <= len(of.levels) <= len(moments) / ROWS_OF_A_SERIES]
    able.sort(key=lambda of: len(of.levels))
    for column in able:
        if _is_unique(moments, column.codes) and _are_series(column, moments, values):
            return (column,)
    texts = [of for of in able if not _looks_like_clock(of)][:COLUMNS_PAIRED]
    for first, second in combinations(texts, 2):
        are_texts = not (_are_numbers(first) or _are_numbers(second))
        if are_texts and _is_unique(moments, first.codes, second.codes):
            return first, second
    return ()


def _are_series(column: _Column, moments: Codes, values: NDArray[np.float64]) -> bool:
    """Tell series from the hours of a day, which lie between two days, too."""
    if column.is_in_blocks:
        return True
    if _looks_like_clock(column) or column.name.lower() in _PARTS_OF_A_DAY:
        return False
    if not _are_numbers(column):
        return True
    by_series = values[np.lexsort((moments, column.codes))]
    by_time = values[np.lexsort((column.codes, moments))]
    within, across = (float(np.nanmean(np.abs(np.diff(of)))) for of in (by_series, by_time))
    return within < CLOSER * across


def _counted_apart(columns: Sequence[_Column]) -> tuple[_Column, ...]:
    """Find series one below the other, each with a count of its steps that starts again."""
    counts = [of for of in columns if len(of.levels) > 1 and _are_numbers(of)]
    for column in columns:
        is_text = not _are_numbers(column) and not _looks_like_clock(column)
        if not is_text or len(column.levels) < 2 or not column.is_in_blocks:
            continue
        edges = np.diff(column.codes) != 0
        for count in counts:
            numbers = np.array([float(level.replace(",", ".")) for level in count.levels])
            steps = np.diff(numbers[count.codes])
            starts_again = bool((steps[edges] <= 0).all())
            if starts_again and (steps[~edges] > 0).all():
                return (column,)
    return ()


def _repeat(codes: Codes) -> bool:
    """Whether many rows share their moment with another."""
    return len(codes) - len(np.unique(codes)) >= max(2, REPEATED * len(codes))


def _is_unique(*codes: Codes) -> bool:
    """Whether no combination comes twice."""
    whole = np.zeros(len(codes[0]), np.int64)
    for own in codes:
        whole = whole * (int(own.max()) + 1) + own
    return len(np.unique(whole)) == len(whole)


def _are_numbers(column: _Column) -> bool:
    """Whether all levels are numbers."""
    return all(_NUMBER.fullmatch(level) for level in column.levels)


def _looks_like_clock(column: _Column) -> bool:
    """Whether all levels are times of a day."""
    return all(_CLOCK.fullmatch(level) for level in column.levels)


def _codes(texts: Sequence[str], name: str = "") -> _Column:
    """Number the texts of a column in the order in which they are met."""
    known: dict[str, int] = {}
    codes = np.array([known.setdefault(text.strip(), len(known)) for text in texts], np.int64)
    return _Column(name, codes, tuple(known))


def _texts(table: TableRows, positions: Sequence[int]) -> list[list[str]]:
    """Read some columns as text."""
    columns: list[list[str]] = [[] for _ in positions]
    for block in table.blocks():
        for texts, position in zip(columns, positions, strict=True):
            cells: Cells = block.columns[position]
            texts += texts_of(cells)
    return columns

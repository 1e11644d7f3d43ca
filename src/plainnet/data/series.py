"""Reading a series of one or many columns that a person brings, its holes named and mended.

The rows stay in the order of the file, with one exception: where all dates are written in
one way and run backwards from the first to the last, as price lists do that start with
today, the rows are turned around. They are never sorted by date, because a spreadsheet
that rewrote half of the dates would destroy the series. A value that is missing becomes the
one before it, and is remembered, so that nothing is learned from it or measured by it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.data.calendar_dates import (
    find_gaps,
    judge_dates,
    looks_like_dates,
    read_dates,
    seem_dated,
)
from plainnet.data.dataset import DataNote, Series
from plainnet.data.included_data import load_included
from plainnet.data.input_path import is_included
from plainnet.data.joined_series import columns_of, refuse_several, rows_of_one
from plainnet.data.table_file import FOUND_OUT, TableForm, open_table
from plainnet.data.table_rows import Block, Cells, FileLines, TableRows
from plainnet.data.written_numbers import NumberStyle, read_numbers, shown
from plainnet.errors import DataError


def carry_forward(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let every missing value be the last one above it that is there.

    Shapes: `values` (time, columns) -> (time, columns).

    >>> carry_forward(np.array([[np.nan], [2.0], [np.nan]])).tolist()
    [[nan], [2.0], [2.0]]
    """
    rows = np.arange(len(values))[:, None]  # (time, 1)
    last_present = np.maximum.accumulate(np.where(np.isnan(values), 0, rows), axis=0)
    return np.take_along_axis(values, last_present, axis=0)


Floats = NDArray[np.float64]
_ROWS_LOOKED_AT = 50


def read_series(
    path: str | Path,
    columns: Sequence[str] = (),
    only: Sequence[str] = (),
    *,
    may_lack: bool = False,
    strict: bool = False,
    day_first: bool | None = None,
    form: TableForm = FOUND_OUT,
) -> Series:
    """Read one or many columns of numbers as a series.

    `columns`: None named means the only numeric one.
    `strict`: a missing value is refused, where it would be filled with the one before it.
    """
    if is_included(Path(path)):
        return _only_columns(load_included(Path(path), Series), columns)
    table = open_table(path, form)
    first = next(table.blocks())
    dates_position = _find_dates(table, first)
    positions = [table.position(name) for name in columns]
    if len(set(positions)) < len(positions):
        raise DataError("series.column_named_twice", columns=", ".join(columns))
    positions = positions or [_find_values(table, first, dates_position)]
    if dates_position in positions:
        dates_position = None
    series = _as_written(table, positions, dates_position)
    rows = rows_of_one(table, only, may_lack=may_lack)
    if rows is not None:
        series = _only_rows(series, table, rows)
    choosing = {table.names.index(name) for name in columns_of(only) if name in table.names}
    used = {*positions, dates_position, *choosing}
    unused = [place for place in range(len(table.names)) if place not in used]
    refuse_several(table, series.dates, series.values[:, 0], unused, only, rows)
    if unused:
        names_of_unused = ", ".join(table.names[place] for place in unused)
        told: dict[str, object] = {"file": table.file, "columns": names_of_unused}
        series = replace(series, repairs=(*series.repairs, DataNote("csv.columns_unused", told)))
    if dates_position is None:
        series = _tell_unread(series, table, first, unused)
    else:
        series = _in_order_of_time(series, table.names[dates_position], day_first)
    if strict:
        _refuse_holes(series)
    return _without_holes(series)


def _refuse_holes(series: Series) -> None:
    """Name the first value that is missing."""
    for row, column in np.argwhere(np.isnan(series.values)):
        assert series.lines is not None
        raise DataError(
            "csv.missing_value",
            file=series.source.path,
            line=series.lines[row],
            column=series.column_names[column],
        )


def _only_rows(series: Series, table: TableRows, rows: NDArray[np.int64]) -> Series:
    """Keep the rows of one of several series."""
    dates = None if series.dates is None else tuple(series.dates[row] for row in rows)
    return replace(series, values=series.values[rows], dates=dates, lines=FileLines(table, rows))


def _only_columns(series: Series, columns: Sequence[str]) -> Series:
    """Keep some columns of a series that comes with plainnet."""
    if not columns:
        return series
    missing = [name for name in columns if name not in series.column_names]
    if missing:
        file, known = series.source.path, ", ".join(series.column_names)
        raise DataError("csv.column_missing", file=file, column=missing[0], found=known)
    places = [series.column_names.index(name) for name in columns]
    return replace(series, values=series.values[:, places], column_names=tuple(columns))


def _find_dates(table: TableRows, first: Block) -> int | None:
    """Find the first column that holds dates."""
    for position, cells in enumerate(first.columns):
        if isinstance(cells, np.ndarray):
            if cells.dtype.kind == "M":
                return position
        elif looks_like_dates(cells[:_ROWS_LOOKED_AT], table.names[position]):
            return position
    return None


def _tell_unread(series: Series, table: TableRows, first: Block, unused: Sequence[int]) -> Series:
    """Describe which column looks like dates that are not read, so that the order is not known."""
    for position in unused:
        cells = first.columns[position]
        if isinstance(cells, np.ndarray) or not seem_dated(cells, table.names[position]):
            continue
        if read_numbers(cells, table.styles[position]).odd:
            told: dict[str, object] = {
                "column": table.names[position],
                "value": shown(cells[0]),
                "line": table.place_of_row(0),
            }
            return replace(series, repairs=(*series.repairs, DataNote("series.dates_unread", told)))
    return series


def _find_values(table: TableRows, first: Block, dates_position: int | None) -> int:
    """Find the only column of numbers, dates aside; more than one is for a person to choose."""
    numeric = [
        position
        for position, cells in enumerate(first.columns)
        if position != dates_position and _looks_numeric(cells, table.styles[position])
    ]
    if len(numeric) == 1:
        return numeric[0]
    names = ", ".join(table.names[position] for position in numeric)
    if not numeric:
        found = ", ".join(table.names)
        raise DataError("series.no_numeric_column", file=table.file, found=found)
    raise DataError("series.several_columns", file=table.file, columns=names)


def _looks_numeric(cells: Cells, style: NumberStyle) -> bool:
    """Whether most of the first cells that are not missing are numbers."""
    if isinstance(cells, np.ndarray):
        return cells.dtype.kind == "f"
    read = read_numbers(cells[:_ROWS_LOOKED_AT], style)
    return int(np.isfinite(read.values).sum()) > len(read.odd)


def _as_written(table: TableRows, positions: Sequence[int], dates_position: int | None) -> Series:
    """Read values, NaN where one is missing, and dates, in the order of the file."""
    parts: list[Floats] = []
    dates: list[str] = []
    for block in table.blocks():
        part = np.empty((block.n_rows, len(positions)))  # (rows, columns)
        for place, position in enumerate(positions):
            part[:, place] = table.numbers(block, position)
        parts.append(part)
        if dates_position is not None:
            dates += _texts(block.columns[dates_position])
    values = np.concatenate(parts)
    names = tuple(table.names[position] for position in positions)
    lines = FileLines(table, np.arange(len(values)))
    written = None if dates_position is None else tuple(dates)
    return Series(values, names, written, table.source, table.repairs, lines)


def _texts(cells: Cells) -> Sequence[str]:
    """Return dates as text, without the time of day where it is midnight on all of them."""
    if not isinstance(cells, np.ndarray):
        return cells
    days = cells.astype("datetime64[D]")
    is_day = (cells == days) | np.isnat(cells)
    return ["" if text == "NaT" else text for text in (days if is_day.all() else cells).astype(str)]


def _in_order_of_time(series: Series, column: str, day_first: bool | None) -> Series:
    """Turn the rows around if the dates run backwards; say what is odd about the dates."""
    assert series.dates is not None
    assert series.lines is not None
    times = read_dates(series.dates, day_first=day_first)
    repairs = series.repairs
    if times is not None and times[-1] < times[0] and times == sorted(times, reverse=True):
        ends = {"first": series.dates[0].strip(), "last": series.dates[-1].strip()}
        repairs += (DataNote("series.turned_around", {"column": column, **ends}),)
        series = replace(
            series,
            values=series.values[::-1],
            dates=series.dates[::-1],
            lines=series.lines[::-1],
        )
        times = times[::-1]
    assert series.dates is not None
    assert series.lines is not None
    repairs += judge_dates(series.dates, series.lines, column, times)
    if times is not None and times == sorted(times):
        repairs += _tell_gaps(series, times, column)
    return replace(series, repairs=repairs)


def _tell_gaps(series: Series, times: Sequence[datetime], column: str) -> tuple[DataNote, ...]:
    """Describe where time seems to be missing."""
    gaps = find_gaps(times)
    if not gaps:
        return ()
    assert series.dates is not None
    assert series.lines is not None
    widest = max(gaps, key=lambda row: times[row] - times[row - 1])
    told: dict[str, object] = {
        "column": column,
        "count": len(gaps),
        "before": series.dates[widest - 1].strip(),
        "after": series.dates[widest].strip(),
        "line": series.lines[widest],
    }
    return (DataNote("series.gaps", told),)


def _without_holes(series: Series) -> Series:
    """Leave out rows at both ends that cannot be filled, and fill the rest."""
    is_hole = np.isnan(series.values)  # (time, columns)
    _refuse_mostly_missing(series, is_hole, np.asarray(is_hole.all(axis=0)))
    start = int(np.argmin(is_hole, axis=0).max())  # the first row with something above or in it
    end = len(is_hole) - int(np.argmin(is_hole[::-1, 0]))  # behind it nothing to forecast from
    if end <= start:
        raise DataError("series.never_together", file=series.source.path)
    _refuse_mostly_missing(series, is_hole[start:end], is_hole[start:end].mean(axis=0) > 0.5)
    repairs = series.repairs + _tell_holes(series, is_hole, start, end)
    filled = carry_forward(series.values)
    kept = slice(start, end)
    return replace(
        series,
        values=np.ascontiguousarray(filled[kept]),
        dates=None if series.dates is None else series.dates[kept],
        lines=None if series.lines is None else series.lines[kept],
        is_filled=is_hole[kept] if is_hole[kept].any() else None,
        repairs=repairs,
    )


def _refuse_mostly_missing(
    series: Series, is_hole: NDArray[np.bool_], is_bad: NDArray[np.bool_]
) -> None:
    """Refuse the first bad column."""
    for place in np.flatnonzero(is_bad):
        raise DataError(
            "series.mostly_missing",
            file=series.source.path,
            column=series.column_names[place],
            count=int(is_hole[:, place].sum()),
            rows=len(is_hole),
        )


def _tell_holes(
    series: Series, is_hole: NDArray[np.bool_], start: int, end: int
) -> tuple[DataNote, ...]:
    """Describe which rows are left out and which values are filled."""
    assert series.lines is not None
    repairs: tuple[DataNote, ...] = ()
    if start:
        told: dict[str, object] = {"count": start, "line": series.lines[start]}
        repairs += (DataNote("series.start_left_out", told),)
    if end < len(is_hole):
        told = {
            "count": len(is_hole) - end,
            "line": series.lines[end - 1],
            "column": series.column_names[0],
        }
        repairs += (DataNote("series.end_left_out", told),)
    for place, name in enumerate(series.column_names):
        rows = np.flatnonzero(is_hole[start:end, place])
        if len(rows):
            line = series.lines[start + int(rows[0])]
            told = {"column": name, "count": len(rows), "line": line}
            repairs += (DataNote("series.filled", told),)
    return repairs

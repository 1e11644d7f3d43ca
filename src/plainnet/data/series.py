"""Reading a series of one or many columns that a person brings, its holes named and mended.

The rows stay in the order of the file, with one exception: where all dates are written in
one way and run backwards from the first to the last, as price lists do that start with
today, the rows are turned around. They are never sorted by date, because a spreadsheet
that rewrote half of the dates would destroy the series. A value that is missing becomes the
one before it, and is remembered, so that nothing is learned from it or measured by it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.calendar_dates import (
    EPOCH,
    find_gaps,
    judge_dates,
    layouts_of_numbers,
    layouts_reading,
    looks_like_dates,
    read_date,
    read_dates,
    seem_dated,
)
from plainnet.data.dataset import DataNote, Series
from plainnet.data.included_data import load_included
from plainnet.data.input_path import is_included
from plainnet.data.joined_series import columns_of, refuse_several, rows_of_one
from plainnet.data.raw_table import level_of, texts_of
from plainnet.data.table_file import open_table
from plainnet.data.table_layout import FOUND_OUT, TableForm
from plainnet.data.table_rows import Block, Cells, FileLines, TableRows
from plainnet.data.written_numbers import NumberStyle, find_holes, is_total, read_numbers, shown
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
    path: Any,
    columns: Sequence[str] = (),
    only: Sequence[str] = (),
    *,
    may_lack: bool = False,
    strict: bool = False,
    form: TableForm = FOUND_OUT,
) -> Series:
    """Read one or many columns of numbers as a series.

    `columns`: None named means the only numeric one.
    `strict`: a missing value is refused, where it would be filled with the one before it.
    """
    if isinstance(path, str | Path) and is_included(Path(path)):
        return _only_columns(load_included(Path(path), Series), columns)
    table = open_table(path, form)
    first = next(table.blocks())
    positions = [table.position(name) for name in columns]
    if len(set(positions)) < len(positions):
        raise DataError("series.column_named_twice", columns=list(columns))
    not_seen = {*positions, *(table.names.index(name) for name in form.drop if name in table.names)}
    moments = _find_dates(table, first, not_seen)
    positions = positions or [_find_values(table, first, not_seen | set(moments))]
    series = _as_written(table, positions, moments)
    rows = rows_of_one(table, only, may_lack=may_lack)
    if rows is not None:
        series = _only_rows(series, table, rows)
    choosing = {table.names.index(name) for name in columns_of(only) if name in table.names}
    used = {*positions, *moments, *choosing}
    unused = [place for place in range(len(table.names)) if place not in used]
    refuse_several(table, series.dates, series.values[:, 0], unused, only, rows)
    if unused:
        names_of_unused = [table.names[place] for place in unused]
        told: dict[str, object] = {"file": table.file, "columns": names_of_unused}
        series = replace(series, repairs=(*series.repairs, DataNote("csv.columns_unused", told)))
    if moments:
        name = " + ".join(table.names[place] for place in moments)
        series = _in_order_of_time(series, name, form.day_first)
    else:
        series = _in_order_of_numbers(series, table, first, set(unused) - not_seen)
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
        file, known = series.source.path, list(series.column_names)
        raise DataError("csv.column_missing", file=file, column=missing[0], found=known)
    places = [series.column_names.index(name) for name in columns]
    return replace(series, values=series.values[:, places], column_names=tuple(columns))


#: Columns that tell a moment together, and what stands before each in the date they make.
_PARTS_OF_DATES: tuple[Mapping[str, str], ...] = (
    dict.fromkeys(("year", "yr", "年", "年份"), ""),
    {"month": "-", "mon": "-", "mo": "-", "月": "-", "月份": "-", "quarter": "-q", "季度": "-q"},
    dict.fromkeys(("day", "日"), "-"),
)


def _find_dates(table: TableRows, first: Block, not_seen: Collection[int]) -> tuple[int, ...]:
    """Find the first column that holds dates, or those of year, month and day."""
    for position, cells in enumerate(first.columns):
        if position in not_seen:
            continue
        if isinstance(cells, np.ndarray):
            if cells.dtype.kind == "M":
                return (position,)
        elif looks_like_dates(cells[:_ROWS_LOOKED_AT], table.names[position]):
            return (position,)
    places = {name.lower(): place for place, name in enumerate(table.names)}
    parts = [next((places[name] for name in of if name in places), None) for of in _PARTS_OF_DATES]
    whole = tuple(part for part in parts if part is not None and part not in not_seen)
    if len(whole) < 2 or whole[:2] != tuple(parts[:2]):
        return ()
    some = [cells[:_ROWS_LOOKED_AT] for cells in first.columns]
    return whole if looks_like_dates(_joined(table, some, whole)) else ()


def _joined(table: TableRows, columns: Sequence[Cells], places: Sequence[int]) -> Sequence[str]:
    """Return dates as text, made of year, month and day where these are columns of their own."""
    if len(places) == 1:
        return _texts(columns[places[0]])
    parts = []
    for marks, place in zip(_PARTS_OF_DATES, places, strict=False):
        mark = marks[table.names[place].lower()]
        parts.append([mark + text.strip() for text in texts_of(columns[place])])
    return ["".join(of) for of in zip(*parts, strict=True)]


BACKWARDS = 0.9  # share of steps back in hours, months or years that count down


def _in_order_of_numbers(
    series: Series, table: TableRows, first: Block, unused: Collection[int]
) -> Series:
    """Turn the rows around where numbers of moments run backwards.

    Where a column looks like dates that are not read, the order of the rows is not known.
    """
    for position in sorted(unused):
        name, cells = table.names[position], first.columns[position]
        numbers = _numbers_of_moments(cells, name, table.styles[position])
        if numbers is not None:
            if len(numbers) > 1 and np.mean(np.diff(numbers) < 0) >= BACKWARDS:
                return _turned_around(series, name, texts_of(cells))
        elif not isinstance(cells, np.ndarray) and seem_dated(cells, name):
            told = {"column": name, "value": shown(cells[0]), "line": table.place_of_row(0)}
            raise DataError("series.dates_unread", file=table.file, **told)
    return series


def _numbers_of_moments(cells: Cells, name: str, style: NumberStyle) -> Floats | None:
    """Return cells that count time: numbers of a column so named, or times of the day."""
    if not isinstance(cells, np.ndarray):
        times = [read_date(f"2000-01-01 {text}", "YYYY-MM-DD") for text in cells]
        if None not in times and all(":" in text for text in cells):
            return np.array([(time - EPOCH).total_seconds() for time in times if time])
        read = read_numbers(cells, style)
        if read.odd or layouts_of_numbers(cells, name) == ("YYYY.MM",):
            return None  # 2020.1 is January or October
        cells = read.values
    known = cells[~np.isnan(cells)]
    return known if seem_dated([str(cell) for cell in known.tolist()], name) else None


def _find_values(table: TableRows, first: Block, not_seen: Collection[int]) -> int:
    """Find the only column of numbers, dates aside; more than one is for a person to choose."""
    numeric = [
        position
        for position, cells in enumerate(first.columns)
        if position not in not_seen and _looks_numeric(cells, table.styles[position])
    ]
    if len(numeric) == 1:
        return numeric[0]
    names = [table.names[position] for position in numeric]
    if not numeric:
        found = list(table.names)
        raise DataError("series.no_numeric_column", file=table.file, found=found)
    raise DataError("series.several_columns", file=table.file, columns=names)


def _looks_numeric(cells: Cells, style: NumberStyle) -> bool:
    """Whether most of the first cells that are not missing are numbers."""
    if isinstance(cells, np.ndarray):
        return cells.dtype.kind == "f"
    read = read_numbers(cells[:_ROWS_LOOKED_AT], style)
    return int(np.isfinite(read.values).sum()) > len(read.odd)


def _as_written(table: TableRows, positions: Sequence[int], moments: Sequence[int]) -> Series:
    """Read values, NaN where one is missing, and dates, in the order of the file."""
    parts: list[Floats] = []
    dates: list[str] = []
    last: list[str] = []
    for block in table.blocks():
        part = np.empty((block.n_rows, len(positions)))  # (rows, columns)
        for place, position in enumerate(positions):
            part[:, place] = table.numbers(block, position)
        parts.append(part)
        if moments:
            dates += _joined(table, block.columns, moments)
        last = [texts_of(column[-1:])[0] for column in block.columns]
    values, repairs = np.concatenate(parts), table.repairs
    if total := next(filter(is_total, last), ""):
        line = table.place_of_row(len(values) - 1)
        repairs += (
            DataNote("table.total_row", {"file": table.file, "line": line, "value": total}),
        )
        values, dates = values[:-1], dates[:-1]
    names = tuple(table.names[position] for position in positions)
    for name, column in zip(names, values.T, strict=True):
        for hole in find_holes(column):
            marks = [f"'{level_of(hole)}' ({int((column == hole).sum())})"]
            found: dict[str, object] = {"file": table.file, "column": name, "marks": marks}
            repairs += (DataNote("table.marks", found),)
            column[column == hole] = np.nan
    lines = FileLines(table, np.arange(len(values)))
    written, unit = tuple(dates) if moments else None, table.styles[positions[0]].unit
    return Series(values, names, written, table.source, repairs, lines, unit=unit)


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
    times = read_dates(series.dates, day_first=day_first)
    if _run_backwards(times or _most_times(series.dates, day_first)):
        series = _turned_around(series, column, series.dates)
        times = None if times is None else times[::-1]
    repairs = series.repairs
    assert series.dates is not None
    assert series.lines is not None
    repairs += judge_dates(series.dates, series.lines, column, times)
    if times is not None and times == sorted(times):
        repairs += _tell_gaps(series, times, column)
    return replace(series, repairs=repairs)


def _run_backwards(times: Sequence[datetime]) -> bool:
    """Whether the newest of some moments stands first, and the oldest last."""
    return len(times) > 1 and times[-1] < times[0] and list(times) == sorted(times, reverse=True)


def _most_times(dates: Sequence[str], day_first: bool | None) -> list[datetime]:
    """Read those of the dates that are written as most are."""
    layouts, _ = layouts_reading(dates, day_first=day_first)
    read = [read_date(date, layouts[0]) for date in dates] if layouts else []
    return [time for time in read if time is not None]


def _turned_around(series: Series, column: str, dates: Sequence[str]) -> Series:
    """Let the oldest row come first where the newest did."""
    assert series.lines is not None
    told: dict[str, object] = {"first": dates[0].strip(), "last": dates[-1].strip()}
    return replace(
        series,
        values=series.values[::-1],
        dates=None if series.dates is None else series.dates[::-1],
        lines=series.lines[::-1],
        repairs=(*series.repairs, DataNote("series.turned_around", {"column": column, **told})),
    )


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

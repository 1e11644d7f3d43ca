"""Reading a series of one or many columns that a person brings, its holes named and mended.

The rows stay in the order of the file, with one exception: where all dates are written in
one way and run backwards from the first to the last, as price lists do that start with
today, the rows are turned around. They are never sorted by date, because a spreadsheet
that rewrote half of the dates would destroy the series. A value that is missing becomes the
one before it, and is remembered, so that nothing is learned from it or measured by it.

Concepts: multivariate series, missing value, order of time, gap
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.data.calendar_dates import judge_dates, read_dates
from plainnet.data.carrying_forward import carry_forward
from plainnet.data.csv_file import CsvFile, open_csv
from plainnet.data.dataset import Repair, Series
from plainnet.data.included_data import is_included, load_included
from plainnet.data.number_cells import is_missing, is_number, shown, to_numbers
from plainnet.data.series import find_dates, find_values
from plainnet.data.time_gaps import find_gaps
from plainnet.errors import DataError

_ROWS_LOOKED_AT = 50
_LARGEST = 1e100  # squares of what is larger overflow


def read_multivariate_series(path: str | Path, columns: Sequence[str] = ()) -> Series:
    """Read one or many columns of numbers as a series.

    Parameters
    ----------
    path : str or Path
        A CSV file with or without a column of dates, or a series that comes with plainnet.
    columns : sequence of str, default=()
        Columns wanted, the one to forecast first. None named means the only numeric one.

    Returns
    -------
    Series
        Without missing values; its repairs say what is odd about it and what was done.

    Raises
    ------
    DataError
        If the file, a column or a cell cannot be used, or half of a column is missing.
    """
    if is_included(Path(path)):
        return _only_columns(load_included(Path(path), Series), columns)
    csv_file = open_csv(path)
    first_rows = next(csv_file.blocks(rows_at_once=_ROWS_LOOKED_AT))
    dates_position = find_dates(csv_file, first_rows)
    names = [name.strip() for name in columns]
    if names:
        positions = [csv_file.position(name) for name in names]
    else:
        positions = [find_values(csv_file, first_rows, dates_position)]
    if len(set(positions)) < len(positions):
        raise DataError("series.column_named_twice", columns=", ".join(names))
    if dates_position in positions:
        dates_position = None
    series = _as_written(csv_file, positions, dates_position)
    unused = [
        name
        for place, name in enumerate(csv_file.names)
        if place not in {*positions, dates_position}
    ]
    if unused:
        told: dict[str, object] = {"file": csv_file.file, "columns": ", ".join(unused)}
        series = replace(series, repairs=(*series.repairs, Repair("csv.columns_unused", told)))
    if series.dates is not None and dates_position is not None:
        series = _in_order_of_time(series, csv_file.names[dates_position])
    return _without_holes(series)


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


def _as_written(csv_file: CsvFile, positions: Sequence[int], dates_position: int | None) -> Series:
    """Read values, NaN where one is missing, and dates, in the order of the file."""
    lines = np.asarray(csv_file.lines_of_rows(), np.int64)
    rows = list(chain.from_iterable(csv_file.blocks()))
    values = np.empty((len(rows), len(positions)))  # (time, columns)
    for place, position in enumerate(positions):
        cells = [row[position] for row in rows]
        numbers = to_numbers(cells)
        if numbers is None or np.abs(numbers).max() > _LARGEST:
            numbers = np.array(
                [
                    _number(csv_file, cell, line, position)
                    for cell, line in zip(cells, lines.tolist(), strict=True)
                ]
            )
        values[:, place] = numbers
    dates = None
    if dates_position is not None:
        dates = tuple(row[dates_position] for row in rows)
    names = tuple(csv_file.names[position] for position in positions)
    return Series(values, names, dates, csv_file.source, csv_file.repairs, lines)


def _number(csv_file: CsvFile, cell: str, line: int, position: int) -> float:
    """Read one cell; NaN if it is empty or says that its value is missing."""
    told = {"file": csv_file.file, "line": line, "column": csv_file.names[position]}
    if is_missing(cell):
        return float("nan")
    if not is_number(cell):
        raise DataError("csv.not_a_number", **told, value=shown(cell))
    number = float(cell)
    if abs(number) > _LARGEST:
        raise DataError("series.too_large", **told, value=shown(cell))
    return number


def _in_order_of_time(series: Series, column: str) -> Series:
    """Turn the rows around if the dates run backwards; say what is odd about the dates."""
    assert series.dates is not None
    assert series.lines is not None
    times = read_dates(series.dates)
    repairs = series.repairs
    if times is not None and times[-1] < times[0] and times == sorted(times, reverse=True):
        ends = {"first": series.dates[0].strip(), "last": series.dates[-1].strip()}
        repairs += (Repair("series.turned_around", {"column": column, **ends}),)
        series = replace(
            series,
            values=series.values[::-1],
            dates=series.dates[::-1],
            lines=series.lines[::-1],
        )
        times = times[::-1]
    assert series.dates is not None
    assert series.lines is not None
    repairs += judge_dates(series.dates, series.lines.tolist(), column)
    if times is not None and times == sorted(times):
        repairs += _tell_gaps(series, times, column)
    return replace(series, repairs=repairs)


def _tell_gaps(series: Series, times: Sequence[datetime], column: str) -> tuple[Repair, ...]:
    """Say where time seems to be missing."""
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
        "line": int(series.lines[widest]),
    }
    return (Repair("series.gaps", told),)


def _without_holes(series: Series) -> Series:
    """Leave out rows at both ends that cannot be filled, and fill the rest."""
    is_hole = np.isnan(series.values)  # (time, columns)
    for place, name in enumerate(series.column_names):
        if 2 * is_hole[:, place].sum() > len(is_hole):
            count, rows = int(is_hole[:, place].sum()), len(is_hole)
            file = series.source.path
            raise DataError("series.mostly_missing", file=file, column=name, count=count, rows=rows)
    start = int(np.argmin(is_hole, axis=0).max())  # the first row with something above or in it
    end = len(is_hole) - int(np.argmin(is_hole[::-1, 0]))  # behind it nothing to forecast from
    if end <= start:
        raise DataError("series.never_together", file=series.source.path)
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


def _tell_holes(
    series: Series, is_hole: NDArray[np.bool_], start: int, end: int
) -> tuple[Repair, ...]:
    """Say which rows are left out and which values are filled."""
    assert series.lines is not None
    repairs: tuple[Repair, ...] = ()
    if start:
        told: dict[str, object] = {"count": start, "line": int(series.lines[start])}
        repairs += (Repair("series.start_left_out", told),)
    if end < len(is_hole):
        told = {
            "count": len(is_hole) - end,
            "line": int(series.lines[end - 1]),
            "column": series.column_names[0],
        }
        repairs += (Repair("series.end_left_out", told),)
    for place, name in enumerate(series.column_names):
        rows = np.flatnonzero(is_hole[start:end, place])
        if len(rows):
            line = int(series.lines[start + rows[0]])
            told = {"column": name, "count": len(rows), "line": line}
            repairs += (Repair("series.filled", told),)
    return repairs

"""Reading a series: one value for each step of time, in the order of the rows.

The order of the rows is never changed. Dates are labels; where they contradict the order
of the rows this is said, because a spreadsheet that rewrote half of the dates is a more
common reason than rows out of order, and sorting by such dates destroys the series.
"""

from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from statistics import median

from plainnet.data.calendar_dates import judge_dates, looks_like_dates
from plainnet.data.csv_file import CsvFile, open_csv
from plainnet.data.dataset import Repair, Series
from plainnet.data.table import read_columns
from plainnet.data.written_numbers import is_missing, is_number
from plainnet.errors import DataError

_ROWS_LOOKED_AT = 50
_STEPS_LOOKED_AT = 50
_WAYS_TO_WRITE = (
    "%Y-%m-%d", "%Y-%m", "%Y/%m/%d", "%Y/%m", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d",
    "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日",
)  # fmt: skip


def read_series(path: str | Path, *, column: str | None = None) -> Series:
    """Read one numeric column of a CSV file as a series.

    `column`: None means the only numeric one.
    """
    csv_file = open_csv(path)
    first_rows = next(csv_file.blocks(rows_at_once=_ROWS_LOOKED_AT))
    dates_position = _find_dates(csv_file, first_rows)
    if column is None:
        position = _find_values(csv_file, first_rows, dates_position)
    else:
        position = csv_file.position(column)
    if dates_position == position:
        dates_position = None
    values = read_columns(csv_file, [position])  # (time, 1)
    repairs = csv_file.repairs + _tell_unused(csv_file, position, dates_position)
    dates = None
    if dates_position is not None:
        dates = tuple(row[dates_position] for row in chain.from_iterable(csv_file.blocks()))
        name = csv_file.names[dates_position]
        repairs += judge_dates(dates, csv_file.lines_of_rows(), name)
    return Series(values, (csv_file.names[position],), dates, csv_file.source, repairs)


def continued_dates(dates: Sequence[str], steps: int) -> list[str] | None:
    """Write the dates of the steps after the last one, in the series' own step and way.

    Months, quarters and years keep the day of the month. None where the dates cannot be read
    or do not go forward step by step.

    >>> continued_dates(["2020-10", "2020-11", "2020-12"], 2)
    ['2021-01', '2021-02']
    """
    last = [date.strip() for date in dates[-_STEPS_LOOKED_AT:]]
    for way in _WAYS_TO_WRITE:
        times = []
        with suppress(ValueError):
            times = [datetime.strptime(date, way) for date in last]
        is_written_so = bool(times) and times[-1].strftime(way) == last[-1]
        if is_written_so and len(times) > 1 and times == sorted(set(times)):
            return [time.strftime(way) for time in _times_after(times, steps)]
    return None


def _times_after(times: list[datetime], steps: int) -> list[datetime]:
    """Go on by whole months where all steps are so, else by the usual step."""
    pairs, last = list(pairwise(times)), times[-1]
    months = {12 * (b.year - a.year) + b.month - a.month for a, b in pairs}
    at_end = all((time + timedelta(days=1)).day == 1 for time in times)
    if len(months) == 1 and 0 not in months and (at_end or len({t.day for t in times}) == 1):
        (month,) = months
        numbers = [12 * last.year + last.month - 1 + month * (step + 1) for step in range(steps)]
        found = []
        for number in numbers:
            year, place = divmod(number, 12)
            longest = monthrange(year, place + 1)[1]
            day = longest if at_end else min(last.day, longest)
            found.append(last.replace(year=year, month=place + 1, day=day))
        return found
    usual = timedelta(seconds=median((b - a).total_seconds() for a, b in pairs))
    return [last + usual * (step + 1) for step in range(steps)]


def _find_dates(csv_file: CsvFile, first_rows: list[list[str]]) -> int | None:
    """Find the first column that holds dates."""
    columns = enumerate(zip(*first_rows, strict=True))
    return next((position for position, cells in columns if looks_like_dates(cells)), None)


def _find_values(csv_file: CsvFile, first_rows: list[list[str]], dates_position: int | None) -> int:
    """Find the only numeric column, dates aside; more than one is for a person to choose."""
    numeric = [
        position
        for position, cells in enumerate(zip(*first_rows, strict=True))
        if position != dates_position and _looks_numeric(cells)
    ]
    if len(numeric) == 1:
        return numeric[0]
    names = [csv_file.names[position] for position in numeric]
    if not numeric:
        found = ", ".join(csv_file.names)
        raise DataError("series.no_numeric_column", file=csv_file.file, found=found)
    raise DataError("series.several_columns", file=csv_file.file, columns=", ".join(names))


def _looks_numeric(cells: Sequence[str]) -> bool:
    """Whether most of the cells that are not missing are numbers."""
    present = [cell for cell in cells if not is_missing(cell)]
    return 2 * sum(map(is_number, present)) > len(present)


def _tell_unused(
    csv_file: CsvFile, position: int, dates_position: int | None
) -> tuple[Repair, ...]:
    """Say which columns are neither the values nor the dates."""
    used = (position, dates_position)
    unused = [name for place, name in enumerate(csv_file.names) if place not in used]
    if not unused:
        return ()
    values: dict[str, object] = {"file": csv_file.file, "columns": ", ".join(unused)}
    return (Repair("csv.columns_unused", values),)

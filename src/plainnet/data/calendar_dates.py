"""Dates as people and spreadsheets write them, and whether a column of them is in order."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from plainnet.data.dataset import Repair
from plainnet.data.written_numbers import shown

_LAYOUTS = (
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "YYYY年MM月DD日",
    "YYYYMMDD",
    "MM/DD/YYYY",
    "DD/MM/YYYY",
    "MM-DD-YYYY",
    "DD-MM-YYYY",
    "DD.MM.YYYY",
    "MM/DD/YY",
    "DD/MM/YY",
    "DD.MM.YY",
    "DD-MON-YYYY",
    "DD-MON-YY",
    "DD MON YYYY",
    "MON DD, YYYY",
    "YYYY-MM",
    "YYYY/MM",
    "YYYY年MM月",
)
_PARTS = (
    ("YYYYMMDD", r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})"),
    ("YYYY", r"(?P<year>\d{4})"),
    ("YY", r"(?P<year>\d{2})"),
    ("MM", r"(?P<month>\d{1,2})"),
    ("DD", r"(?P<day>\d{1,2})"),
    ("MON", r"(?P<month>[A-Za-z]{3})[a-z]*"),
)
_TIME = (
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_TWO_DIGITS_OF_THIS_CENTURY = 68  # POSIX: 69-99 are 1969-1999


def _pattern(layout: str) -> re.Pattern[str]:
    """Make the regular expression of a layout."""
    expression = re.escape(layout)
    marks = {part: f"<{number}>" for number, (part, _) in enumerate(_PARTS)}
    for part, mark in marks.items():
        expression = expression.replace(part, mark)
    for (_, piece), mark in zip(_PARTS, marks.values(), strict=True):
        expression = expression.replace(mark, piece)
    return re.compile(expression + _TIME)


_PATTERNS = {layout: _pattern(layout) for layout in _LAYOUTS}


def read_date(text: str, layout: str) -> datetime | None:
    """Read one date written in one layout, a time of day after it allowed.

    Result: None if the text is no date in this layout.

    >>> read_date("2016/9/13", "YYYY/MM/DD").date().isoformat()
    '2016-09-13'
    """
    match = _PATTERNS[layout].fullmatch(text.strip())
    if match is None:
        return None
    found = match.groupdict()
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year <= _LAST_TWO_DIGITS_OF_THIS_CENTURY else 1900
    month = found["month"].lower()
    if month.isalpha():
        if month not in _MONTHS:
            return None
        month = str(_MONTHS.index(month) + 1)
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        return datetime(year, int(month), int(found.get("day") or 1), hour, minute, second)
    except ValueError:  # a 13th month or a 30th of February
        return None


def layout_of(text: str) -> str | None:
    """Give the first layout that reads `text` as a date.

    Result: None if the text is no date.
    """
    return next((layout for layout in _LAYOUTS if read_date(text, layout)), None)


def looks_like_dates(texts: Sequence[str]) -> bool:
    """Whether a column holds dates, judged by some of its cells.

    Result: true if at least half of them are dates.
    """
    layouts = [layout_of(text) for text in texts]
    if "YYYYMMDD" in layouts:
        return set(layouts) == {"YYYYMMDD"}
    return 2 * sum(layout is not None for layout in layouts) >= len(layouts)


def judge_dates(texts: Sequence[str], lines: Sequence[int], column: str) -> tuple[Repair, ...]:
    """Say what is wrong with a column of dates: layout, order, repetition."""
    times = read_dates(texts)
    if times is None:
        return (_describe_layouts(texts, lines, column),)
    return _tell_repeated(times, texts, lines, column) + _tell_order(times, texts, lines, column)


def _tell_repeated(
    times: Sequence[datetime], texts: Sequence[str], lines: Sequence[int], column: str
) -> tuple[Repair, ...]:
    """Say how many dates stand more than once, and the first that does."""
    repeated = len(times) - len(set(times))
    if not repeated:
        return ()
    seen: set[datetime] = set()
    first = 0
    while times[first] not in seen:
        seen.add(times[first])
        first += 1
    found = {"count": repeated, "line": lines[first], "value": texts[first].strip()}
    return (Repair("series.dates_repeated", {"column": column, **found}),)


def _tell_order(
    times: Sequence[datetime], texts: Sequence[str], lines: Sequence[int], column: str
) -> tuple[Repair, ...]:
    """Say whether the dates run backwards, wholly or in places."""
    backward = [place + 1 for place, (a, b) in enumerate(pairwise(times)) if b < a]
    if not backward:
        return ()
    if all(later <= earlier for earlier, later in pairwise(times)):
        ends = {"first": texts[0].strip(), "last": texts[-1].strip()}
        return (Repair("series.dates_descend", {"column": column, **ends}),)
    first = backward[0]
    found = {
        "count": len(backward),
        "line": lines[first],
        "value": texts[first].strip(),
        "before": texts[first - 1].strip(),
    }
    return (Repair("series.dates_unordered", {"column": column, **found}),)


def read_dates(texts: Sequence[str]) -> list[datetime] | None:
    """Read all dates in one layout; of several that fit, the one that puts them in order.

    Result: None if there is no layout that all of them are written in.

    >>> [date.month for date in read_dates(["30/4/2020", "1/5/2020"])]
    [4, 5]
    """
    readings = []
    for layout in _LAYOUTS:
        times = []
        for text in texts:
            time = read_date(text, layout)
            if time is None:
                break
            times.append(time)
        else:
            readings.append(times)
    in_order = (times for times in readings if times == sorted(times))
    return next(in_order, readings[0] if readings else None)


def _describe_layouts(texts: Sequence[str], lines: Sequence[int], column: str) -> Repair:
    """Tell how many dates are in which layout, and the line where the second one begins."""
    counts: dict[str, int] = {}
    examples: dict[str, str] = {}
    lines_of_examples: list[int] = []
    for row, text in enumerate(texts):
        layout = layout_of(text) or "?"
        if layout not in counts:
            examples[layout] = shown(text)
            lines_of_examples.append(lines[row])
        counts[layout] = counts.get(layout, 0) + 1
    layouts = ", ".join(f"{count} × {name} ({examples[name]})" for name, count in counts.items())
    line = lines_of_examples[min(1, len(lines_of_examples) - 1)]
    return Repair("series.dates_mixed", {"column": column, "layouts": layouts, "line": line})


def layouts_reading(texts: Sequence[str]) -> tuple[str, ...]:
    """List the layouts that read the texts as dates, those that read the most first.

    Result: layouts that read at least nine of ten.

    >>> layouts_reading(["01/02/2020", "25/12/2020"])
    ('DD/MM/YYYY',)
    """
    read = {
        layout: sum(read_date(text, layout) is not None for text in texts) for layout in _LAYOUTS
    }
    enough = [layout for layout in _LAYOUTS if texts and read[layout] >= 0.9 * len(texts)]
    return tuple(sorted(enough, key=lambda layout: -read[layout]))


_USUAL_SHARE = 0.05  # of all steps: a weekend is usual, a holiday is not
_MUCH_LONGER = 1.5  # a holiday beside a weekend is no gap


def find_gaps(times: Sequence[datetime]) -> list[int]:
    """Find the rows before which time seems to be missing.

    Steps that occur in at least 5 percent of all places are usual ones; a gap is longer
    than one and a half times the longest of them.

    >>> find_gaps([datetime(2020, 1, day) for day in (1, 2, 3, 4, 9, 10)])
    [4]
    """
    steps = [later - earlier for earlier, later in pairwise(times)]
    counts = Counter(steps)
    least = max(2.0, _USUAL_SHARE * len(steps))
    usual = [step for step, count in counts.items() if count >= least]
    if not usual:
        return []
    longest = _MUCH_LONGER * max(usual)
    return [place + 1 for place, step in enumerate(steps) if step > longest]


_STEPS_LOOKED_AT = 50
_WAYS_TO_WRITE = (
    "%Y-%m-%d", "%Y-%m", "%Y/%m/%d", "%Y/%m", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d",
    "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日",
)  # fmt: skip


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

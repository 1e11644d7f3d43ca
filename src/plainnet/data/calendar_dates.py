"""Dates as people and spreadsheets write them, and whether a column of them is in order."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import islice, pairwise
from statistics import median
from unicodedata import normalize

from plainnet.data.dataset import DataNote
from plainnet.data.written_numbers import chinese_number, shown

_LAYOUTS = (
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "YYYY_MM_DD",
    "YYYY年MM月DD日",
    "YYYY MM DD",
    "YYYYMMDD",
    "MM/DD/YYYY",
    "DD/MM/YYYY",
    "MM-DD-YYYY",
    "DD-MM-YYYY",
    "DD.MM.YYYY",
    "MM/DD/YY",
    "DD/MM/YY",
    "DD.MM.YY",
    "DD-MM-YY",
    "MM-DD-YY",
    "YY-MM-DD",
    "YY/MM/DD",
    "DD-MON-YYYY",
    "DD-MON-YY",
    "DD/MON/YYYY",
    "DD MON YYYY",
    "DD MON YY",
    "DDMONYYYY",
    "MON DD YYYY",
    "MON-DD-YYYY",
    "YYYY-MON-DD",
    "YYYY MON DD",
    "MON YYYY",
    "MON-YYYY",
    "MON-YY",
    "MON YY",
    "MONYYYY",
    "YYYY MON",
    "YYYYMON",
    "YYYY-MON",
    "ROC/MM/DD",
    "ROC年MM月DD日",
    "ROC年MM月",
    "YYYY-DDD",
    "YYYY-MM",
    "YYYY/MM",
    "YYYY:MM",
    "YYYY/NEXT",
    "YYYY-NEXT",
    "MM/YYYY",
    "MM-YYYY",
    "YYYYmMM",
    "YYYY年MM月",
    "YYYYqN",
    "YYYY-qN",
    "YYYY/qN",
    "YYYY qN",
    "qNYY",
    "qN YY",
    "qN-YY",
    "qN/YY",
    "qN YYYY",
    "qN-YYYY",
    "qN/YYYY",
    "qNYYYY",
    "YYYY年N季",
    "YYYY年W周",
    "YYYY-wWW",
    "wWW/YYYY",
    "YYYYhN",
    "YYYY-hN",
    "YYYY年",
)
#: Written as numbers are: dates only where the name of the column says so, too.
_LAYOUTS_OF_NUMBERS = ("UNIX", "YYYYMM", "YYYY.MM", "YYYY")
_NAMES_OF_DATES = re.compile(
    r"date|time|day|month|year|quarter|week|when|epoch|unix|period|datum|fecha|日期|时间|时刻|年|月|季|周"
    r"|^(?:ts|dt|yr|doy)$",
    re.IGNORECASE,
)
_PARTS = (
    ("YYYYMMDD", r"(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})"),
    ("ROC", r"(?P<republic>1[0-4]\d)"),
    ("NEXT", r"(?P<next>\d{2})"),
    ("DDD", r"(?P<ordinal>[0-3]\d{2})"),
    ("YYYY", r"(?P<year>\d{4})"),
    ("YY", r"'?(?P<year>\d{2})"),
    ("MM", r"(?P<month>\d{1,2})"),
    ("DD", r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|\.)?"),
    ("MON", r"(?P<month>[^\W\d_]{3,12})\.?"),
    ("年N季", r"年\s?第?(?P<quarter>[1-4一二三四])季度?"),
    ("年W周", r"年\s?第?(?P<week>\d{1,2})[周週]"),
    ("qN", r"(?:[QqTt](?P<quarter>[1-4])|(?P<quarter_>[1-4])[QqTt])"),
    ("hN", r"[HhSs](?P<half>[12])"),
    ("wWW", r"[Ww](?P<week>\d{1,2})(?:-(?P<weekday>[1-7]))?"),
    ("m", r"[Mm]"),
    ("UNIX", r"(?P<unix>\d{10}(?:\d{3}|\d{6}|\d{9})?)"),
)
_GAP = r"[\s,.]+(?:(?:de|del|of)\s+)?"
_AS_CHINESE = str.maketrans("년월일", "年月日")  # the same words in Korean
_ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925}  # the year before
_END_OF_PERIOD = re.compile(r"(?<=\d)(?:\s+[-–—]\s+|\s*/\s*)(?=\d+([-./])\d+\1\d).*")
_IN_NUMERALS = re.compile(r"[〇零一二三四五六七八九十]{1,4}(?=[年月日号時时點点])")
_OF_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(?:(\d{{1,3}})|元)年")
_MONTHS = (
    "january janvier enero gennaio janeiro januar январь января januari stycznia",
    "february février fevrier febrero febbraio fevereiro februar feb февраль февраля"
    " februari lutego",
    "march mars marzo março marco märz maerz mrz март марта maart mrt marca",
    "april avril abril aprile апрель апреля kwietnia",
    "may mai mayo maggio maio май мая mei maja",
    "june juin junio giugno junho juni июнь июня czerwca",
    "july juillet julio luglio julho juli июль июля lipca",
    "august août aout agosto август августа augustus sierpnia",
    "september septembre septiembre settembre setembro sept сентябрь сентября września",
    "october octobre octubre ottobre outubro oktober октябрь октября października",
    "november novembre noviembre novembro ноябрь ноября listopada",
    "december décembre decembre diciembre dicembre dezembro dezember декабрь декабря grudnia",
)
_WEEKDAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|mo|di|mi|do|fr|sa|so"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lun|mar(?=\.?,?\s+\d{1,2}\.?\s+[^\W\d_])|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mié|jue|vie|sáb|dom"
)
_WEEKDAY = re.compile(
    rf"(?:^|(?<=[\s(,日]))(?:{_WEEKDAYS})(?:\.,|[.,])?(?=$|[\s)])|(?:周|星期|礼拜)[一二三四五六日天]|\([月火水木金土日]\)|[월화수목금토일]요일",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:^|(?<=\d)[T_]|\s+|(?<=\d):(?=\d\d?:\d\d)|(?<=[日号]))"
    r"(?:(?P<before>上午|下午|凌晨|早上|中午|晚上|午前|午後|오전|오후)\s*)?(?P<hour>\d{1,2})"
    r"(?:\s?[:.h时時点點]\s?(?P<minute>\d{2}|\d(?=\s?分))(?:\s?[:分]\s?(?:(?P<second>\d{2}|\d(?=\s?秒))(?:[.,]\d+)?\s?秒?)?|\.(?P<second_>\d{2})\.\d{3,9})?"
    r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?|\s?(?P<whole>[ap]\.?m\b\.?)|\s?[h时時点點])"
    r"(?:\s?(?:Z|Uhr|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{3,5}|\[[\w/+-]+\]|\([^()\d]+\)|[A-Z][a-z]+/[\w/]+))*"
    r"(?=$|[\s,])",
    re.IGNORECASE,
)
_HOUR_ALONE = re.compile(r"([\d/.-]{8,10})[T ](\d{1,2})(?:Z|[+-]\d{2}:?\d{2})?")
_DIGITS_ALONE = re.compile(
    r"((?:19|20)\d{6})[T _-]?([0-2]\d)([0-5]\d)([0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?"
)
_AFTERNOON = frozenset({"下午", "中午", "晚上", "午後", "오후"})
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_LAST_TWO_DIGITS_OF_THIS_CENTURY = 68  # POSIX: 69-99 are 1969-1999
_LONGEST = 90  # characters of a date with everything
_YEARS_OF_UNIX_TIME = (datetime(1990, 1, 1), datetime(2100, 1, 1))
EPOCH = datetime(1970, 1, 1)
MANY_YEARS = 5


@cache
def _pattern(layout: str) -> re.Pattern[str]:
    """Make the regular expression of a layout."""
    expression = re.escape(layout).replace(r"\ ", " ")
    marks = {part: f"<{number}>" for number, (part, _) in enumerate(_PARTS)}
    for part, mark in marks.items():
        expression = expression.replace(part, mark)
    expression = expression.replace(" ", _GAP)
    for (_, piece), mark in zip(_PARTS, marks.values(), strict=True):
        expression = expression.replace(mark, piece)
    return re.compile(expression)


@cache
def _signs(layout: str) -> frozenset[str]:
    """Return the signs that every date of a layout holds."""
    return frozenset(layout) & frozenset("-/.年月日 季:_")


@lru_cache(maxsize=1 << 14)
def _day_and_clock(text: str) -> tuple[str, int] | None:
    """Part the text of a day from the seconds since midnight; None if it cannot be a date.

    The clock may stand before or after the day. A time zone is left out: the clock on the wall
    is what the hour of a day means, in every format of a file.
    """
    if len(text) > _LONGEST:
        return None
    day = text.strip()
    if not day.isascii():
        day = normalize("NFKC", day).translate(_AS_CHINESE).removesuffix(" г.")
        day = _IN_NUMERALS.sub(lambda found: str(chinese_number(found[0])), day)
        day = _OF_ERA.sub(lambda found: f"{_ERAS[found[1]] + int(found[2] or 1)}年", day)
        day = re.sub(r"(?<=[年月]) +(?=\d)", "", day)
    day = _END_OF_PERIOD.sub("", day)
    if not any(letter.isdigit() for letter in day):
        return None
    day = day[1:-1] if day[0] == "[" and day[-1] == "]" else day  # of a web server
    if " " not in day and ":" not in day and day.replace(".", "", 1).isdigit():
        together = _DIGITS_ALONE.fullmatch(day)
        if together is None:
            return day, 0
        hour, minute, second = (int(part or 0) for part in together.groups()[1:])
        return together[1], 3600 * hour + 60 * minute + second
    seconds = 0
    if alone := _HOUR_ALONE.fullmatch(day):
        day, seconds = alone[1], 3600 * int(alone[2])
    elif together := _DIGITS_ALONE.fullmatch(day):
        hour, minute, second = (int(part or 0) for part in together.groups()[1:])
        day, seconds = together[1], 3600 * hour + 60 * minute + second
    elif clock := _CLOCK.search(day):
        found = _seconds_of(clock)
        if found is None:
            return None
        day, seconds = day[: clock.start()] + " " + day[clock.end() :], found
    day = _WEEKDAY.sub(" ", day).replace("()", "").replace("( )", "")
    return " ".join(day.split()).strip(" ,"), seconds


def _seconds_of(clock: re.Match[str]) -> int | None:
    """Count the seconds since midnight; None if there is no such time."""
    hour, minute, second = (
        int(part or 0)
        for part in (clock["hour"], clock["minute"], clock["second"] or clock["second_"])
    )
    if half := clock["half"] or clock["whole"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half[0] in "pP")
    elif clock["before"] and hour <= 12:
        hour = hour % 12 + 12 * (clock["before"] in _AFTERNOON)
    seconds = 3600 * hour + 60 * minute + second
    return seconds if minute < 60 and second < 61 and seconds <= 86400 else None


def read_date(text: str, layout: str) -> datetime | None:
    """Read one date written in one layout, a time of day before or after it allowed.

    Result: None if the text is no date in this layout.

    >>> read_date("2016/9/13", "YYYY/MM/DD").date().isoformat()
    '2016-09-13'
    >>> str(read_date("9/13/2016 1:05 PM", "MM/DD/YYYY"))
    '2016-09-13 13:05:00'
    """
    parted = _day_and_clock(text)
    if parted is None or not _signs(layout) <= set(parted[0]):
        return None
    match = _pattern(layout).fullmatch(parted[0])
    if match is None:
        return None
    try:
        day = _day_of({part: value for part, value in match.groupdict().items() if value})
    except (ValueError, OverflowError):  # a 13th month or a 30th of February
        return None
    return None if day is None else day + timedelta(seconds=parted[1])


def _day_of(found: dict[str, str]) -> datetime | None:
    """Make a day of the parts of a date; the first day of a month, a quarter or a week."""
    if "unix" in found:
        seconds = int(found["unix"]) / 10 ** (len(found["unix"]) - 10)
        time = EPOCH + timedelta(seconds=round(seconds))
        return time if _YEARS_OF_UNIX_TIME[0] <= time < _YEARS_OF_UNIX_TIME[1] else None
    year = int(found["republic"]) + 1911 if "republic" in found else int(found["year"])
    if "next" in found:  # the second year of a season or a fiscal year
        return datetime(year, 1, 1) if int(found["next"]) == (year + 1) % 100 else None
    if len(found.get("year", "")) == 2:
        year += 2000 if year <= _LAST_TWO_DIGITS_OF_THIS_CENTURY else 1900
    if "week" in found:
        return datetime.fromisocalendar(year, int(found["week"]), int(found.get("weekday", 1)))
    if quarter := found.get("quarter") or found.get("quarter_"):
        return datetime(year, 3 * (_NUMERALS.get(quarter) or int(quarter)) - 2, 1)
    if "ordinal" in found:
        day = datetime(year, 1, 1) + timedelta(days=int(found["ordinal"]) - 1)
        return day if day.year == year and found["ordinal"] != "000" else None
    if "half" in found:
        return datetime(year, 6 * int(found["half"]) - 5, 1)
    month = found.get("month", "1")
    number = int(month) if month.isdigit() else _month_named(month)
    return None if number is None else datetime(year, number, int(found.get("day", 1)))


@cache
def _month_named(name: str) -> int | None:
    """Find the month whose name begins so, in one of ten languages; None if that is not one."""
    start = name.lower()
    found = [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(each.startswith(start) for each in names.split())
    ]
    return found[0] if len(found) == 1 else None


def layout_of(text: str) -> str | None:
    """Return the first layout that reads `text` as a date.

    Result: None if the text is no date.
    """
    return next((layout for layout in _LAYOUTS if read_date(text, layout)), None)


def looks_like_dates(texts: Sequence[str], name: str = "") -> bool:
    """Whether a column holds dates, judged by some of its cells and its name.

    Result: true if at least half of them are dates; of cells that are numbers as well, all.
    """
    layouts = [layout_of(text) for text in texts]
    if "YYYYMMDD" in layouts:
        return set(layouts) == {"YYYYMMDD"}
    if any(layouts):
        return 2 * sum(layout is not None for layout in layouts) >= len(layouts)
    times = _read_all(texts, layouts_of_numbers(texts, name))
    return times is not None and len(times) > 1 and _is_in_order(times, strict=True)


def seem_dated(texts: Sequence[str], name: str) -> bool:
    """Whether texts that are not read as dates look like some: by their column's name, or a year.

    >>> seem_dated(["2020, spring", "2020, summer"], "season"), seem_dated(["room 5"], "room")
    (True, False)
    """
    wanted = r"\d" if _NAMES_OF_DATES.search(name) else r"(?<!\d)(19|20)\d\d(?!\d)"
    dated = sum(re.search(wanted, text) is not None for text in texts)
    return bool(texts) and dated >= 0.9 * len(texts)


def layouts_of_numbers(texts: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the layout in which numbers are moments, if the name of their column says so.

    >>> layouts_of_numbers(["1577836800", "1577923200"], "timestamp")
    ('UNIX',)
    """
    if not texts or not _NAMES_OF_DATES.search(name):
        return ()
    read = (layout for layout in _LAYOUTS_OF_NUMBERS if _read_all(texts, (layout,)))
    return tuple(islice(read, 1))


def _read_all(texts: Sequence[str], layouts: Sequence[str]) -> list[datetime] | None:
    """Read texts in the first layout; None without one, or if it does not read all of them."""
    times = [read_date(text, layouts[0]) for text in texts] if layouts else [None]
    return None if None in times else [time for time in times if time is not None]


def _is_in_order(times: Sequence[datetime], *, strict: bool = False) -> bool:
    """Whether moments run forward or backward all the time."""
    first, last = (times[0], times[-1]) if times else (EPOCH, EPOCH)
    ordered = list(times) == sorted(times, reverse=last < first)
    return ordered and not (strict and len(set(times)) < len(times))


def judge_dates(
    texts: Sequence[str], lines: Sequence[int], column: str, times: Sequence[datetime] | None
) -> tuple[DataNote, ...]:
    """Describe what is wrong with a column of dates: layout, order, repetition.

    `times`: how they were read; None if not all are written in one layout.
    """
    if times is None:
        return (_describe_layouts(texts, lines, column),)
    return _tell_repeated(times, texts, lines, column) + _tell_order(times, texts, lines, column)


def _tell_repeated(
    times: Sequence[datetime], texts: Sequence[str], lines: Sequence[int], column: str
) -> tuple[DataNote, ...]:
    """Describe how many dates stand more than once, and the first that does."""
    repeated = len(times) - len(set(times))
    if not repeated:
        return ()
    seen: set[datetime] = set()
    first = 0
    while times[first] not in seen:
        seen.add(times[first])
        first += 1
    found = {"count": repeated, "line": lines[first], "value": texts[first].strip()}
    return (DataNote("series.dates_repeated", {"column": column, **found}),)


def _tell_order(
    times: Sequence[datetime], texts: Sequence[str], lines: Sequence[int], column: str
) -> tuple[DataNote, ...]:
    """Describe whether the dates run backwards, wholly or in places."""
    backward = [place + 1 for place, (a, b) in enumerate(pairwise(times)) if b < a]
    if not backward:
        return ()
    if all(later <= earlier for earlier, later in pairwise(times)):
        ends = {"first": texts[0].strip(), "last": texts[-1].strip()}
        return (DataNote("series.dates_descend", {"column": column, **ends}),)
    first = backward[0]
    found = {
        "count": len(backward),
        "line": lines[first],
        "value": texts[first].strip(),
        "before": texts[first - 1].strip(),
    }
    return (DataNote("series.dates_unordered", {"column": column, **found}),)


def read_dates(texts: Sequence[str], *, day_first: bool | None = None) -> list[datetime] | None:
    """Read all dates in one layout; of several that fit, the most plausible one.

    Result: None if there is no layout that all of them are written in.

    >>> [date.month for date in read_dates(["30/4/2020", "1/5/2020"])]
    [4, 5]
    """
    readings = {}
    for layout in _LAYOUTS + _LAYOUTS_OF_NUMBERS:
        times = []
        for text in texts:
            time = read_date(text, layout)
            if time is None:
                break
            times.append(time)
        else:
            readings[layout] = times
    if not readings:
        return None
    return readings[most_plausible(readings, day_first=day_first)[0]]


def most_plausible(
    readings: Mapping[str, Sequence[datetime]], *, day_first: bool | None = None
) -> tuple[str, bool]:
    """Choose among layouts that read the same cells, in the order of the file.

    Dates run in order rather than to and fro. Of several years the days of one month alone are
    hardly told: then what looks like the month is the day, as on the first of every month.
    `day_first`: what a person says of 01/02/2020.
    Result: the layout, and whether the cells do not tell.

    >>> one = {"MM/DD/YYYY": [datetime(2020, 1, 2)], "DD/MM/YYYY": [datetime(2020, 2, 1)]}
    >>> most_plausible(one), most_plausible(one, day_first=True)
    (('MM/DD/YYYY', True), ('DD/MM/YYYY', False))
    """
    if day_first is not None:
        said = "DD" if day_first else "MM"
        chosen = [name for name in readings if name.startswith(said) and "MON" not in name]
        if chosen:
            return chosen[0], False
    ranks = {
        layout: (
            _is_in_order(times),
            not _is_one_month_of_many_years(times),
            not _are_few_days_of_many_years(times),
        )
        for layout, times in readings.items()
    }
    best = max(ranks.values())
    names = [layout for layout, rank in ranks.items() if rank == best]
    is_unsure = any(readings[name] != readings[names[0]] for name in names[1:])
    return names[0], is_unsure


def _is_one_month_of_many_years(times: Sequence[datetime]) -> bool:
    """Whether only one month of several years is told, but several days of it."""
    months, days = {time.month for time in times}, {time.day for time in times}
    return len(months) == 1 and len(days) > 1 and len({time.year for time in times}) > 1


def _are_few_days_of_many_years(times: Sequence[datetime]) -> bool:
    """Whether dates fall on two or three days of the month over many years: those are the years."""
    days, years = {time.day for time in times}, {time.year for time in times}
    return 1 < len(days) <= 3 and len(years) > MANY_YEARS


def _describe_layouts(texts: Sequence[str], lines: Sequence[int], column: str) -> DataNote:
    """Describe how many dates are in which layout, and the line where the second one begins."""
    counts: dict[str, int] = {}
    examples: dict[str, str] = {}
    lines_of_examples: list[int] = []
    for row, text in enumerate(texts):
        layout = layout_of(text) or "?"
        if layout not in counts:
            examples[layout] = shown(text)
            lines_of_examples.append(lines[row])
        counts[layout] = counts.get(layout, 0) + 1
    layouts = [f"{count} × {name} ({examples[name]})" for name, count in counts.items()]
    line = lines_of_examples[min(1, len(lines_of_examples) - 1)]
    return DataNote("series.dates_mixed", {"column": column, "layouts": layouts, "line": line})


def layouts_reading(
    texts: Sequence[str], *, day_first: bool | None = None
) -> tuple[tuple[str, ...], bool]:
    """List the layouts that read the texts as dates, the most plausible first.

    Result: layouts that read at least nine of ten; and whether the texts do not tell which of
    them is meant.

    >>> layouts_reading(["01/02/2020", "25/12/2020"])
    (('DD/MM/YYYY',), False)
    """
    times = {layout: [read_date(text, layout) for text in texts] for layout in _LAYOUTS}
    read = {layout: sum(time is not None for time in of) for layout, of in times.items()}
    enough = [layout for layout in _LAYOUTS if texts and read[layout] >= 0.9 * len(texts)]
    if not enough:
        return (), False
    most = max(read[layout] for layout in enough)
    readings = {
        layout: [time for time in times[layout] if time is not None]
        for layout in enough
        if read[layout] == most
    }
    first, is_unsure = most_plausible(readings, day_first=day_first)
    others = sorted((of for of in enough if of != first), key=lambda layout: -read[layout])
    return (first, *others), is_unsure


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
    "%Y", "%Y%m", "%b %Y", "%B %Y", "%b-%y", "%b-%Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y",
    "%Y年%m月",
    "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M", "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日",
)  # fmt: skip


def continued_dates(dates: Sequence[str], steps: int) -> list[str] | None:
    """Write the dates of the steps after the last one, in the series' own step and way, or as ISO.

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
    times = read_dates(last) or []
    if len(times) < 2 or times != sorted(set(times)):
        return None
    way = (
        "%Y-%m-%d"
        if all(time == time.replace(hour=0, minute=0, second=0) for time in times)
        else "%Y-%m-%d %H:%M:%S"
    )
    return [time.strftime(way) for time in _times_after(times, steps)]


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

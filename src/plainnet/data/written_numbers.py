"""Numbers as people write them: decimal point or comma, with or without thousands marks."""

import re
import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WORDS_FOR_MISSING = r"""
na n/a #n/a nan -nan null none nil nat nd n.a. n.a n/d n.d. n.d n/v n.v. k.a. s/d <na> (null) [null]
- -- --- – — ? ?? . .. ... … / // \ \n * ** _ ~ # : (blank) (none) blank empty missing unknown unk
#na #nv #n/d #error! 1.#qnan 1.#ind -1.#ind nodata undefined error
err tbd tba 缺失 缺 无 无数据 没有 未知 暂无 不详 空 空值 未测 未填 待定 数据缺失 缺测 暂无数据
"""
_MISSING = frozenset(
    {"", "not available", "not applicable", "no data", "keine angabe", "sin datos", "k. a."}
    | {"non disponible", "#n/a n/a", *_WORDS_FOR_MISSING.split()}
)
_TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "sum total", "合计", "总计", "总和", "小计", "共计"}
    | {"gesamt", "summe", "insgesamt", "gesamtsumme", "somme", "totaux", "suma", "totale", "合計"}
    | {
        "average",
        "mean",
        "avg",
        "median",
        "mittelwert",
        "moyenne",
        "平均",
        "平均值",
        "均值",
        "中位数",
    }
    | {"std", "std dev", "standard deviation", "minimum", "maximum", "标准差", "最大值", "最小值"}
)
_BEGINS_AS_NUMBER = re.compile(r"[^\w.,:;]{0,3}\d")
FEWEST_SEEMING = 10  # different texts
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
    """Whether a cell is empty or says that its value is missing, as errors of Excel do, too."""
    stripped = cell.strip().lower()
    return stripped in _MISSING or (stripped[:1] == "#" and stripped[-1] in "!?")


def is_total(cell: str) -> bool:
    """Whether a cell names a row of totals or of other figures of a whole column."""
    return cell.strip(" :：*.").lower() in _TOTALS


def is_subtotal(cell: str, names: Collection[str]) -> bool:
    """Whether a cell among others of its column names a total, or that of one of the `names`.

    >>> [is_subtotal(cell, {"east", "y"}) for cell in ("East total", "Total Wines", "Meany")]
    [True, False, False]
    """
    text = cell.lower()
    parts = [(word, " " if word.isascii() else "") for word in _TOTALS if word in text]
    rests = {text.removeprefix(word + gap) for word, gap in parts}
    rests |= {text.removesuffix(gap + word) for word, gap in parts}
    return is_total(cell) or any(rest.strip(" :：-()") in names for rest in rests - {text})


def begins_as_number(cell: str) -> bool:
    """Whether a cell begins with a digit, behind signs of a currency, a sign or the like."""
    return _BEGINS_AS_NUMBER.match(cell.strip()) is not None


def seem_numbers(cells: Sequence[str]) -> bool:
    """Whether many different texts look like numbers: they begin with digits, few letters follow.

    >>> seem_numbers([f"{number}..7" for number in range(20)]), seem_numbers(["7-9", "10-12"])
    (True, False)
    """
    some = set(cells)
    seeming = sum(
        begins_as_number(cell) and sum(map(str.isalpha, cell)) <= sum(map(str.isdigit, cell)) + 3
        for cell in some
    )
    return len(some) >= FEWEST_SEEMING and seeming >= LEAST_SHARE * len(some)


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


MOST_USUAL_SHARE = 0.5  # of a column, that its marks of missing values may be
FEWEST_BESIDE_HOLES = 10  # different values that show what is usual


def find_holes(values: NDArray[np.float64]) -> tuple[float, ...]:
    """Find numbers that say that a value is missing, such as -999 and 9999 among small ones.

    They come again and again, far outside all others: nines alone, or a negative number where no
    other is.

    Shapes: `values` (rows,), NaN where one is missing.

    >>> find_holes(np.array([*range(20), -999.0, -999.0])), find_holes(np.arange(20.0))
    ((-999.0,), ())
    """
    extremes = [values[place()] for place in (values.argmin, values.argmax)] if len(values) else []
    if not any(map(_is_mark, extremes)) and not np.isnan(extremes).any():
        return ()
    different, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    holes: list[float] = []
    while len(different) > FEWEST_BESIDE_HOLES:
        low, high = different[1] - different[0], different[-1] - different[-2]
        place, gap = (0, low) if low > high else (-1, high)
        others = np.delete(different, place)
        value, count = float(different[place]), int(counts[place])
        is_mark = _is_mark(value) and (value > 0 or _are_nines(value) or others[0] >= 0)
        is_apart = gap > others[-1] - others[0] and 2 <= count < MOST_USUAL_SHARE * counts.sum()
        if not (is_mark and is_apart):
            break
        holes.append(value)
        different, counts = others, np.delete(counts, place)
    return tuple(holes)


def _is_mark(value: float) -> bool:
    """Whether a number may stand for a missing one: nines, or a whole negative number."""
    return _are_nines(value) or (value < 0 and value == np.floor(value))


def _are_nines(value: float) -> bool:
    """Whether a number is written with nines alone, two or more."""
    return set(f"{abs(value):.9g}".replace(".", "")) == {"9"} and abs(value) > 90


def shown(cell: str) -> str:
    """Return a cell as a message can show it: on one line and not long."""
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


_SPACES = " \u00a0\u2009\u202f'’_"  # plain, no-break, thin and narrow; both apostrophes
_GROUPED = {mark: re.compile(rf"[+-]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",."}
_INDIAN = re.compile(r"[+-]?\d{1,2}(?:,\d{2})+,\d{3}")
_SPACED = re.compile(rf"[+-]?\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d*)?")
_ASCII_DIGITS = re.compile(r"[0-9+\-.eE]+")
_MINUSES = str.maketrans("\u2212\u2010\u2011\u2012\u2013\uff0d\ufe63", "-" * 7)
_OTHER_DIGITS = {
    first + digit: str(digit) for first in (0x660, 0x6F0, 0x966) for digit in range(10)
}
_INVISIBLE = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
_IN_ASCII = {**_MINUSES, **_OTHER_DIGITS, **_INVISIBLE, ord("٫"): ".", ord("٬"): ","}
_REMARK = re.compile(
    r"^(?:[~≈约#№]|ca?\.|no\.)\s?|\s?(?:\*+|[†‡§]|\[\w{1,2}\])$"
    r"|\s?(?:±|\+/-)\s?\d[\d.,]*(?=\D*$)|(?<=\d)\+$",
    re.IGNORECASE,
)  # approximate, or a number that counts; a footnote; how far it may be off
_AS_TEXT = re.compile(r"""'([^']+)'?|="?([^"]*)"?""")  # what keeps spreadsheets from reading it
_FORTRAN = re.compile(r"(?<=[\d.])[dD](?=[+-]\d)")
_BRACKETED_UNIT = re.compile(r"(?<=\d)\s?\(([^\d()]{1,8})\)$")
_POWER_OF_TEN = re.compile(r"\s?[×x*·]\s?10(?:\^|(?=[⁻⁰¹²³⁴-⁹]))")
_COMPASS = re.compile(r"(?<=[\d°])\s?([NSEW])$")
_CLOCK = re.compile(r"\d{1,4}(?::[0-5]\d){1,2}(?:\.\d+)?")
_DIGITS = re.compile(r"\d+")
_DURATION = re.compile(
    r"(?:(\d+)\s?(?:h|hrs?|hours?|小时))?\s?(?:(\d{1,2})\s?(?:m|mins?|minutes?|分钟?))?",
    re.IGNORECASE,
)
_CURRENCY = (
    r"[A-Z]{0,3}[$€£¥₹₽₩₺₴₪฿₫₦₱]|人民币|USD|EUR|GBP|CNY|RMB|JPY|CHF|CAD|AUD|HKD|TWD|INR|KRW|BRL|RUB|SEK|NOK"
    r"|DKK|PLN|CZK|HUF|Rs\.?|kr\.?"
)
_WRITTEN = re.compile(
    rf"(?P<bracket>\()?\s*(?P<sign>[+-]?)\s*(?P<before>{_CURRENCY})?\s*(?P<sign_>[+-]?)"
    rf"(?P<number>(?:\d[\d.,{_SPACES}]*|[.,]\d+)(?<![{_SPACES}])(?:[eE][+-]?\d+)?)\s*"
    rf"(?P<after>(?:(?![/·.])(?:[^\W\d_]|[%‰°$€£¥₹₽₩₺/·.]){{1,12}}(?:[23]|\s[€$£¥₽₩₺]|\s[^\W\d_]{{1,8}})?)?)(?P<minus>-)?\s*(?P<close>\))?"
)
#: Words for powers of ten behind a number.
_POWERS = {
    **{
        "万": 1e4,
        "萬": 1e4,
        "亿": 1e8,
        "億": 1e8,
        "千": 1e3,
        "百万": 1e6,
        "千万": 1e7,
        "万亿": 1e12,
    },
    **{"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "mn": 1e6, "t": 1e12, "mio": 1e6, "mrd": 1e9},
    **{"thousand": 1e3, "million": 1e6, "billion": 1e9, "lakh": 1e5, "crore": 1e7},
}
EXPONENT = "e"
_FLAGS = frozenset({1.0, 1e9, 1e12})  # powers of a letter b or t beside bare numbers
LEAST_SHARE = 0.9  # of the cells that must be numbers in a column of numbers
DIGITS_OF_GROUP = 3  # between thousands marks
MOST_OWN_MARKS = 2
FEWEST_OF_MARK = 2
FEWEST_BESIDE_MARKS = 20  # different numbers from which on a word among them is no category
FEWEST_GROUPED = 5  # different cells from which on points before three digits are thousands marks


_NUMERALS = {
    numeral: value
    for value, numerals in enumerate(["〇零", "一壹", "二贰两", *"三四五六七八九"])
    for numeral in numerals
} | {numeral: value for value, numeral in enumerate("叁肆伍陆柒捌玖", start=3)}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals write; None if it is none.

    >>> [chinese_number(text) for text in ("七", "十二", "一百零三", "一百二", "两万", "周一")]
    [7, 12, 103, 120, 20000, None]
    """
    if not text or text[0] in "万百千" or not set(text) <= _NUMERALS.keys() | _TENS.keys() | {"万"}:
        return None
    above, _, below = text.rpartition("万")
    if above:
        high = chinese_number(above)
        # A single numeral behind a unit counts tenths of it: 三万五 is 35,000.
        low = 1000 * _NUMERALS.get(below, 0) if len(below) < 2 else chinese_number(below)
        return None if high is None or low is None else 10_000 * high + low
    if len(text) > 1 and set(text) <= _NUMERALS.keys():  # digit for digit
        return int("".join(str(_NUMERALS[numeral]) for numeral in text))
    total, digit = 0, None
    for numeral in text:
        if numeral in _TENS:
            total += (1 if digit is None else digit) * _TENS[numeral]
            digit = None
        else:
            digit = _NUMERALS[numeral]
    tenth = _TENS.get(text[-2], 10) // 10 if len(text) > 1 else 1
    return total + (digit or 0) * tenth


@dataclass(frozen=True)
class _Written:
    """A number taken apart: digits with their marks, and what stands around them."""

    digits: str  # with a sign
    unit: str  # before or behind the digits; empty where there is none
    power: float = 1.0  # that a word behind the digits says
    rest: str = ""  # of the unit, without that word


def _take_apart(cell: str) -> _Written | None:
    """Part a cell into digits and a unit; None if it is no number."""
    text = _POWER_OF_TEN.sub("e", cell)
    text = normalize("NFKC", text).translate(_IN_ASCII).strip()
    if quoted := _AS_TEXT.fullmatch(text):
        text = quoted[1] or quoted[2]
    if (counted := chinese_number(text)) is not None:
        return _Written(str(counted), "")
    if "°" in text and (compass := _COMPASS.search(text)):
        text = "-" * (compass[1] in "SW") + text[: compass.start()]
    text = _FORTRAN.sub("e", text)
    text = _BRACKETED_UNIT.sub(r"\1", _REMARK.sub("", text))
    match = _WRITTEN.fullmatch(text) if text[:24].strip("+-( ") else None
    if match is None or bool(match["bracket"]) != bool(match["close"]):
        return None
    signs = [sign for sign in (match["sign"], match["sign_"], match["minus"]) if sign]
    if len(signs) + bool(match["bracket"]) > 1:
        return None
    minus = "-" if match["bracket"] or "-" in signs else ""
    before, after = match["before"] or "", match["after"].strip()
    word = next((of for of in (after[:2], after[:1], after) if of.lower() in _POWERS), "")
    power, rest = (_POWERS[word.lower()], after[len(word) :]) if word else (1.0, after)
    if rest and word.isascii() and word:  # "kg" is no thousand of g
        power, rest = 1.0, after
    return _Written(minus + match["number"], (before + after).strip(), power, before + rest)


def _clock(cell: str) -> str:
    """Write a time or a duration with colons; empty if it is none.

    >>> _clock("1:30"), _clock("1h 5m"), _clock("45 min"), _clock("3 h"), _clock("3 kg")
    ('1:30', '1:5', '0:45', '3:0', '')
    """
    text = cell.strip()
    if _CLOCK.fullmatch(text):
        return text
    match = _DURATION.fullmatch(text)
    return f"{match[1] or 0}:{match[2] or 0}" if text and match else ""


@dataclass(frozen=True)
class NumberStyle:
    """How a column writes numbers.

    `thousands`: signs that stand between groups of three digits; empty where there are none.
    `unit`: what stands before or behind each number, or may.
    `with_powers`: whether words such as 万 and k count, because they change from cell to cell.
    """

    decimal: str = "."  # "." or ","
    thousands: str = ""
    unit: str = ""
    with_powers: bool = False
    is_loose: bool = False  # whether digits or signs stand in other ways in some cells
    is_clock: bool = False  # whether hours, minutes and seconds stand between colons
    marks: frozenset[str] = frozenset()  # that say that a value is missing, beside the usual ones
    flags: frozenset[str] = frozenset()  # letters behind some numbers that are no part of them
    is_unsure: bool = field(default=False, compare=False)  # whether 1.234 may be either
    has_numerals: bool = field(default=False, compare=False)  # whether some are 一, 二, 三

    @property
    def is_plain(self) -> bool:
        """Whether programs write numbers so."""
        return self == PLAIN

    def number(self, cell: str) -> float | None:
        """Read one cell.

        Result: None if the cell is no number written in this style.

        >>> NumberStyle(",", ".").number("1.234,5"), NumberStyle().number("1,5")
        (1234.5, None)
        >>> NumberStyle(unit="%").number("12 %"), NumberStyle(unit="%").number("12 kg")
        (12.0, None)
        """
        if self.is_clock:
            clock = _clock(cell)
            parts = enumerate(reversed(clock.split(":")))
            return sum(float(of) * 60**power for power, of in parts) if clock else None
        value = self._value(cell.strip())
        if value is not None or not (self.unit or self.flags or self.with_powers or self.is_loose):
            return value
        written = _take_apart(cell)
        if written is None:
            return None
        unit = written.rest if self.with_powers else written.unit
        if unit and unit not in self.flags and unit.casefold() != self.unit.casefold():
            return None
        value = self._value(written.digits)
        return value if value is None or not self.with_powers else value * written.power

    def _value(self, text: str) -> float | None:
        """Read digits."""
        if self.thousands:
            whole, mark, rest = text.partition(self.decimal)
            if any(sign in whole for sign in self.thousands):
                is_indian = self.thousands == "," and _INDIAN.fullmatch(whole)
                if not is_indian and not re.fullmatch(
                    rf"[+-]?\d{{1,3}}(?:[{self.thousands}]\d{{3}})+", whole
                ):
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


PLAIN = NumberStyle()


@dataclass(frozen=True)
class NumbersRead:
    """Cells of a column read as numbers."""

    values: NDArray[np.float64]  # (cells,), NaN where a cell holds no number
    missing: int  # cells that say that their value is missing
    odd: list[int]  # places of cells that hold something else
    marks: Counter[str] = field(default_factory=Counter)  # what the missing ones say


def read_numbers(cells: Sequence[str], style: NumberStyle) -> NumbersRead:
    """Read the cells of a column as numbers."""
    if style.is_plain:
        values = to_numbers(cells)
        if values is not None:
            return NumbersRead(values, 0, [])
    values = np.full(len(cells), np.nan)
    odd: list[int] = []
    marks: Counter[str] = Counter()
    for place, cell in enumerate(cells):
        value = style.number(cell)
        if value is not None:
            values[place] = value
        elif is_missing(cell) or cell.strip().casefold() in style.marks:
            marks[cell.strip()] += 1
        else:
            odd.append(place)
    return NumbersRead(values, marks.total(), odd, marks)


def find_number_styles(
    columns: Iterable[Sequence[str]], delimiter: str, decimal: str | None = None
) -> tuple[NumberStyle, ...]:
    """Find out how each column of a file writes numbers.

    What a column leaves open, columns that are sure tell; pairs such as 3,17 are no decimals in a
    file of commas and decimal points.
    `delimiter`: what stands between cells.
    `decimal`: what a person says stands before decimals.
    """
    found = [_find_column_style(cells, delimiter) for cells in columns]
    sure = {mark for _, votes in found for mark in ",." if votes[mark] and not votes[_other(mark)]}
    styles = []
    for style, votes in found:
        said = decimal or (next(iter(sure)) if len(sure) == 1 else None)
        if decimal or (said and style.is_unsure):
            assert said is not None
            style = _with_decimal(style, said)
        elif style.decimal == "," and delimiter == "," and "." in sure and votes[","]:
            is_pair = not (style.unit or style.thousands or votes[EXPONENT])
            style = replace(style, decimal=".", thousands="") if is_pair else style
        styles.append(style)
    return tuple(styles)


def _other(mark: str) -> str:
    """Return the comma for the point, and the point for the comma."""
    return "." if mark == "," else ","


def _with_decimal(style: NumberStyle, decimal: str) -> NumberStyle:
    """Let a column write decimals so, and the other sign for thousands where it stands."""
    if style.decimal == decimal and not style.is_unsure:
        return style
    used = {style.decimal, *style.thousands} if style.is_unsure else {style.decimal}
    thousands = _other(decimal) if _other(decimal) in used else style.thousands
    thousands = "" if thousands == decimal else thousands
    return replace(style, decimal=decimal, thousands=thousands, is_unsure=False)


def _find_column_style(cells: Sequence[str], delimiter: str) -> tuple[NumberStyle, Counter[str]]:
    """Find out how a column writes numbers, and count the cells that leave no doubt."""
    counts = Counter(cell.strip() for cell in cells if not is_missing(cell))
    present = list(counts)
    numbers = to_numbers(present)
    if numbers is not None:
        decimals = [cell.partition(".")[2] for cell in present if "." in cell]
        if any(len(rest) != DIGITS_OF_GROUP for rest in decimals):
            return PLAIN, Counter({".": 1})
        if not decimals:
            return PLAIN, Counter()
        return _marks_of(present, delimiter)
    clocks = list(map(_clock, present))
    if all(clocks) and any(":" in cell or len(_DIGITS.findall(cell)) > 1 for cell in present):
        return NumberStyle(is_clock=True), Counter()
    taken = {cell: _take_apart(cell) for cell in present}
    others = [cell for cell, written in taken.items() if written is None]
    parted = [written for written in taken.values() if written is not None]
    marks = _own_marks({cell: counts[cell] for cell in others}, len(parted))
    if not parted or len(parted) < LEAST_SHARE * (len(present) - len(marks)):
        return NumberStyle(), Counter()
    digits = [written.digits for written in parted]
    unit = _common_unit(parted)
    if unit is None:
        return NumberStyle(), Counter()
    bare = [of.casefold().partition(EXPONENT)[0] for of in digits]
    style, votes = _marks_of(bare, delimiter)
    is_loose = set(digits) != set(present) - set(others)
    votes[EXPONENT] = sum(map(str.__ne__, bare, digits))
    style = replace(
        unit, decimal=style.decimal, thousands=style.thousands, is_unsure=style.is_unsure
    )
    has_numerals = any(map(chinese_number, present))
    return replace(style, is_loose=is_loose, marks=marks, has_numerals=has_numerals), votes


def _own_marks(others: Mapping[str, int], n_numbers: int) -> frozenset[str]:
    """Find the one or two words that come again and again among many different numbers."""
    if n_numbers < FEWEST_BESIDE_MARKS or len(others) > MOST_OWN_MARKS:
        return frozenset()
    if min(others.values(), default=0) < FEWEST_OF_MARK or any(map(_is_no_word, others)):
        return frozenset()
    return frozenset(cell.casefold() for cell in others)


def _is_no_word(cell: str) -> bool:
    """Whether a cell holds a digit, or the name of an infinite number."""
    return any(letter.isdigit() for letter in cell) or cell.strip("+-").lower()[:3] == "inf"


def _common_unit(parted: Sequence[_Written]) -> NumberStyle | None:
    """Return the unit of a column, or which words such as 万 and flags change from cell to cell.

    None where the units are of several kinds.
    """
    units = Counter(written.unit for written in parted if written.unit)
    kinds = {unit.casefold() for unit in units}
    rests = {written.rest.casefold(): written.rest for written in parted if written.unit}
    powers = {written.power for written in parted}
    are_flags = powers <= _FLAGS and all(len(unit) == 1 and unit.isascii() for unit in kinds)
    if len(powers) > 1 and len(rests) == 1 and not are_flags:
        return NumberStyle(unit=next(iter(rests.values())), with_powers=True)
    are_letters = len(kinds) > 1 and all(len(kind) == 1 and kind.isascii() for kind in kinds)
    if (2 + 2 * are_letters) * units.total() < (1 + 2 * are_letters) * len(parted):
        flags = {unit for unit, count in units.items() if len(unit) == 1 and count > 1}
        return NumberStyle(flags=frozenset(flags & set(ascii_lowercase)))  # else a slip
    if len(kinds) > 1:
        return None
    return NumberStyle(unit=units.most_common(1)[0][0] if units else "")


def _marks_of(digits: Sequence[str], delimiter: str) -> tuple[NumberStyle, Counter[str]]:
    """Find what marks decimals and thousands, and count the cells that leave no doubt."""
    style = find_number_style(digits, delimiter)
    marked = [cell for cell in digits if "," in cell or "." in cell]
    votes = Counter({mark: sum(_must_be_decimal(cell, mark) for cell in marked) for mark in ",."})
    if not marked or votes.total():
        return style, votes
    # Every mark stands before three digits.
    mark = "." if all("." in cell and "," not in cell for cell in marked) else ","
    if not all(_is_grouped(cell, mark, _other(mark)) for cell in marked):
        return style, votes
    twice = any(cell.count(mark) > 1 for cell in marked)
    whole = [cell for cell in digits if cell not in set(marked)]
    is_short = bool(whole) and all(len(cell.lstrip("+-")) <= 3 for cell in whole)
    if twice or (is_short and len(marked) >= FEWEST_GROUPED):
        return NumberStyle(_other(mark), mark), Counter({_other(mark): 0})
    if mark == "." and delimiter == ",":  # programs write so, with three decimals
        return style, Counter({".": 1})
    return replace(style, is_unsure=True), votes


def find_number_style(cells: Iterable[str], delimiter: str) -> NumberStyle:
    """Find out how digits are written.

    A comma before one, two or more than three digits can only be a decimal comma, and so
    for the point. Where every comma stands before three digits, it is a thousands mark in
    a file whose cells are separated by commas, and a decimal comma in others.

    `delimiter`: what stands between cells.

    >>> style = find_number_style(["1.234,56", "0,5"], ";")
    >>> style.decimal, style.thousands
    (',', '.')
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
    is_grouped = any(
        _is_grouped(cell, other, decimal)
        or (other == "," and _INDIAN.fullmatch(cell.partition(".")[0]) is not None)
        for cell in with_signs
    )
    if other == "." and is_grouped and not votes[","]:
        is_grouped = False
    thousands = other if is_grouped else (_SPACES if spaced else "")
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

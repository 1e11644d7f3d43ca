"""The columns of a table as numbers, not yet scaled: values, category numbers, days.

A large table is kept as float32 and in blocks of rows, so that a block can be given up as
soon as it has been turned into inputs of a network.
"""

import math
import mmap
import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, Literal
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from plainnet.data.calendar_dates import (
    layout_of,
    layouts_of_numbers,
    layouts_reading,
    read_date,
    seem_dated,
)
from plainnet.data.dataset import DataNote
from plainnet.data.table_rows import Block, Cells, TableRows, some_names
from plainnet.data.written_numbers import (
    LARGEST_NUMBER,
    PLAIN,
    NumberStyle,
    find_holes,
    is_missing,
    is_subtotal,
    is_total,
    read_numbers,
    seem_numbers,
    shown,
    to_numbers,
)

ALIGNMENT_BYTES = 64


def aligned_zeros(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Make an array of zeros whose first byte lies on a multiple of 64.

    NumPy starts arrays on multiples of 16; such ones are copied when they are handed to
    the engine, which a large table shows in memory.

    >>> aligned_zeros((3, 2)).ctypes.data % 64
    0
    """
    size = 4 * math.prod(shape)
    whole = np.zeros(size + ALIGNMENT_BYTES, np.uint8)
    start = -whole.ctypes.data % ALIGNMENT_BYTES
    return whole[start : start + size].view(np.float32).reshape(shape)


def mapped_copy(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Copy numbers into memory that the system gets back as soon as the array is gone.

    What is freed otherwise mostly stays with the process, for arrays to come; for the rows
    of a large table, given up one block after the other, that would be all of them.

    Shapes: `values` (rows, columns) -> (rows, columns).
    """
    memory = mmap.mmap(-1, max(1, 4 * values.size))
    copy = np.frombuffer(memory, np.float32, values.size).reshape(values.shape)
    copy[...] = values
    return copy


PlanKind = Literal["number", "category", "date"]
ROWS_LOOKED_AT = 3000
CELLS_LOOKED_AT = 1 << 20
LEAST_SHARE = 0.9  # of the cells that must be numbers or dates in a column of such
DATES_LOOKED_AT = 200
FEWEST_ABOVE_TOTAL = 3  # rows
FEWEST_ABOVE_SUM = 10  # rows above a total that no word names
MOST_TOTALS = 10
DIGITS_KEPT = 15  # by a float64, of every whole number
MOST_CODES = 20  # different ones that each come again and again
RARE_CODE = 0.01  # share of cells with zeros in front below which they are slips
DATES_TRIED_FIRST = 5
_DIGITS_E_DIGITS = re.compile(r"\d+[eE]\d+")
FEWEST_EIGHT_DIGIT_DATES = 5


@dataclass(frozen=True)
class ColumnPlan:
    """How the cells of a column are to be read.

    `layouts`: of dates: the first one is used, others are tried where it does not fit all rows.
    `levels`: of categories: those known already, in the order of their numbers.
    """

    name: str
    position: int  # in the file, 0 for the first column
    kind: PlanKind
    layouts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    style: NumberStyle = PLAIN
    is_unsure: bool = False  # whether the cells leave open which of two layouts is meant
    is_unread: bool = False  # whether the cells look like numbers that are not read
    holes: tuple[float, ...] = ()  # numbers that say that a value is missing

    @property
    def slots(self) -> int:
        """How many numbers hold a cell: day and second of the day for a date."""
        return 2 if self.kind == "date" else 1

    def second_thought(self) -> "ColumnPlan":
        """Return what to try where too many cells did not fit."""
        if self.kind == "date" and len(self.layouts) > 1:
            return replace(self, layouts=self.layouts[1:])
        return replace(self, kind="category", layouts=(), is_unread=self.kind == "number")


def plan_columns(
    rows: TableRows,
    *,
    without: Collection[str] = (),
    categories: Collection[str] = (),
    day_first: bool | None = None,
) -> tuple[ColumnPlan, ...]:
    """Find out from the first rows what each column holds."""
    first = next(rows.blocks())
    enough = max(1, min(ROWS_LOOKED_AT, CELLS_LOOKED_AT // len(rows.names)) // first.n_rows)
    blocks = list(islice(rows.blocks(), enough))
    plans = []
    for position, name in enumerate(rows.names):
        if name in without:
            continue
        if name in categories:
            plans.append(ColumnPlan(name, position, "category"))
            continue
        cells = [block.columns[position] for block in blocks]
        plans.append(plan_of(name, position, cells, rows.styles[position], day_first=day_first))
    return tuple(plans)


def plan_of(
    name: str,
    position: int,
    parts: Sequence[Cells],
    style: NumberStyle,
    *,
    day_first: bool | None = None,
) -> ColumnPlan:
    """Find out what one column holds."""
    typed = [part for part in parts if isinstance(part, np.ndarray)]
    if len(typed) == len(parts):
        if typed[0].dtype.kind == "M":
            return ColumnPlan(name, position, "date")
        return ColumnPlan(name, position, "number", holes=find_holes(np.concatenate(typed)))
    cells = [cell for part in parts for cell in texts_of(part)]
    texts = [cell for cell in cells if not is_missing(cell)]
    if not texts and len({cell.strip() for cell in cells} - {""}) > 1:
        return ColumnPlan(name, position, "category")  # words such as none and unknown alone
    layouts, is_unsure = _date_layouts(texts, name, day_first)
    if layouts:
        return ColumnPlan(name, position, "date", layouts, is_unsure=is_unsure)
    read = read_numbers(texts, style)
    n_texts = len(texts) - read.missing
    is_number = n_texts - len(read.odd) >= LEAST_SHARE * n_texts
    if is_number and not are_codes(texts):
        return ColumnPlan(name, position, "number", style=style, holes=find_holes(read.values))
    is_unread = not is_number and seem_numbers(texts) and not seem_dated(texts, name)
    return ColumnPlan(name, position, "category", is_unread=is_unread, style=style)


def are_codes(texts: Sequence[str]) -> bool:
    """Whether whole numbers are names: digits that a number would lose.

    Zeros in front are lost, those of 2.10 beside 2.1, the E of 1E3, and digits beyond the 15 or 16
    that a float64 holds. Two digits are rather hours or months, whose order tells something.

    >>> are_codes(["007", "101"]), are_codes(["9223671840084328460"]), are_codes(["07", "12"])
    (True, True, False)
    """
    if texts and all(map(_DIGITS_E_DIGITS.fullmatch, texts)):
        return True  # numbers have a point or a sign there
    spelled = Counter(map(same_category, map(str.strip, texts)))
    if 10 * len(spelled) <= len(texts) and len(spelled) <= MOST_CODES:
        numbers = to_numbers(list(spelled))
        if numbers is not None and len(np.unique(numbers[numbers != 0])) < np.sum(numbers != 0):
            return True  # 2.1 and 2.10 are two of few
    zeros = long = 0
    for text in texts:
        if text[0] == "0" or len(text) > DIGITS_KEPT:
            digits = text.strip()
            if not digits.isdigit():
                continue
            zeros += digits[0] == "0" and len(digits) > 1
            long += len(digits) > DIGITS_KEPT and int(float(digits)) != int(digits)
    if long:
        return True
    if not zeros or not all(text.strip().isdigit() for text in texts):
        return False
    are_pairs = all(len(text.strip()) == 2 for text in texts)
    return zeros >= max(1, RARE_CODE * len(texts)) and not are_pairs


def _date_layouts(
    texts: Sequence[str], name: str, day_first: bool | None
) -> tuple[tuple[str, ...], bool]:
    """List the layouts of dates, and tell whether the cells leave open which one is meant.

    Digits alone count only if all cells are such dates.
    """
    if not any(layout_of(text) for text in texts[:DATES_TRIED_FIRST]):
        unix = layouts_of_numbers(texts[:DATES_TRIED_FIRST], name)
        some = texts[:: max(1, len(texts) // DATES_LOOKED_AT)]
        is_unix = unix == ("UNIX",) and layouts_of_numbers(some, name) == unix
        return (unix, False) if is_unix else ((), False)
    some = texts[:: max(1, len(texts) // DATES_LOOKED_AT)]
    layouts, is_unsure = layouts_reading(some, day_first=day_first)
    if "YYYYMMDD" not in layouts:
        return layouts, is_unsure
    is_sure = len(set(some)) >= FEWEST_EIGHT_DIGIT_DATES and all(
        "1900" <= text.strip()[:4] <= "2100" and read_date(text, "YYYYMMDD") for text in some
    )
    return (("YYYYMMDD",) if is_sure else ()), False


LARGE_TABLE = 4_000_000  # cells from which on float32 has to do
MOST_LEVELS = 10_000
MOST_NAMED = 100  # categories whose names are compared
NOTHING_WRITTEN = frozenset({"", "na", "n/a", "#n/a", "nan", "null"})
_EPOCH = datetime(1970, 1, 1)
_TRUTHS = dict.fromkeys(("1", "true", "yes"), "true") | dict.fromkeys(("0", "false", "no"), "false")
_TRUTHS_AS_NUMBERS = {"true": "1", "false": "0"}


@dataclass
class RawColumn:
    """A column as it has been read.

    `missing` and `odd`: cells without a value, and cells with one that does not fit; all became
    NaN.
    """

    plan: ColumnPlan
    slot: int  # where its numbers stand in a row
    levels: dict[str, int] = field(default_factory=dict)  # number of each category
    missing: int = 0
    odd: int = 0
    first_odd: tuple[int, str] | None = None
    last_odd: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=MOST_TOTALS))
    marks: Counter[str] = field(default_factory=Counter)  # what cells without a value say
    is_typed: bool = False  # whether the file itself says that these are numbers or dates
    _seen: dict[str, float] = field(default_factory=dict, repr=False)
    _spellings: dict[str, str] = field(default_factory=dict, repr=False)
    _days: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """Of the column."""
        return self.plan.name

    @property
    def is_free_text(self) -> bool:
        """Whether there are too many different texts to be categories."""
        return len(self.levels) > MOST_LEVELS

    def __post_init__(self) -> None:
        self.levels = {level: number for number, level in enumerate(self.plan.levels)}
        same = {same_category(level): level for level in self.levels}
        are_truths = same.keys() <= _TRUTHS.keys()
        self._spellings = {_TRUTHS[of]: level for of, level in same.items()} if are_truths else same

    def write(self, cells: Cells, first_row: int, out: NDArray[Any]) -> None:
        """Turn some cells into numbers.

        Shapes: `out` (rows, slots).
        """
        place = self.slot
        self.is_typed = isinstance(cells, np.ndarray)
        if self.plan.kind == "category":
            out[:, place] = self._numbers_of_levels(cells)
        elif self.plan.kind == "date":
            out[:, place], out[:, place + 1] = self._days_and_seconds(cells, first_row)
        else:
            out[:, place] = self._values(cells, first_row)

    def _values(self, cells: Cells, first_row: int) -> NDArray[np.float64]:
        """Read numbers."""
        if isinstance(cells, np.ndarray) and cells.dtype.kind == "M":
            return self._nothing_fits(cells, np.isnat(cells), first_row)
        if isinstance(cells, np.ndarray):
            values = cells.astype(np.float64)
            self.missing += int(np.isnan(values).sum())
        else:
            read = read_numbers(cells, self.plan.style)
            odd = {cells[place].lower() for place in read.odd}
            if odd and odd <= _TRUTHS_AS_NUMBERS.keys():
                spelled = [_TRUTHS_AS_NUMBERS.get(cell.lower(), cell) for cell in cells]
                read = read_numbers(spelled, self.plan.style)
            values = read.values
            self.missing += read.missing
            self.marks.update(read.marks)
            self._note(read.odd, cells, first_row)
        is_huge = np.abs(values) > LARGEST_NUMBER
        if is_huge.any():
            self._note(np.flatnonzero(is_huge), cells, first_row)
            values[is_huge] = np.nan
        for hole in self.plan.holes:
            is_hole = values == hole
            values[is_hole] = np.nan
            self.missing += int(is_hole.sum())
            self.marks[level_of(hole)] += int(is_hole.sum())
        return values

    def _numbers_of_levels(self, cells: Cells) -> NDArray[np.float64]:
        """Number the categories in the order in which they are met."""
        texts = texts_of(cells)
        seen = self._seen
        new = set(texts) - seen.keys()
        same = {same_category(text.strip()) for text in new if text.strip()}
        are_truths = same | self._spellings.keys() <= _TRUTHS.keys()
        for text in sorted(new, key=lambda text: (are_truths and text.strip().isdigit(), text)):
            level = self._known_spelling(text.strip(), are_truths=are_truths)
            # A category may be spelled NA; of a trained model only those it has met.
            is_nothing = level.lower() in NOTHING_WRITTEN and (
                level in ("", "#N/A") or (bool(self.plan.levels) and level not in self.levels)
            )
            if is_nothing or (self.is_free_text and level not in self.levels):
                seen[text] = np.nan
            else:
                seen[text] = self.levels.setdefault(level, len(self.levels))
        numbers = np.fromiter(map(seen.__getitem__, texts), np.float64, len(texts))
        self.missing += int(np.isnan(numbers).sum())
        if self.is_free_text:
            seen.clear()
        return numbers

    def _known_spelling(self, level: str, *, are_truths: bool) -> str:
        """Return the spelling that was met first: TRUE is True, 2.0 is 2, and 1 may be True."""
        if level in self.levels:
            return level
        same = same_category(level)
        known = self._spellings.setdefault(_TRUTHS.get(same, same) if are_truths else same, level)
        return level if "." in known and "." in level else known  # 1.0 and 1.00 of one column

    def _days_and_seconds(
        self, cells: Cells, first_row: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return days since 1970, and seconds since midnight."""
        if isinstance(cells, np.ndarray) and cells.dtype.kind != "M":
            nothing = self._nothing_fits(cells, np.isnan(cells), first_row)
            return nothing, nothing
        if isinstance(cells, np.ndarray):
            days = cells.astype("datetime64[D]")
            seconds = (cells - days).astype("timedelta64[s]").astype(np.float64)
            since = (days - np.datetime64("1970-01-01")).astype(np.float64)
            since[np.isnat(cells)] = seconds[np.isnat(cells)] = np.nan
            self.missing += int(np.isnan(since).sum())
            return since, seconds
        known, odd = self._days, []
        for text in set(cells) - known.keys():
            known[text] = _day_and_second(text, self.plan.layouts[0])
        both = np.array([known[text] for text in cells]).reshape(-1, 2)
        for place in np.flatnonzero(np.isnan(both[:, 0])).tolist():
            if is_missing(cells[place]):
                self.missing += 1
            else:
                odd.append(place)
        self._note(odd, cells, first_row)
        if len(known) > MOST_LEVELS:
            known.clear()
        return both[:, 0], both[:, 1]

    def _nothing_fits(
        self, cells: NDArray[Any], is_missing: NDArray[np.bool_], first_row: int
    ) -> NDArray[np.float64]:
        """Take cells of another kind as missing."""
        self.missing += int(is_missing.sum())
        self._note(np.flatnonzero(~is_missing), cells, first_row)
        return np.full(len(cells), np.nan)

    def leave_out_odd(self, row: int) -> None:
        """Forget a cell that did not fit, because its row is left out."""
        if self.last_odd and self.last_odd[-1][0] == row:
            self.odd -= 1
            if self.first_odd == self.last_odd.pop():
                self.first_odd = None

    def _note(self, places: Sequence[int] | NDArray[Any], cells: Cells, first_row: int) -> None:
        """Remember how many cells did not fit, and the first."""
        for last in map(int, places[-MOST_TOTALS:]):
            self.last_odd.append((first_row + last, shown(str(cells[last]))))
        if len(places) and self.first_odd is None:
            first = int(places[0])
            self.first_odd = (first_row + first, shown(str(cells[first])))
        self.odd += len(places)


@dataclass
class RawTable:
    """The columns of a table as numbers."""

    rows: TableRows  # where they came from
    columns: tuple[RawColumn, ...]
    blocks: list[NDArray[Any]]  # (rows, slots), NaN where a value is missing
    repairs: tuple[DataNote, ...] = ()

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.blocks))

    def column(self, name: str) -> RawColumn:
        """Find a column that was read."""
        return next(column for column in self.columns if column.name == name)

    def values(self, column: RawColumn) -> NDArray[np.float64]:
        """Gather one column: values, category numbers, or days with their fraction."""
        place = column.slot
        values = np.concatenate([block[:, place] for block in self.blocks]).astype(np.float64)
        if column.plan.kind == "date":
            seconds = np.concatenate([block[:, place + 1] for block in self.blocks])
            values += seconds / 86400
        return values


def read_raw_table(
    rows: TableRows,
    plans: Sequence[ColumnPlan],
    *,
    settle: bool = True,
    on_rows_read: Callable[[int], None] = lambda done: None,
) -> RawTable:
    """Read all rows.

    `settle`: whether to read again with second thoughts where more than a tenth of a column's cells
    do not fit its plan.
    """
    while True:
        table = _read_once(rows, plans, on_rows_read)
        misread = [column for column in table.columns if not _fits(column, table.n_rows)]
        if not misread or not settle:
            total = _without_total(table)
            return replace(table, repairs=rows.repairs + total + _told(table))
        names = {column.name for column in misread}
        plans = [plan.second_thought() if plan.name in names else plan for plan in plans]


def _without_total(table: RawTable) -> tuple[DataNote, ...]:
    """Leave out rows of totals at the end, and say so."""
    told: tuple[DataNote, ...] = ()
    while (last := table.n_rows - 1) >= FEWEST_ABOVE_TOTAL:
        text = next(
            filter(is_total, (_text_in(column, table, last) for column in table.columns)), ""
        )
        if not text and _is_sum(table):
            text = f"{next(value for value in table.blocks[-1][-1] if value == value):g}"
        key = "table.total_row" if text else "table.notes"
        text = text or _remark(table, last)
        if not text:
            break
        table.blocks[-1] = table.blocks[-1][:-1]
        table.blocks[:] = [block for block in table.blocks if len(block)]
        for column in table.columns:
            column.leave_out_odd(last)
        line = table.rows.place_of_row(last)
        told += (DataNote(key, {"file": table.rows.file, "line": line, "value": text}),)
    return told


def _remark(table: RawTable, last: int) -> str:
    """Return the text of a last row that has no number, but words in a column of numbers."""
    columns = [column for column in table.columns if column.plan.kind != "category"]
    row = table.blocks[-1][-1]
    if len(columns) < 2 or not all(np.isnan(row[column.slot]) for column in columns):
        return ""
    return next(filter(None, (_text_in(column, table, last) for column in columns)), "")


def _is_sum(table: RawTable) -> bool:
    """Whether the last row is the sum of those above it in every column of numbers."""
    places = [column.slot for column in table.columns if column.plan.kind == "number"]
    n_sums = 0
    for place in places:
        last = float(table.blocks[-1][-1, place])
        above = sum(float(np.nansum(block[:, place])) for block in table.blocks) - last
        if last == above == 0 or last != last:
            continue
        if not math.isclose(last, above, rel_tol=1e-6) or last in table.blocks[0][:-1, place]:
            return False
        n_sums += 1
    has_hole = bool(np.isnan(table.blocks[-1][-1]).any())
    return n_sums > (0 if has_hole else 1) and table.n_rows > FEWEST_ABOVE_SUM


def _text_in(column: RawColumn, table: RawTable, last: int) -> str:
    """Return the text in the last row of a column, where it is not a number or a date."""
    if column.plan.kind == "category":
        value = table.blocks[-1][-1, column.slot]
        return "" if np.isnan(value) else list(column.levels)[int(value)]
    return column.last_odd[-1][1] if column.last_odd and column.last_odd[-1][0] == last else ""


def _read_once(
    rows: TableRows, plans: Sequence[ColumnPlan], on_rows_read: Callable[[int], None]
) -> RawTable:
    """Read all rows as planned."""
    columns: list[RawColumn] = []
    slots = 0
    for plan in plans:
        columns.append(RawColumn(plan, slots))
        slots += plan.slots
    blocks: list[NDArray[Any]] = []
    is_large = False
    has_only_numbers = all(plan.kind == "number" for plan in plans)
    for block in rows.number_blocks() if has_only_numbers else rows.blocks():
        numbers = _numbers_of(block, columns, slots)
        if not blocks and rows.n_cells > LARGE_TABLE and not _needs_double(numbers):
            is_large = True
        blocks.append(mapped_copy(numbers) if is_large else numbers)
        on_rows_read(block.first_row + block.n_rows)
    return RawTable(rows, tuple(columns), blocks)


def _numbers_of(block: Block, columns: Sequence[RawColumn], slots: int) -> NDArray[np.float64]:
    """Turn one block into numbers: (rows, slots)."""
    numbers = np.empty((block.n_rows, slots))
    for column in columns:
        column.write(block.columns[column.plan.position], block.first_row, numbers)
    return numbers


def _needs_double(numbers: NDArray[np.float64]) -> bool:
    """Whether a column varies too little beside its size for float32 to tell."""
    largest = np.nanmax(np.abs(numbers), axis=0, initial=0)
    spread = np.nan_to_num(np.nanstd(numbers, axis=0)) if len(numbers) else largest
    return bool(((largest > 1e4 * spread) & (spread > 0)).any())


def _fits(column: RawColumn, n_rows: int) -> bool:
    """Whether enough of the cells are what the plan says."""
    if column.plan.kind == "category" or column.is_typed:
        return True
    return column.odd <= (1 - LEAST_SHARE) * max(1, n_rows - column.missing)


def _told(table: RawTable) -> tuple[DataNote, ...]:
    """Describe which cells were taken as missing because they do not fit."""
    others = (_told_of_dates, _told_of_unread, _told_of_marks, _told_of_levels)
    told = tuple(note for tell in others for note in tell(table))
    return told + tuple(
        DataNote(
            "table.odd_cells",
            {
                "file": table.rows.file,
                "column": column.name,
                "count": column.odd,
                "kind": column.plan.kind,
                "value": column.first_odd[1],
                "line": table.rows.place_of_row(column.first_odd[0]),
            },
        )
        for column in table.columns
        if column.first_odd is not None
    )


def _told_of_marks(table: RawTable) -> tuple[DataNote, ...]:
    """Describe which marks stand for missing values, where they are more than empty cells."""
    told: tuple[DataNote, ...] = ()
    for column in table.columns:
        marks = [f"'{shown(mark)}' ({count})" for mark, count in column.marks.most_common() if mark]
        if marks:
            found: dict[str, object] = {"column": column.name, "marks": some_names(marks)}
            told += (DataNote("table.marks", {"file": table.rows.file, **found}),)
    return told


def _told_of_unread(table: RawTable) -> tuple[DataNote, ...]:
    """Describe which columns look like numbers that are not read."""
    return tuple(
        DataNote("table.numbers_unread", {"file": table.rows.file, **unread_number(table, column)})
        for column in table.columns
        if column.plan.is_unread and not column.is_free_text
    )


def _told_of_levels(table: RawTable) -> tuple[DataNote, ...]:
    """Describe names of totals among others, and names that differ in capital letters alone."""
    told: tuple[DataNote, ...] = ()
    for column in table.columns:
        if column.plan.kind != "category" or column.plan.levels or len(column.levels) > MOST_NAMED:
            continue
        found: dict[str, object] = {"file": table.rows.file, "column": column.name}
        counts = Counter(map(str.lower, column.levels))
        totals = [level for level in column.levels if is_subtotal(level, counts)]
        values = table.values(column)
        rows = np.flatnonzero(np.isin(values, [column.levels[level] for level in totals]))
        if 0 < len(rows) < np.sum(~np.isnan(values)):
            own = {"line": table.rows.place_of_row(int(rows[0])), "value": totals[0]}
            told += (DataNote("table.totals_within", found | own | {"count": len(rows)}),)
        if len(counts) < len(column.levels):
            alike = sorted(level for level in column.levels if counts[level.lower()] > 1)
            told += (DataNote("table.cases", found | {"names": some_names(alike)}),)
    return told


def unread_number(table: RawTable, column: RawColumn) -> dict[str, object]:
    """Name the first cell of a column that is not read as a number."""
    read = column.plan.style.number
    odd = (level for level in column.levels if read(level) is None and not is_missing(level))
    level = next(odd, "")
    row = int((table.values(column) == column.levels.get(level)).argmax())
    line = table.rows.place_of_row(row)
    return {"column": column.name, "value": shown(level), "line": line}


def _told_of_dates(table: RawTable) -> tuple[DataNote, ...]:
    """Describe which columns hold dates that could be read in two ways, or in none."""
    told: tuple[DataNote, ...] = ()
    for column in table.columns:
        plan = column.plan
        if not plan.is_unsure and (plan.kind != "category" or plan.levels):
            continue
        some = list(islice(column.levels, DATES_LOOKED_AT))
        if not plan.is_unsure and not seem_dated(some, column.name):
            continue
        row = int((~np.isnan(table.values(column))).argmax())
        found: dict[str, object] = {
            "file": table.rows.file,
            "column": column.name,
            "line": table.rows.place_of_row(row),
            "value": shown(_cell(table.rows, plan.position, row)),
        }
        if plan.is_unsure:
            layout = plan.layouts[0]
            found |= {"layout": layout, "other": "no" if layout.startswith("DD") else "yes"}
            told += (DataNote("table.day_or_month", found),)
        else:
            told += (DataNote("table.dates_unread", found),)
    return told


def _cell(rows: TableRows, position: int, row: int) -> str:
    """Look one cell up."""
    for block in rows.blocks():
        if row < block.first_row + block.n_rows:
            return str(block.columns[position][row - block.first_row])
    return ""


def texts_of(cells: Cells) -> Sequence[str]:
    """Return cells as text; whole numbers without a point.

    >>> texts_of(np.array([1.0, 2.5, np.nan]))
    ['1', '2.5', '']
    """
    if not isinstance(cells, np.ndarray):
        return cells
    if cells.dtype.kind == "M":
        return ["" if text == "NaT" else text for text in cells.astype(str).tolist()]
    return [level_of(value) for value in cells.tolist()]


def same_category(level: str) -> str:
    """Return what spellings of a category share: small letters of truths, no empty decimals.

    Letters of full width, and accents that follow their letter, are the usual ones, too.

    >>> [same_category(level) for level in ("TRUE", "2.0", "007", "Ｒed")]
    ['true', '2', '007', 'Red']
    """
    level = level if level.isascii() else normalize("NFKC", level)
    if level.lower() in ("true", "false", "yes", "no"):
        return level.lower()
    whole, _, decimals = level.partition(".")
    digits = whole.lstrip("-")
    is_whole = bool(decimals) and not decimals.strip("0") and digits.isdigit()
    is_whole &= digits == "0" or digits[:1] != "0"  # 010.0 is a code
    return whole if is_whole else level


def level_of(value: float) -> str:
    """Write a number as the name of a category: without a point where it is whole."""
    if value != value:
        return ""
    is_whole = value == int(value) if abs(value) < 2**53 else False
    return str(int(value)) if is_whole else repr(float(value))


def _day_and_second(text: str, layout: str) -> tuple[float, float]:
    """Read a date as days since 1970 and seconds since midnight; NaN if it is none."""
    time = read_date(text, layout)
    if time is None:
        return np.nan, np.nan
    since = time - _EPOCH
    return float(since.days), float(since.seconds)

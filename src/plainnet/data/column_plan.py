"""What a column of a table holds: numbers, categories or dates, found out from its cells."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

import numpy as np

from plainnet.data.calendar_dates import layout_of, layouts_reading
from plainnet.data.number_cells import is_missing
from plainnet.data.table_rows import Cells, TableRows
from plainnet.data.written_numbers import NumberStyle, read_numbers

PlanKind = Literal["number", "category", "date"]
ROWS_LOOKED_AT = 3000
CELLS_LOOKED_AT = 1 << 20
LEAST_SHARE = 0.9  # of the cells that must be numbers or dates in a column of such
DATES_LOOKED_AT = 200
DATES_TRIED_FIRST = 5
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

    @property
    def slots(self) -> int:
        """How many numbers hold a cell: day and second of the day for a date."""
        return 2 if self.kind == "date" else 1

    def second_thought(self) -> "ColumnPlan":
        """Give what to try where too many cells did not fit."""
        if self.kind == "date" and len(self.layouts) > 1:
            return replace(self, layouts=self.layouts[1:])
        return replace(self, kind="category", layouts=())


def plan_columns(
    rows: TableRows, *, without: Collection[str] = (), categories: Collection[str] = ()
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
        plans.append(plan_of(name, position, cells, rows.style))
    return tuple(plans)


def plan_of(name: str, position: int, parts: Sequence[Cells], style: NumberStyle) -> ColumnPlan:
    """Find out what one column holds."""
    if isinstance(parts[0], np.ndarray):
        is_date = parts[0].dtype.kind == "M"
        return ColumnPlan(name, position, "date" if is_date else "number")
    texts = [cell for part in parts for cell in part if not is_missing(cell)]
    if layouts := _date_layouts(texts):
        return ColumnPlan(name, position, "date", layouts)
    odd = len(read_numbers(texts, style).odd)
    is_number = len(texts) - odd >= LEAST_SHARE * len(texts)
    return ColumnPlan(name, position, "number" if is_number else "category")


def _date_layouts(texts: Sequence[str]) -> tuple[str, ...]:
    """List the layouts of dates; eight digits count only if all cells are such dates."""
    if not any(layout_of(text) for text in texts[:DATES_TRIED_FIRST]):
        return ()
    some = texts[:: max(1, len(texts) // DATES_LOOKED_AT)]
    layouts = layouts_reading(some)
    if "YYYYMMDD" not in layouts:
        return layouts
    is_sure = len(set(some)) >= FEWEST_EIGHT_DIGIT_DATES and all(
        "1900" <= text.strip()[:4] <= "2100" for text in some
    )
    all_read = is_sure and layouts_reading(some) and _reads_all(some)
    return ("YYYYMMDD",) if all_read else ()


def _reads_all(texts: Sequence[str]) -> bool:
    """Whether every one of the texts is a date of eight digits."""
    return all("YYYYMMDD" in layouts_reading([text]) for text in texts)

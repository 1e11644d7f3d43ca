"""Rows of a new table as a model's encoding takes them, held against what it was trained on.

What does not fit is either refused, or said: an answer for a value in another unit would be
a wrong number that nobody notices.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.data.column_plan import LEAST_SHARE, ColumnPlan, plan_columns
from plainnet.data.dataset import Repair
from plainnet.data.number_cells import shown
from plainnet.data.raw_table import RawColumn, RawTable, read_raw_table
from plainnet.data.table_rows import TableRows
from plainnet.errors import DataError

OUTSIDE_TO_REFUSE = 0.5  # share of a column's values far outside that is no accident
FAR = 1.0  # trained ranges beyond the trained range
MUCH_SMALLER = 3  # times smaller than the smallest positive value trained on
NARROW = 50  # times less spread than in training
ROWS_TO_JUDGE_SPREAD = 10


def read_new_rows(
    rows: TableRows, encoding: TableEncoding, target: ColumnPlan | None
) -> tuple[RawTable, tuple[Repair, ...]]:
    """Read the columns of an encoding, in its order, and the target behind them.

    `target`: None leaves it alone.
    """
    missing = [column.name for column in encoding.columns if column.name not in rows.names]
    if missing:
        names = ", ".join(missing[:20])
        raise DataError("predictor.no_columns", file=rows.file, columns=names)
    plans = _plans(rows, encoding)
    table = read_raw_table(rows, [*plans, *([] if target is None else [target])], settle=False)
    told: tuple[Repair, ...] = ()
    for column, learned in zip(table.columns, encoding.columns, strict=False):
        told += _compare(column, learned, table)
    return table, told


def _plans(rows: TableRows, encoding: TableEncoding) -> list[ColumnPlan]:
    """Plan the columns as they were in training; only the layout of dates may differ."""
    used = {column.name for column in encoding.columns if column.kind == "date"}
    found = {
        plan.name: plan
        for plan in plan_columns(rows, without=[name for name in rows.names if name not in used])
    }
    plans: list[ColumnPlan] = []
    for column in encoding.columns:
        position = rows.position(column.name)
        if column.is_category:
            plans.append(ColumnPlan(column.name, position, "category", levels=column.known))
        elif column.kind == "date":
            layouts = found[column.name].layouts or column.layouts or ("YYYY-MM-DD",)
            trained = tuple(layout for layout in column.layouts if layout in layouts)
            plans.append(ColumnPlan(column.name, position, "date", trained or layouts))
        else:
            plans.append(ColumnPlan(column.name, position, "number"))
    return plans


def _compare(column: RawColumn, learned: ColumnEncoding, table: RawTable) -> tuple[Repair, ...]:
    """Hold one column against what the model was trained on."""
    if column.first_odd and column.odd > (1 - LEAST_SHARE) * (table.n_rows - column.missing):
        raise DataError(
            "predictor.wrong_kind",
            file=table.rows.file,
            line=table.rows.place_of_row(column.first_odd[0]),
            column=column.name,
            value=column.first_odd[1],
            expected=learned.kind,
        )
    told: tuple[Repair, ...] = ()
    holes = column.missing + column.odd
    if holes and not learned.with_missing:
        told += (Repair("predictor.missing_values", {"column": column.name, "count": holes}),)
    values = table.values(column)
    if learned.is_category:
        return told + _new_categories(column, learned, values, table)
    return told + _outside(learned, values, table)


def _new_categories(
    column: RawColumn, learned: ColumnEncoding, values: NDArray[np.float64], table: RawTable
) -> tuple[Repair, ...]:
    """Say which categories the model has never met."""
    is_new = values >= len(learned.known)
    if not is_new.any():
        return ()
    first = int(is_new.argmax())
    found: dict[str, object] = {
        "column": column.name,
        "count": int(is_new.sum()),
        "line": table.rows.place_of_row(first),
        "value": shown(list(column.levels)[int(values[first])]),
    }
    return (Repair("predictor.new_categories", found),)


def _outside(
    learned: ColumnEncoding, values: NDArray[np.float64], table: RawTable
) -> tuple[Repair, ...]:
    """Refuse a column in another unit; say where single values are far from all known ones."""
    known = values[~np.isnan(values)]
    span = max(learned.high - learned.low, learned.scale if learned.high > learned.low else 0.0)
    margin = FAR * span if span else abs(learned.high) or 1.0
    is_far = (values > learned.high + margin) | (values < learned.low - margin)
    if learned.low > 0:
        is_far |= values < learned.low / MUCH_SMALLER
    count = int(is_far.sum())
    if not count:
        return _narrow(learned, known)
    first = int(is_far.argmax())
    found: dict[str, object] = {
        "column": learned.name,
        "count": count,
        "rows": len(known),
        "low": _written(learned.low, learned),
        "high": _written(learned.high, learned),
        "line": table.rows.place_of_row(first),
        "value": _written(values[first], learned),
    }
    if learned.kind == "number" and count >= OUTSIDE_TO_REFUSE * len(known):
        raise DataError("predictor.other_unit", file=table.rows.file, **found)
    return (Repair("predictor.far_outside", found),)


def _narrow(learned: ColumnEncoding, known: NDArray[np.float64]) -> tuple[Repair, ...]:
    """Say where values lie suspiciously close together, as a larger unit makes them."""
    if learned.kind != "number" or len(known) < ROWS_TO_JUDGE_SPREAD:
        return ()
    spread = float(known.std())
    if not 0 < spread < learned.scale / NARROW:
        return ()
    found: dict[str, object] = {
        "column": learned.name,
        "low": f"{known.min():g}",
        "high": f"{known.max():g}",
        "trained_low": f"{learned.low:g}",
        "trained_high": f"{learned.high:g}",
    }
    return (Repair("predictor.narrow", found),)


def _written(value: float, learned: ColumnEncoding) -> str:
    """Write a number, or the day that it stands for."""
    if learned.kind != "date":
        return f"{value:g}"
    return str(np.datetime64("1970-01-01") + np.timedelta64(int(np.floor(value)), "D"))


def rows_with_truth(
    truth: Sequence[float] | NDArray[np.float64], column: str
) -> tuple[NDArray[np.int64], tuple[Repair, ...]]:
    """Find the rows whose truth is known, and say how many are not.

    Shapes: `truth` (rows,) -> (known rows,).
    """
    rows = np.flatnonzero(~np.isnan(truth))
    missing = len(truth) - len(rows)
    if not missing:
        return rows, ()
    return rows, (Repair("table.no_target_rows", {"count": missing, "column": column}),)

"""Answers for the rows of a table."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.data.dataset import DataNote
from plainnet.data.raw_table import (
    LEAST_SHARE,
    ColumnPlan,
    RawColumn,
    RawTable,
    plan_columns,
    read_raw_table,
    texts_of,
)
from plainnet.data.row_hashes import Hashes, hash_rows
from plainnet.data.table_file import open_table, read_table
from plainnet.data.table_rows import TableRows
from plainnet.data.written_numbers import NumberStyle, shown
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, NumberTarget, TableInputs
from plainnet.pipeline.predictor import Predictor, RawRows

FEWEST_TO_REFUSE = 10  # rows that show a change of unit
OUTSIDE_TO_REFUSE = 0.5  # share of a column's values far outside that is no accident
FAR = 1.0  # trained ranges beyond the trained range
MUCH_SMALLER = 3  # times smaller than the smallest positive value trained on
NARROW = 50  # times less spread than in training
ROWS_TO_JUDGE_SPREAD = 10


def read_new_rows(
    rows: TableRows,
    encoding: TableEncoding,
    target: ColumnPlan | None,
    day_first: bool | None = None,
) -> tuple[RawTable, tuple[DataNote, ...]]:
    """Read the columns of an encoding, in its order, and the target behind them.

    `target`: None leaves it alone.
    """
    missing = [column.name for column in encoding.columns if column.name not in rows.names]
    if missing:
        names = list(missing[:20])
        raise DataError("predictor.no_columns", file=rows.file, columns=names)
    plans = _plans(rows, encoding, day_first)
    table = read_raw_table(rows, [*plans, *([] if target is None else [target])], settle=False)
    notes: tuple[DataNote, ...] = ()
    for column, learned in zip(table.columns, encoding.columns, strict=False):
        notes += _compare(column, learned, table)
    return table, notes


def _plans(rows: TableRows, encoding: TableEncoding, day_first: bool | None) -> list[ColumnPlan]:
    """Plan the columns as they were in training; only the layout of dates may differ."""
    used = {column.name for column in encoding.columns if column.kind == "date"}
    others = [name for name in rows.names if name not in used]
    planned = plan_columns(rows, without=others, day_first=day_first)
    found = {plan.name: plan for plan in planned}
    plans: list[ColumnPlan] = []
    for column in encoding.columns:
        position = rows.position(column.name)
        if column.is_category:
            plans.append(ColumnPlan(column.name, position, "category", levels=column.known))
        elif column.kind == "date":
            layouts = found[column.name].layouts or column.layouts or ("YYYY-MM-DD",)
            trained = tuple(layout for layout in column.layouts if layout in layouts)
            chosen = layouts if day_first is not None or not trained else trained
            plans.append(ColumnPlan(column.name, position, "date", chosen))
        else:
            style = _style_of(rows.styles[position], column)
            plan = ColumnPlan(column.name, position, "number", style=style, holes=column.holes)
            plans.append(plan)
    return plans


def _style_of(found: NumberStyle, learned: ColumnEncoding) -> NumberStyle:
    """Read numbers as they stand; where 1.234 may be either, as in training."""
    if not found.is_unsure and (found.decimal == "," or found.thousands or not learned.thousands):
        return found
    return replace(found, decimal=learned.decimal, thousands=learned.thousands, is_unsure=False)


def _compare(column: RawColumn, learned: ColumnEncoding, table: RawTable) -> tuple[DataNote, ...]:
    """Hold one column against what the model was trained on."""
    if column.first_odd and column.odd > (1 - LEAST_SHARE) * (table.n_rows - column.missing):
        odd = _first_odd(column, table)
        raise DataError("predictor.wrong_kind", **odd, expected=learned.kind)
    notes: tuple[DataNote, ...] = ()
    holes = column.missing + column.odd
    if holes and not learned.with_missing:
        notes += (DataNote("predictor.missing_values", {"column": column.name, "count": holes}),)
    values = table.values(column)
    if learned.is_category:
        return notes + _new_categories(column, learned, values, table)
    return notes + _outside(learned, values, table)


def _first_odd(column: RawColumn, table: RawTable) -> dict[str, object]:
    """Name the first cell that is none of the column's kind."""
    assert column.first_odd is not None
    row, value = column.first_odd
    place = {"file": table.rows.file, "line": table.rows.place_of_row(row)}
    return {**place, "column": column.name, "value": value}


def _new_categories(
    column: RawColumn, learned: ColumnEncoding, values: NDArray[np.float64], table: RawTable
) -> tuple[DataNote, ...]:
    """Describe which categories the model has never met."""
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
    return (DataNote("predictor.new_categories", found),)


def _outside(
    learned: ColumnEncoding, values: NDArray[np.float64], table: RawTable
) -> tuple[DataNote, ...]:
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
    is_much = count >= max(FEWEST_TO_REFUSE, OUTSIDE_TO_REFUSE * len(known))
    if learned.kind == "number" and is_much:
        raise DataError("predictor.other_unit", file=table.rows.file, **found)
    return (DataNote("predictor.far_outside", found),)


def _narrow(learned: ColumnEncoding, known: NDArray[np.float64]) -> tuple[DataNote, ...]:
    """Describe where values lie suspiciously close together, as a larger unit makes them."""
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
    return (DataNote("predictor.narrow", found),)


def _written(value: float, learned: ColumnEncoding) -> str:
    """Write a number, or the day that it stands for."""
    if learned.kind != "date":
        return f"{value:g}"
    return str(np.datetime64("1970-01-01") + np.timedelta64(int(np.floor(value)), "D"))


def rows_with_truth(
    truth: Sequence[float] | NDArray[np.float64], column: str
) -> tuple[NDArray[np.int64], tuple[DataNote, ...]]:
    """Find the rows whose truth is known, and say how many are not.

    Shapes: `truth` (rows,) -> (known rows,).
    """
    rows = np.flatnonzero(~np.isnan(truth))
    missing = len(truth) - len(rows)
    if not missing:
        return rows, ()
    return rows, (DataNote("table.no_target_rows", {"count": missing, "column": column}),)


LARGEST_LOGARITHM = 700.0  # of a float64, about


class TablePredictor(Predictor):
    """A model of table rows."""

    def read(self, data: Any, *, with_truth: bool) -> RawRows:
        """Read the model's columns, in the model's order."""
        if self._inputs.encoding is not None:
            return self._read_encoded(data, self._inputs.encoding, with_truth)
        columns = list(self._inputs.columns)
        target = self.card.target
        assert target.column is not None
        wanted = [*columns, target.column] if with_truth else columns
        table = read_table(data, columns=wanted, form=self.form)
        n_inputs = len(columns)
        truth: NDArray[Any] | None = None
        if with_truth:
            truth = table.values[:, n_inputs]
            if isinstance(target, ClassTarget):
                truth = class_numbers(truth, target, str(data))
        labels = tuple(range(1, len(table.values) + 1))
        return RawRows(table.values[:, :n_inputs], truth, labels, table.source, table.repairs)

    def with_ids(
        self, answers: list[dict[str, Any]], data: Any, column: str
    ) -> list[dict[str, Any]]:
        """Write the cell of a column beside the answer for its row; no answer gives way to it."""
        rows = open_table(data, self.form)
        position = rows.position(column)
        cells = [cell for block in rows.blocks() for cell in texts_of(block.columns[position])]
        label = self.label_column
        head = f"id_{column}" if column in answers[0] else column
        named = ({label: own[label], head: cells[own[label] - 1]} for own in answers)
        return [name | own for name, own in zip(named, answers, strict=True)]

    @property
    def _inputs(self) -> TableInputs:
        """The columns."""
        assert isinstance(self.card.inputs, TableInputs)
        return self.card.inputs

    def hashes(self, rows: RawRows) -> Hashes | None:
        """Hash the columns of the encoding and the target."""
        trained = self.card.origin.trained
        if trained is None or rows.truth is None or self._inputs.encoding is None:
            return None
        cells = np.column_stack([rows.inputs, rows.truth])
        return hash_rows(cells, is_single=trained.is_single)

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Scale or encode the columns as in training."""
        if self._inputs.encoding is not None:
            return self._inputs.encoding.apply(raw)
        scaling = self._inputs.scaling
        return (raw if scaling is None else scaling.apply(raw)).astype(np.float32)

    def values(self, raw: NDArray[Any], outputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bring outputs back to the target's unit, out of the logarithm where it was learned."""
        values = super().values(raw, outputs)
        target = self.card.target
        if isinstance(target, NumberTarget) and target.is_log:
            return np.exp(np.minimum(values, LARGEST_LOGARITHM))
        return values

    def _read_encoded(self, data: Path, encoding: TableEncoding, with_truth: bool) -> RawRows:
        """Read a file of any kind, hold it against the training, and find the truth."""
        rows = open_table(data, self.form)
        plan = _plan_of_target(rows, self.card.target) if with_truth else None
        table, notes = read_new_rows(rows, encoding, plan, self.form.day_first)
        raw = np.concatenate(table.blocks)
        repairs = table.repairs + notes
        labels = tuple(range(1, len(raw) + 1))
        inputs = raw[:, : encoding.slots]
        if plan is None:
            return RawRows(inputs, None, labels, rows.source, repairs)
        truth = _truth_of(table, self.card.target)
        known, without = rows_with_truth(truth, plan.name)
        if not len(known):
            raise DataError("table.target_empty", file=data, column=plan.name)
        truth = truth[known]
        if isinstance(self.card.target, ClassTarget):
            truth = truth.astype(np.int64)
        read = RawRows(inputs, None, labels, rows.source, repairs + without).only(known)
        return replace(read, truth=truth)


def _plan_of_target(rows: TableRows, target: ClassTarget | NumberTarget) -> ColumnPlan:
    """Describe how the target is read: as text where its classes are."""
    assert target.column is not None
    position = rows.position(target.column)
    if isinstance(target, ClassTarget) and isinstance(target.values[0], str):
        levels = tuple(map(str, target.values))
        return ColumnPlan(target.column, position, "category", levels=levels)
    return ColumnPlan(target.column, position, "number", style=rows.styles[position])


def _truth_of(table: RawTable, target: ClassTarget | NumberTarget) -> NDArray[np.float64]:
    """Return class numbers or values, NaN where the file does not tell."""
    column = table.columns[-1]
    values = table.values(column)
    if column.first_odd is not None:
        raise DataError("csv.not_a_number", **_first_odd(column, table))
    if not isinstance(target, ClassTarget):
        return values
    if isinstance(target.values[0], str):
        number, names = values, list(column.levels)
        is_unknown = values >= len(target.values)
    else:
        matches = values[:, None] == np.asarray(target.values, np.float64)  # (rows, classes)
        number = np.where(np.isnan(values), np.nan, matches.argmax(1))
        is_unknown = ~matches.any(1) & ~np.isnan(values)
        names = []
    if is_unknown.any():
        first = int(is_unknown.argmax())
        found = names[int(values[first])] if names else values[first]
        raise _unknown_class(target, table.rows.file, table.rows.place_of_row(first), found)
    return number


def _unknown_class(target: ClassTarget, file: str, line: int, found: float | str) -> DataError:
    """Name a class that is none of the model's, written as its column does."""
    shown_found, *known = (
        value if isinstance(value, str) else f"{value:g}" for value in (found, *target.values)
    )
    places = {"file": file, "line": line, "column": target.column}
    return DataError("predictor.unknown_class", **places, found=shown_found, known=known)


def class_numbers(
    written: NDArray[np.float64], target: ClassTarget, file: str
) -> NDArray[np.int64]:
    """Turn the values a column holds into class numbers.

    Shapes: `written` (rows,) -> (rows,).
    """
    matches = written[:, None] == np.asarray(target.values, np.float64)  # (rows, classes)
    unknown = np.flatnonzero(~matches.any(1))
    if len(unknown):
        raise _unknown_class(target, file, int(unknown[0]) + 2, float(written[unknown[0]]))
    return np.asarray(matches.argmax(1), np.int64)

"""Answers for the rows of a table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import TableEncoding
from plainnet.data.column_plan import ColumnPlan
from plainnet.data.dataset import Table
from plainnet.data.included_data import is_included, load_included
from plainnet.data.raw_table import RawTable
from plainnet.data.row_hashes import Hashes, hash_rows
from plainnet.data.table import read_table
from plainnet.data.table_file import open_table
from plainnet.data.table_rows import TableRows
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, NumberTarget, TableInputs
from plainnet.predictors.new_rows import read_new_rows, rows_with_truth
from plainnet.predictors.predictor import Predictor, RawRows

LARGEST_LOGARITHM = 700.0  # of a float64, about


class TablePredictor(Predictor):
    """A model of table rows."""

    label_column = "row"

    def read(self, data: Path, *, with_truth: bool) -> RawRows:
        """Read the model's columns, in the model's order."""
        if self._inputs.encoding is not None:
            return self._read_encoded(data, self._inputs.encoding, with_truth)
        columns = list(self._inputs.columns)
        target = self.card.target
        assert target.column is not None
        table = self._table(data, [*columns, target.column] if with_truth else columns)
        n_inputs = len(columns)
        truth: NDArray[Any] | None = None
        if with_truth:
            truth = table.values[:, n_inputs]
            if isinstance(target, ClassTarget):
                truth = class_numbers(truth, target, str(data))
        labels = tuple(range(1, len(table.values) + 1))
        return RawRows(table.values[:, :n_inputs], truth, labels, table.source, table.repairs)

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

    def _table(self, data: Path, columns: list[str]) -> Table:
        """Read a file, or data that come with the project."""
        if not is_included(data):
            return read_table(data, columns=columns)
        table = load_included(data, Table)
        missing = [column for column in columns if column not in table.column_names]
        if missing:
            raise DataError("predictor.no_columns", file=data, columns=", ".join(missing))
        places = [table.column_names.index(column) for column in columns]
        return Table(table.values[:, places], tuple(columns), table.source, table.repairs)

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
        rows = open_table(data)
        plan = _plan_of_target(rows, self.card.target) if with_truth else None
        table, told = read_new_rows(rows, encoding, plan)
        raw = np.concatenate(table.blocks)
        repairs = table.repairs + told
        labels = tuple(range(1, len(raw) + 1))
        inputs = raw[:, : encoding.slots]
        if plan is None:
            return RawRows(inputs, None, labels, rows.source, repairs)
        truth = _truth_of(table, self.card.target)
        known, without = rows_with_truth(truth, plan.name)
        if not len(known):
            raise DataError("table.target_empty", file=data, column=plan.name)
        truth = truth[known].astype(np.int64) if _is_classes(self.card.target) else truth[known]
        read = RawRows(inputs, None, labels, rows.source, repairs + without).only(known)
        return replace(read, truth=truth)


def _is_classes(target: ClassTarget | NumberTarget) -> bool:
    """Whether the target names classes."""
    return isinstance(target, ClassTarget)


def _plan_of_target(rows: TableRows, target: ClassTarget | NumberTarget) -> ColumnPlan:
    """Say how the target is read: as text where its classes are."""
    assert target.column is not None
    position = rows.position(target.column)
    if isinstance(target, ClassTarget) and isinstance(target.values[0], str):
        levels = tuple(map(str, target.values))
        return ColumnPlan(target.column, position, "category", levels=levels)
    return ColumnPlan(target.column, position, "number")


def _truth_of(table: RawTable, target: ClassTarget | NumberTarget) -> NDArray[np.float64]:
    """Give class numbers or values, NaN where the file does not tell."""
    column = table.columns[-1]
    values = table.values(column)
    if column.first_odd is not None:
        raise DataError(
            "csv.not_a_number",
            file=table.rows.file,
            line=table.rows.place_of_row(column.first_odd[0]),
            column=column.name,
            value=column.first_odd[1],
        )
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
        raise DataError(
            "predictor.unknown_class",
            file=table.rows.file,
            line=table.rows.place_of_row(first),
            column=target.column,
            found=names[int(values[first])] if names else f"{values[first]:g}",
            known=", ".join(map(_shown_class, target.values)),
        )
    return number


def _shown_class(value: float | str) -> str:
    """Write a class as its column does."""
    return value if isinstance(value, str) else f"{value:g}"


def class_numbers(
    written: NDArray[np.float64], target: ClassTarget, file: str
) -> NDArray[np.int64]:
    """Turn the values a column holds into class numbers.

    Shapes: `written` (rows,) -> (rows,).
    """
    matches = written[:, None] == np.asarray(target.values, np.float64)  # (rows, classes)
    unknown = np.flatnonzero(~matches.any(1))
    if len(unknown):
        raise DataError(
            "predictor.unknown_class",
            file=file,
            line=int(unknown[0]) + 2,
            column=target.column,
            found=f"{written[unknown[0]]:g}",
            known=", ".join(map(_shown_class, target.values)),
        )
    return np.asarray(matches.argmax(1), np.int64)

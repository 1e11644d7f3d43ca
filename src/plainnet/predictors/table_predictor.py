"""Answers for the rows of a table.

Concepts: table, columns
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Table
from plainnet.data.included_data import is_included, load_included
from plainnet.data.table import read_table
from plainnet.errors import DataError
from plainnet.files.model_card import ClassTarget, TableInputs
from plainnet.predictors.predictor import Predictor, RawRows


class TablePredictor(Predictor):
    """A model of table rows."""

    label_column = "row"

    def read(self, data: Path, *, with_truth: bool) -> RawRows:
        """Read the model's columns, in the model's order."""
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
        """Scale the columns as in training."""
        scaling = self._inputs.scaling
        return (raw if scaling is None else scaling.apply(raw)).astype(np.float32)


def class_numbers(
    written: NDArray[np.float64], target: ClassTarget, file: str
) -> NDArray[np.int64]:
    """Turn the values a column holds into class numbers.

    Parameters
    ----------
    written : array of shape (rows,)
        As in the file.
    target : ClassTarget
        With the values it knows.
    file : str
        Named in errors.

    Returns
    -------
    array of shape (rows,)

    Raises
    ------
    DataError
        If the column holds a value that is none of the classes.
    """
    matches = written[:, None] == np.asarray(target.values)  # (rows, classes)
    unknown = np.flatnonzero(~matches.any(1))
    if len(unknown):
        raise DataError(
            "predictor.unknown_class",
            file=file,
            line=int(unknown[0]) + 2,
            column=target.column,
            found=f"{written[unknown[0]]:g}",
            known=", ".join(f"{value:g}" for value in target.values),
        )
    return np.asarray(matches.argmax(1), np.int64)

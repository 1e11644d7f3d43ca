"""Rows to learn from, each of them once, with how much it counts.

A row that comes twice counts twice, a row of weight 0 is not there, and the order of the
rows does not matter: all three hold exactly, because equal rows are merged and put into an
order of their own before training. It also keeps a copy of a training row from being held
out to validate on.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.row_hashes import hash_rows
from plainnet.errors import SettingError


@dataclass(frozen=True)
class WeightedRows:
    """What is learned from."""

    inputs: NDArray[Any]  # (rows, ...)
    targets: NDArray[Any]  # (rows, ...)
    weights: NDArray[np.float64]  # (rows,), 1 on average

    def only(self, rows: NDArray[np.intp]) -> "WeightedRows":
        """Keep some rows."""
        return WeightedRows(self.inputs[rows], self.targets[rows], self.weights[rows])


def distinct_rows(
    inputs: NDArray[np.float64], targets: NDArray[np.float64], weights: NDArray[np.float64]
) -> WeightedRows:
    """Merge equal rows, leave out those that count nothing, and put the rest in order.

    Shapes: `inputs` (rows, features), `targets` (rows, outputs), `weights` (rows,).

    >>> rows = distinct_rows(np.ones((3, 1)), np.array([[0.0], [0.0], [1.0]]), np.ones(3))
    >>> sorted(rows.weights.round(4).tolist())
    [0.6667, 1.3333]
    """
    counting = np.flatnonzero(weights > 0)
    if not len(counting):
        raise SettingError("estimator.no_weight")
    inputs, targets, weights = inputs[counting], targets[counting], weights[counting]
    marks = hash_rows(np.hstack([inputs, targets]))
    order = np.argsort(marks, kind="stable")
    is_first = np.diff(marks[order], prepend=marks[order][:1] ^ np.uint64(1)) != 0
    sums = np.add.reduceat(weights[order], np.flatnonzero(is_first))
    kept = order[is_first]
    return WeightedRows(inputs[kept], targets[kept], sums / sums.mean())

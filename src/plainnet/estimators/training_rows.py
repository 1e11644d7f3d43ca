"""The rows an estimator learns from: each once, some held out, in whole batches.

A row that comes twice counts twice, a row of weight 0 is not there, and the order of the
rows does not matter: all three hold exactly, because equal rows are merged and put into an
order of their own before training. It also keeps a copy of a training row from being held
out to validate on.

A row of weight 1 is as good as the same row twice with weight 1/2. So every step has a full
batch, and tables of nearly one length, such as the folds of a cross-validation, have equal
shapes: one compiled program serves them all.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.row_hashes import groups_of_copies, hash_rows
from plainnet.errors import SettingError
from plainnet.training.minibatches import count_steps, size_class


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


def hold_out(
    rows: WeightedRows, fraction: float, seed: int, *, stratify: bool
) -> tuple[WeightedRows, WeightedRows]:
    """Draw rows to validate on.

    `fraction`: of the rows, between 0 and 1.
    """
    # Here, because `plainnet train` takes settings from beside it and no second of scikit-learn's.
    from sklearn.model_selection import train_test_split

    units = _units(rows)  # (rows,) drawn together
    first = np.unique(units, return_index=True)[1]
    n_units = len(first)
    n_held = round(n_units * fraction)
    if not 0 < n_held < n_units:
        raise SettingError("estimator.few_rows", fraction=fraction, rows=n_units)
    classes = rows.targets[first, 0] if stratify else None
    if classes is not None:
        counts = np.unique(classes, return_counts=True)[1]
        if counts.min() < 2 or min(n_held, n_units - n_held) < len(counts):
            classes = None
    numbers: NDArray[np.intp] = np.arange(n_units)
    _, held = train_test_split(numbers, test_size=n_held, random_state=seed, stratify=classes)
    is_held = np.isin(units, held)
    return rows.only(np.flatnonzero(~is_held)), rows.only(np.flatnonzero(is_held))


def _units(rows: WeightedRows) -> NDArray[np.int64]:
    """Number the rows; copies of inputs, whose targets differ, share a number."""
    inputs, alone = rows.inputs, np.arange(len(rows.weights))
    if inputs.ndim != 2:
        return alone
    copies = groups_of_copies(lambda place: inputs[:, place].astype(np.float64), inputs.shape[1])
    return alone if copies is None else copies


def fill_batches(rows: WeightedRows, batch: int) -> tuple[WeightedRows, int]:
    """Split the weights of the first rows until the last batch is whole.

    >>> rows = WeightedRows(np.arange(3.0)[:, None], np.zeros((3, 1)), np.ones(3))
    >>> filled, batch = fill_batches(rows, 2)
    >>> filled.inputs[:, 0].tolist(), filled.weights.round(3).tolist()
    ([0.0, 1.0, 2.0, 0.0], [0.667, 1.333, 1.333, 0.667])
    """
    n_rows = len(rows.weights)
    batch = min(batch, size_class(n_rows))
    n_filled = count_steps(n_rows, batch) * batch
    numbers = np.arange(n_filled) % n_rows
    parts = np.bincount(numbers)[numbers]
    weights = rows.weights[numbers] / parts * (n_filled / n_rows)
    return WeightedRows(rows.inputs[numbers], rows.targets[numbers], weights), batch

"""Rows filled up to whole batches, by letting some rows come in parts.

A row of weight 1 is as good as the same row twice with weight 1/2. So every step has a full
batch, and tables of nearly one length, such as the folds of a cross-validation, have equal
shapes: one compiled program serves them all.
"""

import numpy as np

from plainnet.estimators.distinct_rows import WeightedRows
from plainnet.training.minibatches import count_steps, size_class


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

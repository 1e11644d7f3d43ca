"""Columns that give the target away, as the logarithm of a wage gives the wage."""

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.data.dataset import Repair
from plainnet.data.row_order import centred_targets, without_what_inputs_explain

GIVEN_AWAY = 0.999  # share of the target that one column explains in rows left out
MOST_ROWS = 2000
FEWEST_ROWS, FEWEST_OF_CLASS = 10, 15  # of which one column can be judged
ROWS_FOR_AN_ERROR = 100  # rows of a class from which on one may lie on the wrong side

Floats = NDArray[np.float64]


def giveaways(
    x: NDArray[np.float32], y: Floats, encoding: TableEncoding, n_classes: int
) -> tuple[Repair, ...]:
    """Find columns that determine the target each on its own, while the others do not together.

    Shapes: `x` (rows, features), `y` (rows,).
    """
    rows = np.random.default_rng(0).permutation(len(y))[:MOST_ROWS]
    x, y = x[rows], y[rows]
    counts = np.bincount(y.astype(int), minlength=n_classes) if n_classes else np.array([len(y)])
    if len(y) < FEWEST_ROWS or (n_classes and np.sort(counts)[:-1].sum() < FEWEST_OF_CLASS):
        return ()
    target = centred_targets(y, n_classes)
    if not n_classes:  # a long tail shows in ranks, a straight line in the values
        target = np.column_stack([target, (y - y.mean()) / (y.std() or 1.0)])
    given, others, place = [], [], 0
    for column in encoding.columns:
        own = x[:, place : place + len(column.features)]
        place += len(column.features)
        if column.kind != "date" and _determines(_cells(column, own), target, n_classes):
            given.append(column.name)
        else:
            others.append(own)
    if not given or (n_classes and len(given) > 1):
        return ()  # classes that several columns tell apart are simply easy
    if not others:
        return tuple(Repair("table.determined", {"column": name}) for name in given)
    if _explain(np.hstack(others), target, n_classes):
        return ()
    return tuple(Repair("table.gives_away", {"column": name}) for name in given)


def _cells(column: ColumnEncoding, features: NDArray[np.float32]) -> Floats:
    """Give one number for each cell: the value, or the number of the category."""
    if column.kind == "category":
        return np.asarray(features @ np.arange(1, features.shape[1] + 1), np.float64)
    return np.asarray(features[:, 0], np.float64)


def _determines(cells: Floats, target: Floats, n_classes: int) -> bool:
    """Whether a curve through every second row, in the order of a column, meets the others."""
    order = np.argsort(cells, kind="stable")
    known, left_out = order[::2], order[1::2]
    levels, level = np.unique(cells[known], return_inverse=True)
    if len(levels) < 2:
        return False
    sizes = np.bincount(level)
    curves = (np.bincount(level, column[known]) / sizes for column in target.T)
    said = np.column_stack([np.interp(cells[left_out], levels, curve) for curve in curves])
    return _is_met(said, target[left_out], n_classes)


def _explain(features: NDArray[np.float32], target: Floats, n_classes: int) -> bool:
    """Whether a linear model of several columns meets the target."""
    left = without_what_inputs_explain(target, features)
    return _is_met(target - left, target, n_classes)


def _is_met(said: Floats, target: Floats, n_classes: int) -> bool:
    """Whether predictions, (rows, columns) of mean about zero, are as good as the truth."""
    if not n_classes:
        spread = ((target - target.mean(axis=0)) ** 2).sum(axis=0)  # (columns,)
        return bool((((said - target) ** 2).sum(axis=0) < (1 - GIVEN_AWAY) * spread).any())
    truth = target.argmax(1)
    errors = int((said.argmax(1) != truth).sum())
    minority = len(truth) - int(np.bincount(truth).max())
    allowed = max((1 - GIVEN_AWAY) * minority, float(minority >= ROWS_FOR_AN_ERROR))
    return minority > 0 and errors <= allowed

"""Rows kept from training, to see when it gets no better."""

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from plainnet.data.row_hashes import groups_of_copies
from plainnet.errors import SettingError
from plainnet.estimators.distinct_rows import WeightedRows


def hold_out(
    rows: WeightedRows, fraction: float, seed: int, *, stratify: bool
) -> tuple[WeightedRows, WeightedRows]:
    """Draw rows to validate on.

    `fraction`: of the rows, between 0 and 1.
    """
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

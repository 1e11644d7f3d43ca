"""Rows kept from training, to see when it gets no better.

Concepts: validation split, stratification
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from plainnet.errors import SettingError
from plainnet.estimators.distinct_rows import WeightedRows


def hold_out(
    rows: WeightedRows, fraction: float, seed: int, *, stratify: bool
) -> tuple[WeightedRows, WeightedRows]:
    """Draw rows to validate on.

    Parameters
    ----------
    rows : WeightedRows
    fraction : float
        Of the rows, between 0 and 1.
    seed : int
        Of the draw.
    stratify : bool
        Whether both parts have the same shares of classes, where every class has rows enough.

    Returns
    -------
    trained : WeightedRows
    held_out : WeightedRows

    Raises
    ------
    SettingError
        If a part would have no rows.
    """
    n_rows = len(rows.weights)
    n_held = round(n_rows * fraction)
    if not 0 < n_held < n_rows:
        raise SettingError("estimator.few_rows", fraction=fraction, rows=n_rows)
    classes = rows.targets[:, 0] if stratify else None
    if classes is not None:
        counts = np.unique(classes, return_counts=True)[1]
        if counts.min() < 2 or min(n_held, n_rows - n_held) < len(counts):
            classes = None
    numbers: NDArray[np.intp] = np.arange(n_rows)
    kept, held = train_test_split(numbers, test_size=n_held, random_state=seed, stratify=classes)
    return rows.only(np.sort(kept)), rows.only(np.sort(held))

"""Filling holes in a series with the value before them.

Interpolation would draw a line to a value that was not yet known; the last value was.
"""

import numpy as np
from numpy.typing import NDArray


def carry_forward(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let every missing value be the last one above it that is there.

    Shapes: `values` (time, columns) -> (time, columns).

    >>> carry_forward(np.array([[np.nan], [2.0], [np.nan]])).tolist()
    [[nan], [2.0], [2.0]]
    """
    rows = np.arange(len(values))[:, None]  # (time, 1)
    last_present = np.maximum.accumulate(np.where(np.isnan(values), 0, rows), axis=0)
    return np.take_along_axis(values, last_present, axis=0)

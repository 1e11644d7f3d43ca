"""Intervals around forecasts, as wide as the errors on rows that came after the training.

No form of the errors is assumed: the interval is as wide as all but the largest of them ask
for, and a few more than that, because the next error is not among those that were seen.

Concepts: prediction interval, split conformal prediction, back-test
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError

LEVEL = 0.9


def interval_half_widths(residuals: ArrayLike, level: float = LEVEL) -> NDArray[np.float64]:
    """Give how far true values may lie from a forecast, for each step ahead.

    Parameters
    ----------
    residuals : array of shape (rows, steps)
        Truth minus forecast, on rows later than those trained on.
    level : float, default=0.9
        Share of the true values that the intervals shall hold, between 0 and 1.

    Returns
    -------
    array of shape (steps,), float64
        Of each step's absolute residuals the one in place ceil((rows + 1) * level) of
        their order, or the largest where there are not so many.

    Raises
    ------
    ShapeError
        If the residuals are not (rows, steps) with at least one row.

    References
    ----------
    Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018), "Distribution-free predictive
    inference for regression", Journal of the American Statistical Association 113.

    Examples
    --------
    >>> interval_half_widths([[-1.0], [2.0], [-3.0], [4.0]], level=0.5).tolist()
    [3.0]
    """
    sizes = np.abs(np.asarray(residuals, dtype=np.float64))  # (rows, steps)
    if sizes.ndim != 2 or not len(sizes):
        raise ShapeError("evaluation.residuals_shape", found=sizes.shape)
    place = min(int(np.ceil((len(sizes) + 1) * level)), len(sizes)) - 1
    return np.asarray(np.sort(sizes, axis=0)[place])


def rows_for_level(level: float = LEVEL) -> int:
    """Count the rows that intervals of a level need, so that they are not merely the largest.

    Parameters
    ----------
    level : float, default=0.9
        Between 0 and 1.

    Returns
    -------
    int
        The smallest count with ceil((count + 1) * level) <= count.

    Examples
    --------
    >>> rows_for_level(0.9)
    9
    """
    return int(np.ceil(round(level / (1 - level), 9)))

"""How far the areas below two curves could have come out otherwise.

Rows that share truth and score are one cell, and drawing rows again is drawing how many fall
into each cell: that makes the cost the same for a hundred rows and for a million.

Concepts: bootstrap, ROC curve, average precision
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.checked_rows import truth_with_both_classes
from plainnet.evaluation.intervals import Interval, percentile_interval
from plainnet.evaluation.metric_formulas import ratio
from plainnet.evaluation.resampling import RESAMPLES

Floats = NDArray[np.float64]

# More distinct scores than this are brought to as many steps of equally many rows.
MOST_SCORES = 1000


def area_intervals(
    y_true: ArrayLike, scores: ArrayLike, *, seed: int = 0
) -> tuple[Interval | None, Interval | None]:
    """Give the intervals of the area below the ROC curve and of the average precision.

    Parameters
    ----------
    y_true : array of shape (rows,)
        1 where the row is positive, else 0; both occur.
    scores : array of shape (rows,)
        The higher, the more positive; probabilities will do.
    seed : int, default=0
        Of the draws.

    Returns
    -------
    pair of Interval or None
        Of 2000 resamples, at the level 0.95.

    Raises
    ------
    DataError
        If only one class occurs or a score is not a number.

    Examples
    --------
    >>> area_intervals([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])[0]
    Interval(low=1.0, high=1.0, level=0.95)
    """
    true = truth_with_both_classes(y_true, scores)
    cells = _cells(true, np.asarray(scores, dtype=np.float64).reshape(-1))  # (2, scores)
    generator = np.random.default_rng(seed)
    shares = cells.ravel() / true.size
    drawn = generator.multinomial(true.size, shares, size=RESAMPLES).astype(np.float64)
    negatives, positives = np.split(drawn, 2, axis=1)  # (resamples, scores), highest first
    hits, alarms = positives.cumsum(axis=1), negatives.cumsum(axis=1)
    # Of two rows with the same score, one is ahead half of the time.
    ahead = (negatives * (hits - positives / 2)).sum(axis=1)
    areas = ratio(ahead, hits[:, -1] * alarms[:, -1])
    precision = ratio(hits, hits + alarms)
    weighted = np.where(positives > 0, positives * precision, 0).sum(axis=1)
    return percentile_interval(areas), percentile_interval(ratio(weighted, hits[:, -1]))


def _cells(true: NDArray[np.int64], values: Floats) -> NDArray[np.int64]:
    """Count the rows of each truth at each score, the highest score first."""
    distinct, places = np.unique(-values, return_inverse=True)
    if distinct.size > MOST_SCORES:
        order = np.argsort(-values, kind="stable")
        places = np.empty(values.size, dtype=np.int64)
        places[order] = np.arange(values.size) * MOST_SCORES // values.size
    counts = [np.bincount(places[true == label], minlength=places.max() + 1) for label in (0, 1)]
    return np.stack(counts)

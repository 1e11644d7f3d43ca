"""Intervals around forecasts, as wide as the errors on rows that came after the training.

No form of the errors is assumed: the interval is as wide as all but the largest of them ask
for, and a few more than that, because the next error is not among those that were seen. Where
errors grow with the level, so does the interval; and as a series does not stay as it was,
intervals that missed too often of late are widened, and those that never missed narrowed.

References
----------
Lei, G'Sell, Rinaldo, Tibshirani and Wasserman (2018), "Distribution-free predictive inference
for regression", Journal of the American Statistical Association 113.
Gibbs and Candès (2021), "Adaptive conformal inference under distribution shift", Advances in
Neural Information Processing Systems 34.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError

Floats = NDArray[np.float64]

LEVEL = 0.9
FEW = 30  # windows that do not overlap; below, the largest errors are hardly seen
MORE_FREEDOM = 3.0  # degrees that windows that overlap add, by simulation
RATE = 0.2  # of the adaptation: a miss adds a fifth, nine hits take it away
NARROWEST, WIDEST = 0.7, 20.0
LEVEL_SHARES = (0.0, 0.5, 0.9)  # how much of an interval's width may follow the level
RARELY_BY_CHANCE = 0.025


def interval_half_widths(residuals: ArrayLike, level: float = LEVEL) -> Floats:
    """Return how far true values may lie from a forecast, for each step ahead.

    `residuals`, truth minus forecast, of shape (rows, steps): of each step's absolute ones the
    one in place ceil((rows + 1) * level) of their order, or the largest where there are not so
    many; wider by Student's t where few rows do not overlap.

    >>> interval_half_widths([[-1.0], [2.0], [-3.0], [4.0]], level=0.5).round(2).tolist()
    [3.0]
    """
    sizes = np.abs(np.asarray(residuals, dtype=np.float64))  # (rows, steps)
    if sizes.ndim != 2 or not len(sizes):
        raise ShapeError("evaluation.residuals_shape", found=sizes.shape)
    place = min(int(np.ceil((len(sizes) + 1) * level)), len(sizes)) - 1
    return np.asarray(np.sort(sizes, axis=0)[place] * _for_few(len(sizes), sizes.shape[1], level))


def _for_few(rows: int, steps: int, level: float) -> float:
    """Return by what t is wider than normal where few rows do not overlap, else 1."""
    from scipy.special import ndtri, stdtrit

    apart = rows / steps
    if apart >= FEW or (steps == 1 and rows >= rows_for_level(level)):
        return 1.0
    upper = (1 + level) / 2
    return float(stdtrit(apart + MORE_FREEDOM, upper) / ndtri(upper))


def rows_for_level(level: float = LEVEL) -> int:
    """Return how many rows intervals of a level need, so that they are not merely the largest.

    >>> rows_for_level(0.9)
    9
    """
    return int(np.ceil(round(level / (1 - level), 9)))


def level_share(residuals: Floats, forecasts: Floats, usual: float) -> float:
    """Return how much of the errors' size follows the level of the forecast, of 0 to 1.

    Both of shape (rows, steps); what makes the errors likeliest, by Laplace's distribution,
    if it is so by more than a parameter is worth.
    """
    apart = residuals.size / residuals.shape[1] ** 2
    sizes = np.abs(residuals)
    costs = []
    for share in LEVEL_SHARES:
        scale = scale_of(forecasts, share, usual)
        costs.append(
            float(np.mean(np.log(scale)) + np.mean(np.log(np.mean(sizes / scale, axis=0))))
        )
    best = int(np.argmin(costs))
    return LEVEL_SHARES[best] if (costs[0] - costs[best]) * apart > 1 else 0.0


def scale_of(forecasts: Floats, share: float, usual: float) -> Floats:
    """Return how many times as wide as usual the interval of each forecast is."""
    relative = np.maximum(forecasts, 0) / usual
    return np.asarray(1 - share + share * relative)


def adaptation(sizes: Floats, level: float = LEVEL) -> Floats:
    """Return by what the interval of each window is to be multiplied, as earlier ones missed.

    `sizes` of shape (windows, steps): residuals as multiples of the half width; each window
    begins one step after the one before, and only what was known by then counts.
    """
    windows, steps = sizes.shape
    factors = np.ones(windows)
    for known in range(windows - 1):  # the value at this step ahead of the first window
        step = np.arange(min(steps, known + 1))
        is_missed = sizes[known - step, step] > factors[known - step]
        moved = factors[known] * np.exp(RATE * (is_missed.mean() - (1 - level)))
        factors[known + 1] = min(max(moved, NARROWEST), WIDEST)
    return factors


@dataclass(frozen=True)
class Coverage:
    """How many true values intervals held: the share, and whether chance explains so few."""

    held: float
    is_short: bool


def coverage_of(truth: ArrayLike, low: ArrayLike, high: ArrayLike, level: float) -> Coverage:
    """Count the true values that prediction intervals held, all of shape (windows, steps).

    Windows that overlap, and misses that follow each other, count as fewer.
    """
    from scipy.special import bdtr

    inside = (np.asarray(low) <= truth) & (np.asarray(truth) <= high)
    shares = inside.reshape(len(inside), -1).mean(axis=1)  # (windows,)
    steps = inside[0].size
    apart = max(1.0, len(shares) / steps)
    centred = shares - shares.mean()
    if len(shares) > 2 * steps and centred.any():
        again = float(np.mean(centred[steps:] * centred[:-steps]) / np.mean(centred**2))
        again = min(max(again, 0.0), 0.9)
        apart = max(1.0, apart * (1 - again) / (1 + again))
    held = float(shares.mean())
    chance = float(bdtr(np.floor(held * apart + 1e-9), round(apart), level))
    return Coverage(held, held < level and chance < RARELY_BY_CHANCE)

"""How far a score could have come out otherwise on other test rows of the same kind.

A score on 114 rows is a draw from a hat. Drawing the rows again, with replacement, a few
thousand times shows how wide the hat is.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.metric_formulas import (
    paired_values,
    share_of_error_removed,
    tallies_and_formula,
)

Floats = NDArray[np.float64]

RESAMPLES = 2000
# Bounds the memory of one batch of resamples, about 40 bytes a draw.
DRAWS_AT_ONCE = 1_000_000
# More rows are drawn in so many groups; the mean over groups spreads as that over rows.
MOST_DRAWN = 10_000


def resampled_means(tallies: Floats, block_length: int = 1, seed: int = 0) -> Floats:
    """Return the mean of the tallies of each resample.

    Shapes: `tallies` (rows, tallies) -> (2000, tallies).
    `block_length`: neighbouring rows drawn together; more than 1 for a series.

    Künsch (1989), "The jackknife and the bootstrap for general stationary observations",
    Annals of Statistics 17.
    """
    generator, rows = np.random.default_rng(seed), len(tallies)
    groups = min(rows, MOST_DRAWN)
    # Any rows stand together in a group, but neighbours where order matters.
    if rows > groups and block_length == 1:
        tallies = tallies[generator.permutation(rows)]
    starts = np.arange(groups) * rows // groups
    sizes = np.diff(np.append(starts, rows)).astype(np.float64)
    sums = np.add.reduceat(tallies, starts, axis=0)  # (groups, tallies)
    length = min(groups, max(1, round(block_length * groups / rows)))
    blocks, at_once = -(-groups // length), max(1, DRAWS_AT_ONCE // groups)
    means = []
    for start in range(0, RESAMPLES, at_once):
        resamples = min(at_once, RESAMPLES - start)
        first = generator.integers(0, groups - length + 1, size=(resamples, blocks, 1))
        drawn = (first + np.arange(length)).reshape(resamples, -1)[:, :groups]
        places = drawn + groups * np.arange(resamples)[:, None]
        counts = np.bincount(places.ravel(), minlength=resamples * groups)
        often = counts.reshape(resamples, groups).astype(np.float64)
        means.append(often @ sums / (often @ sizes)[:, None])
    return np.concatenate(means)


LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """From where to where a figure may lie.

    `low` and `high`: ends, in the unit of the figure.
    """

    low: float
    high: float
    level: float = LEVEL  # share of repetitions in which such an interval holds the true figure

    @property
    def is_inside_noise(self) -> bool:
        """Whether a difference with this interval could as well be none: it contains 0."""
        return self.low <= 0 <= self.high


def bootstrap_interval(
    metric: str,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    n_classes: int = 2,
    positive: int | None = None,
    block_length: int = 1,
    seed: int = 0,
) -> Interval | None:
    """Return the percentile interval of a score over its test rows.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: labels for the first four, else values in the target's unit.
    Result: of 2000 resamples, at the level 0.95; None where the figure itself is undefined, or is
        in more than half of the resamples.

    Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.

    >>> bootstrap_interval("mae", [0.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    Interval(low=1.0, high=1.0, level=0.95)
    """
    tallies, formula = tallies_and_formula(metric, n_classes, positive)
    true, predicted = paired_values(y_true, y_pred)
    if not np.isfinite(predicted).all():
        return None
    if metric == "accuracy" and block_length == 1:
        exact = exact_share_interval(float(np.mean(true == predicted)), true.size)
        if exact is not None:
            return exact
    means = resampled_means(tallies(true, predicted), block_length, seed)
    return percentile_interval(formula(means))


def exact_share_interval(share: float, rows: int) -> Interval | None:
    """Return the interval of a share of rows that is all or none.

    Rows without a mistake have none when they are drawn again, either: resamples would say
    that there cannot be any.

    Result: None if the share is neither 0 nor 1.

    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the
    case of the binomial", Biometrika 26.

    >>> round(exact_share_interval(1.0, 36).low, 3)
    0.903
    """
    if share not in (0.0, 1.0):
        return None
    still_likely = ((1 - LEVEL) / 2) ** (1 / rows)
    return Interval(still_likely, 1.0) if share == 1.0 else Interval(0.0, 1 - still_likely)


def skill_interval(y_true: ArrayLike, forecast: ArrayLike, baseline: ArrayLike) -> Interval | None:
    """Return the interval of a forecast's skill, drawing blocks of neighbouring steps.

    Shapes: `y_true`, `forecast` and `baseline` (steps,).
    `y_true`, `forecast` and `baseline`: in the order of time, in one unit.
    Result: None where skill is undefined.

    >>> skill_interval([0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]).low
    0.5
    """
    true, predicted = paired_values(y_true, forecast)
    _, simple = paired_values(y_true, baseline)
    if not (np.isfinite(predicted).all() and np.isfinite(simple).all()):
        return None
    squares = np.stack([(predicted - true) ** 2, (simple - true) ** 2], axis=1)  # (steps, 2)
    means = resampled_means(squares, block_length_for(true.size))
    return percentile_interval(share_of_error_removed(means))


def block_length_for(steps: int) -> int:
    """Return the number of neighbouring steps to draw together from a series of `steps`.

    Result: at least 1.

    Hall, Horowitz and Jing (1995), "On blocking rules for the bootstrap with dependent
    data", Biometrika 82.

    >>> block_length_for(195)
    6
    """
    return max(1, round(math.cbrt(steps)))


def percentile_interval(figures: NDArray[np.float64]) -> Interval | None:
    """Cut the tails off what the resamples gave.

    Shapes: `figures` (resamples,).
    Result: None if the figure is undefined in most of the resamples.
    """
    defined = figures[np.isfinite(figures)]
    if 2 * defined.size < figures.size:
        return None
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))

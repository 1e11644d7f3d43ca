"""Whether rows that follow one another in some order - of time, of a number - are alike."""

import numpy as np
from numpy.typing import NDArray

SURE = 3.5  # standard errors that hardly any order without a meaning reaches
MATERIAL = 0.1  # correlation below which neighbours tell next to nothing
TOLERANCE = 0.12  # of the usual step: months have 28 to 31 days
REGULAR = 0.6  # share of usual steps: trading days have weekends and holidays between them
EVEN = 0.3  # standard deviation of the rows at a moment, in units of their mean
_RIDGE = 1e-3


def centred_targets(truth: NDArray[np.float64], n_classes: int = 0) -> NDArray[np.float64]:
    """Bring a target to columns of mean zero: ranks of a number, an indicator of each class."""
    if n_classes:
        columns = np.eye(n_classes)[truth.astype(np.int64)]
    else:
        _, place, counts = np.unique(truth, return_inverse=True, return_counts=True)
        middle = np.cumsum(counts) - (counts + 1) / 2
        columns = middle[place].reshape(-1, 1) / max(1, len(truth) - 1)
    return np.asarray(columns - columns.mean(axis=0), np.float64)


def correlation_of_neighbours(columns: NDArray[np.float64]) -> float:
    """Compute the lag-1 autocorrelation of (rows, columns) of mean zero, all columns together."""
    whole = float((columns**2).sum())
    return float((columns[1:] * columns[:-1]).sum()) / whole if whole > 0 else 0.0


def neighbours_are_alike(columns: NDArray[np.float64]) -> float:
    """Compute how alike neighbours are: their correlation, 0 where that may be chance."""
    found = correlation_of_neighbours(columns)
    return found if found > max(MATERIAL, SURE / np.sqrt(max(1, len(columns)))) else 0.0


def is_followed(order: NDArray[np.float64], columns: NDArray[np.float64]) -> bool:
    """Whether columns of mean zero rise or fall with a number, or neighbours in it are alike."""
    if neighbours_are_alike(columns[np.argsort(order, kind="stable")]):
        return True
    ranks = centred_targets(order)[:, 0]
    spread = np.sqrt((ranks**2).sum() * (columns**2).sum(axis=0))
    found = np.abs(ranks @ columns) / np.where(spread > 0, spread, np.inf)  # (columns,)
    best, degrees = float(found.max()), len(order) - 2
    if degrees < 1:
        return False
    # Student's t against a normal limit is too easy for few rows; this one has fat tails.
    statistic = best * np.sqrt(degrees / max(1e-12, 1 - best**2))
    return bool(statistic > SURE * (1 + 4 / degrees) and best > MATERIAL)


def without_what_inputs_explain(
    columns: NDArray[np.float64], inputs: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Subtract the least-squares fit of inputs, (rows, features), from (rows, columns)."""
    features = np.asarray(inputs, np.float64)
    features = features - features.mean(axis=0)
    gram = features.T @ features
    gram[np.diag_indices_from(gram)] += _RIDGE * max(1.0, float(len(features)))
    left = columns - features @ np.linalg.solve(gram, features.T @ columns)
    return np.asarray(left - left.mean(axis=0), np.float64)


def lie_regularly(moments: NDArray[np.float64]) -> bool:
    """Whether sorted moments are steps of a clock or calendar, about as many rows at each."""
    different, counts = np.unique(moments, return_counts=True)
    if len(different) < 3:
        return False
    gaps = np.diff(different)
    usual = float(np.median(gaps))
    is_usual = np.abs(gaps - usual) <= TOLERANCE * usual
    is_even = counts.std() < EVEN * counts.mean()
    return bool(is_usual.mean() >= REGULAR and is_even)


def calendar_trend(moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a straight line and a parabola over time: (rows, 2)."""
    scaled = moments - moments.mean()
    scaled = scaled / max(1e-12, float(np.abs(scaled).max()))
    return np.column_stack([scaled, scaled**2])

"""A score of independent test rows, how sure it is, and how far it depends on each row.

The interval of a score is the one that fits its kind: exact for shares of rows, on the scale of
logarithms for mean errors, by ranks for areas below curves. A difference between two models is
as sure as the differences of what each row adds to both. `benchmarks/coverage_of_tables.py`
counts how often these intervals hold the true figure.
"""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError
from plainnet.evaluation.calibration import brier_by_row
from plainnet.evaluation.classification import log_loss_by_row
from plainnet.evaluation.intervals import LEVEL, Interval
from plainnet.evaluation.metric_formulas import (
    paired_labels,
    paired_values,
    truth_with_both_classes,
)

Floats = NDArray[np.float64]

OF_LABELS = ("accuracy", "precision", "recall", "f1", "cost")
OF_VALUES = ("rmse", "mae", "mape", "r2", "bias", "skill")
OF_PROBABILITIES = ("log_loss", "brier", "area", "average_precision")
# Below these numbers no interval holds what it says, see `benchmarks/coverage_of_tables.py`.
FEWEST_ROWS = 10  # for a mean error
FEWEST_PROBABILITIES = 20  # for a mean loss of probabilities
FEWEST_OF_A_CLASS = 5  # for an area below a curve or such a loss: positive rows and others each
FEWEST_MISTAKES = 3  # for the same, which rests on rows that are called wrong
# Squared normal errors vary by this much about their mean, as a fraction of its square. A few
# rows without an outlier vary less, and would make the interval too narrow.
SPREAD_OF_SQUARES = 2.0


@dataclass(frozen=True)
class Estimate:
    """A score over test rows.

    `influences`: (rows,), what each row adds to the score, less the mean: the score of rows drawn
        anew moves by the mean of their influences.
    `step`: how far one row called otherwise moves the score, times the number of rows; 0 where rows
        differ by any amount.
    `largest`: the most that a score of its kind can be.
    """

    score: float  # over all rows
    interval: Interval | None  # of the score; None where there are too few rows for one
    influences: Floats
    step: float = 0.0
    largest: float = math.inf


def estimate(
    metric: str,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    n_classes: int = 2,
    positive: int | None = None,
    cost: tuple[float, float] = (1.0, 1.0),
    reference: ArrayLike | None = None,
    probabilities: ArrayLike | None = None,
) -> Estimate | None:
    """Estimate any score; None where it is undefined or asks for what is not there."""
    if metric in OF_LABELS:
        return estimate_labels(metric, y_true, y_pred, n_classes, positive, cost)
    if metric not in OF_PROBABILITIES:
        return estimate_values(metric, y_true, y_pred, reference)
    if probabilities is None:
        return None
    if metric in ("log_loss", "brier"):
        return estimate_probabilities(metric, y_true, probabilities)
    if n_classes != 2:
        return None
    label = 1 if positive is None else positive
    is_positive = np.asarray(y_true).reshape(-1) == label
    if is_positive.all() or not is_positive.any():
        return None
    of_scores = estimate_area if metric == "area" else estimate_average_precision
    return of_scores(is_positive, np.asarray(probabilities, np.float64)[:, label])


def difference_interval(first: Estimate, second: Estimate) -> Interval | None:
    """Compute the interval of first - second, both scored on the same rows.

    For shares of rows it counts one row more that only the first, and one that only the second
    has right, as Bonett and Price (2012), "Adjusted Wald confidence interval for a difference of
    binomial proportions based on paired data": a handful of rows proves little, even of models
    that agree on all of them.
    """
    rows = first.influences.size
    gap, apart = first.score - second.score, first.influences - second.influences
    step = max(first.step, second.step)
    if step == 0 and not apart.any() and gap == 0:
        return Interval(0.0, 0.0)
    if step == 0 and rows < FEWEST_ROWS:
        return None
    spread = float(np.sum((apart - apart.mean()) ** 2)) * rows / max(1, rows - 1)
    # Squared errors have the variance of half as many rows.
    freedom = rows - 2 if step else rows // 2
    half = _t_quantile(freedom) * np.sqrt(spread + 2 * step**2) / rows
    most = first.largest
    return Interval(float(max(gap - half, -most)), float(min(gap + half, most)))


def share_interval(hits: ArrayLike, rows: ArrayLike) -> tuple[Floats, Floats]:
    """Compute the ends of the mid-P intervals of shares, exact ones for none and all of the rows.

    Lancaster (1961), "Significance tests in discrete distributions", Journal of the American
    Statistical Association 56; Clopper and Pearson (1934) at 0 and 1.
    """
    betainc = _special().betainc
    found = np.asarray(hits, np.float64)
    missed = np.asarray(rows, np.float64) - found
    tail = (1 - LEVEL) / 2
    ends = []
    for count, others in ((found, missed), (missed, found)):
        # Half of the chance of exactly so many counts as "as extreme".
        above, below = np.zeros(found.shape), np.ones(found.shape)
        inner = (np.maximum(count, 1), np.maximum(others, 1))
        for _ in range(50):
            middle = (above + below) / 2
            so_many = betainc(inner[0], inner[1] + 1, middle)
            more = betainc(inner[0] + 1, inner[1], middle)
            is_low = (so_many + more) / 2 < tail
            above, below = np.where(is_low, middle, above), np.where(is_low, below, middle)
        all_of_them = tail ** (1 / np.maximum(count + others, 1))
        ends.append(np.where(count == 0, 0.0, np.where(others == 0, all_of_them, below)))
    return ends[0], 1 - ends[1]


def estimate_labels(
    metric: str,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    n_classes: int,
    positive: int | None = None,
    cost: tuple[float, float] = (1.0, 1.0),
) -> Estimate | None:
    """Estimate a score of labels; None where it is undefined.

    As in `score_classification`, precision, recall and F1 are those of the positive class, or
    means over the classes that occur; `cost` is that of a false alarm and of a miss.
    """
    true, predicted = paired_labels(y_true, y_pred, n_classes)
    if positive is None and n_classes == 2:
        positive = 1
    if metric == "accuracy":
        is_hit = (true == predicted).astype(np.float64)
        low, high = share_interval(is_hit.sum(), is_hit.size)
        hits = float(is_hit.mean())
        return Estimate(hits, Interval(float(low), float(high)), is_hit - hits, 1.0, 1.0)
    if metric == "cost":
        return _estimate_cost(true == positive, predicted == positive, cost)
    return _estimate_by_class(metric, true, predicted, n_classes, positive)


def _estimate_cost(
    is_positive: NDArray[np.bool_], is_called: NDArray[np.bool_], cost: tuple[float, float]
) -> Estimate:
    """Estimate the mean cost of a row: two shares, each times its price."""
    prices = np.array(cost)
    kinds = np.stack([~is_positive & is_called, is_positive & ~is_called])  # (2, rows)
    counts, rows = kinds.sum(axis=1), is_positive.size
    of_rows = prices @ kinds
    lows, highs = share_interval(counts, np.full(2, rows))
    interval = _of_sum(prices * counts / rows, prices * lows, prices * highs)
    score = float(of_rows.mean())
    dearest = float(prices.max())
    return Estimate(score, interval, of_rows - score, dearest, dearest)


def _estimate_by_class(
    metric: str,
    true: NDArray[np.int64],
    predicted: NDArray[np.int64],
    n_classes: int,
    positive: int | None,
) -> Estimate | None:
    """Estimate precision, recall or F1 of one class, or their mean over classes."""
    rows, is_hit = true.size, true == predicted
    present, called = (np.bincount(each, minlength=n_classes) for each in (true, predicted))
    hits = np.bincount(true[is_hit], minlength=n_classes)
    occurs = present + called > 0
    chosen = occurs if positive is None else np.arange(n_classes) == positive
    weights = chosen / max(1, chosen.sum())  # (classes,)
    wholes = {"recall": present, "precision": called, "f1": present + called}[metric]
    if (wholes[chosen] == 0).any():
        return None
    whole = np.maximum(wholes, 1)
    times = 2 if metric == "f1" else 1
    scores = times * hits / whole
    # A row counts for its own class, for the class it is called, or for both.
    pulls = times * is_hit * (weights / whole)[true]
    if metric != "precision":
        pulls = pulls - (weights * scores / whole)[true]
    if metric != "recall":
        pulls = pulls - (weights * scores / whole)[predicted]
    influences = rows * pulls
    tried = present + called - hits if metric == "f1" else wholes
    lows, highs = share_interval(hits, np.maximum(tried, 1))
    if metric == "f1":
        lows, highs = (2 * end / (1 + end) for end in (lows, highs))
    tied = _tied_classes(influences, hits, whole, weights, scores) if metric == "f1" else 1.0
    interval = _of_sum(weights * scores, weights * lows, weights * highs, tied)
    step = float(np.sqrt(weights @ (weights * times * rows / whole) ** 2))
    return Estimate(float(weights @ scores), interval, influences, step, 1.0)


def _tied_classes(
    influences: Floats, hits: NDArray[np.int64], whole: NDArray[np.int64], weights: Floats,
    scores: Floats,
) -> float:  # fmt: skip
    """By how much classes that share their mistakes vary more than if each had its own."""
    if np.count_nonzero(weights) == 1:
        return 1.0
    missed = whole - 2 * hits
    of_class = hits * (2 - 2 * scores) ** 2 + missed * scores**2
    apart = influences.size * float(np.sum((weights / whole) ** 2 * of_class))
    together = float(np.mean(influences**2))
    return 2.0 if apart == 0 else float(np.clip(together / apart, 1.0, 2.0))


def _of_sum(parts: Floats, lows: Floats, highs: Floats, tied: float = 1.0) -> Interval:
    """Add up parts with intervals of their own, each end by its distance (MOVER).

    Zou and Donner (2008), "Construction of confidence limits about effect measures: a general
    approach", Statistics in Medicine 27.
    """
    total = float(parts.sum())
    below, above = (np.sqrt(tied * np.sum((parts - end) ** 2)) for end in (lows, highs))
    return Interval(float(max(total - below, lows.sum())), float(min(total + above, highs.sum())))


def estimate_values(
    metric: str, y_true: ArrayLike, y_pred: ArrayLike, reference: ArrayLike | None = None
) -> Estimate | None:
    """Estimate a score of predicted numbers; None where it is undefined.

    `reference` is the simpler prediction that `skill` is measured against.
    """
    true, predicted = paired_values(y_true, y_pred)
    if not np.isfinite(predicted).all():
        return None
    errors = predicted - true
    if metric == "bias":
        return _estimate_mean(errors)
    if metric == "mape":
        return None if (true == 0).any() else estimate_mean_loss(np.abs(errors / true))
    if metric == "mae":
        return estimate_mean_loss(np.abs(errors))
    if metric == "rmse":
        return _estimate_root(errors**2)
    if metric == "r2":  # the mean of equal values may differ from them by rounding
        spread = (true - true.mean()) ** 2
        return _estimate_ratio(errors**2, spread, power=1.0) if np.ptp(true) else None
    if metric == "skill" and reference is not None:
        _, simple = paired_values(true, reference)
        return _estimate_ratio(errors**2, (simple - true) ** 2, power=0.5)
    known = [*OF_LABELS, *OF_VALUES, *OF_PROBABILITIES]
    raise SettingError("evaluation.unknown_metric", metric=metric, known=known)


def estimate_probabilities(metric: str, y_true: ArrayLike, probabilities: ArrayLike) -> Estimate:
    """Estimate `log_loss` or `brier` of probabilities (rows, classes)."""
    shares = np.asarray(probabilities, np.float64)
    labels = np.asarray(y_true).reshape(-1).astype(np.int64)
    by_row = brier_by_row if metric == "brier" else log_loss_by_row
    own = estimate_mean_loss(by_row(labels, shares))
    mistakes = np.count_nonzero(shares.argmax(axis=1) != labels)
    # Where nearly all rows are of one class, those with mistakes enough were drawn by bad luck.
    of_other_classes = labels.size - np.bincount(labels).max()
    is_enough = (
        labels.size >= FEWEST_PROBABILITIES
        and mistakes >= FEWEST_MISTAKES
        and of_other_classes >= FEWEST_OF_A_CLASS
    )
    return own if is_enough else replace(own, interval=None)


def estimate_mean_loss(losses: Floats, least_spread: float = 0.0) -> Estimate:
    """Estimate the mean of losses that are never negative, as log loss or absolute errors.

    The logarithm of such a mean is nearer to a normal distribution than the mean.
    `least_spread` is the variance of a loss about its mean that is expected at least, as a
    fraction of the squared mean.
    """
    rows, mean = losses.size, float(losses.mean())
    influences = losses - mean
    interval = None
    if rows >= FEWEST_ROWS:
        interval = Interval(mean, mean)
        if mean > 0:
            relative = float((losses / mean).var(ddof=1))
            half = _t_quantile(rows - 1) * np.sqrt(max(relative, least_spread) / rows)
            interval = Interval(float(mean * np.exp(-half)), float(mean * np.exp(half)))
    return Estimate(mean, interval, influences)


def _estimate_mean(values: Floats) -> Estimate:
    """Estimate a mean that may have either sign."""
    rows, mean = values.size, float(values.mean())
    interval = None
    if rows >= FEWEST_ROWS:
        half = _t_quantile(rows - 1) * float(values.std(ddof=1)) / np.sqrt(rows)
        interval = Interval(float(mean - half), float(mean + half))
    return Estimate(mean, interval, values - mean)


def _estimate_root(squares: Floats) -> Estimate:
    """Estimate the root of a mean square."""
    of_squares = estimate_mean_loss(squares, SPREAD_OF_SQUARES)
    root, inside = float(np.sqrt(of_squares.score)), of_squares.interval
    interval = inside and Interval(float(np.sqrt(inside.low)), float(np.sqrt(inside.high)))
    slope = 1 / (2 * root) if root else 0.0
    return Estimate(root, interval, of_squares.influences * slope)


def _estimate_ratio(squares: Floats, simple: Floats, power: float) -> Estimate | None:
    """Estimate 1 - (mean of squares / mean of simple) ** power: R² and skill."""
    rows, whole = squares.size, float(simple.mean())
    if whole == 0:
        return None
    part = float(squares.mean())
    rest = (part / whole) ** power  # the score is one less this
    if part == 0:
        return Estimate(1.0, Interval(1.0, 1.0) if rows >= FEWEST_ROWS else None, 0 * squares)
    relative = power * (squares / part - simple / whole)  # of the logarithm of the rest
    interval = None
    if rows >= FEWEST_ROWS:
        half = _t_quantile(rows // 2 - 1) * float(relative.std(ddof=1)) / np.sqrt(rows)
        interval = Interval(float(1 - rest * np.exp(half)), float(1 - rest * np.exp(-half)))
    return Estimate(float(1 - rest), interval, -rest * relative)


def estimate_area(y_true: ArrayLike, scores: ArrayLike) -> Estimate:
    """Estimate the area below the ROC curve.

    DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, for what a row adds; Newcombe
    (2006), "Confidence intervals for an effect size measure based on the Mann-Whitney
    statistic, part 2", method 5, for the interval, which has a width at 1 as well.
    """
    is_positive = truth_with_both_classes(y_true, scores) == 1
    values = np.asarray(scores, np.float64).reshape(-1)
    rows, positives = values.size, int(is_positive.sum())
    negatives = rows - positives
    _, places = np.unique(values, return_inverse=True)
    counts = np.stack([np.bincount(places, weights=of) for of in (~is_positive, is_positive)])
    below = counts.cumsum(axis=1) - counts / 2  # of two rows with one score, half is below
    placed = np.where(
        is_positive, below[0][places] / negatives, 1 - below[1][places] / positives
    )  # the share of the other class on the right side of the row
    area = float(placed[is_positive].mean())
    influences = np.where(is_positive, rows / positives, rows / negatives) * (placed - area)
    step = rows / (2 * min(positives, negatives))
    return Estimate(area, _area_interval(area, positives, negatives), influences, step, 1.0)


def _area_interval(area: float, positives: int, negatives: int) -> Interval | None:
    """Find the areas from which this one is not too far away."""
    if min(positives, negatives) < FEWEST_OF_A_CLASS:
        return None
    middle = (positives + negatives) / 2 - 1

    def is_too_far(tried: Floats) -> NDArray[np.bool_]:
        spread = 1 + middle * ((1 - tried) / (2 - tried) + tried / (1 + tried))
        variance = tried * (1 - tried) * spread / (positives * negatives)
        return np.asarray((area - tried) ** 2 > _normal_quantile() ** 2 * variance)

    # Between the area, which is near enough, and the end of the scale, where variance is 0.
    near, far = np.full(2, area), np.array([0.0, 1.0])
    for _ in range(50):
        tried = (near + far) / 2
        away = is_too_far(tried)
        near, far = np.where(away, near, tried), np.where(away, tried, far)
    return Interval(float(near[0]), float(near[1]))


def estimate_average_precision(y_true: ArrayLike, scores: ArrayLike) -> Estimate:
    """Estimate the mean over the positive rows of the precision at their score.

    Its interval is that of the logit, whose variance is the rows' influences'; at 1, where they
    are all 0, that of a share of the positive rows.
    """
    is_positive = truth_with_both_classes(y_true, scores) == 1
    values = np.asarray(scores, np.float64).reshape(-1)
    rows, positives = values.size, int(is_positive.sum())
    _, places = np.unique(-values, return_inverse=True)  # the highest score first
    found = np.bincount(places, weights=is_positive)  # positive rows at each score
    hits = found.cumsum()
    called = np.bincount(places).cumsum()
    precision = hits / called
    score = float(found @ precision / positives)
    # One hit more raises the precision at every lower score, one false alarm more lowers it.
    by_hit = (found * (called - hits) / called**2)[::-1].cumsum()[::-1]
    by_alarm = (found * hits / called**2)[::-1].cumsum()[::-1]
    of_hit = precision[places] - score + by_hit[places]
    influences = rows / positives * np.where(is_positive, of_hit, -by_alarm[places])
    step = rows / (2 * positives)
    interval = None
    if min(positives, rows - positives) >= FEWEST_OF_A_CLASS:
        interval = _logit_interval(score, influences, positives)
    return Estimate(score, interval, influences, step, 1.0)


def _logit_interval(score: float, influences: Floats, positives: int) -> Interval:
    """Compute an interval on the scale of log(score / (1 - score))."""
    low, high = (float(end) for end in share_interval(score * positives, positives))
    if score in (0.0, 1.0):
        return Interval(low, high)
    rows = influences.size
    error = float(influences.std(ddof=1)) / np.sqrt(rows) / (score * (1 - score))
    middle, half = np.log(score / (1 - score)), _t_quantile(positives - 1) * error
    return Interval(float(1 / (1 + np.exp(half - middle))), float(1 / (1 + np.exp(-middle - half))))


def _t_quantile(freedom: int) -> float:
    """How many standard errors an interval reaches to either side."""
    return float(_special().stdtrit(max(1, freedom), (1 + LEVEL) / 2))


def _normal_quantile() -> float:
    """The same for very many rows."""
    return float(_special().ndtri((1 + LEVEL) / 2))


def _special() -> Any:
    """Import SciPy's special functions; that takes as long as many a command."""
    from scipy import special

    return special

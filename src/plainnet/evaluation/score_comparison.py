"""Every metric of a model and of its baselines, on the same test rows.

Rows that stand by themselves are compared by `score_estimates.py`; neighbours in time, which are
alike, by drawing blocks of them again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.checked_rows import paired_values
from plainnet.evaluation.intervals import Interval, percentile_interval
from plainnet.evaluation.metric_formulas import Formula, ratio, tallies_and_formula
from plainnet.evaluation.resampling import Resampling
from plainnet.evaluation.score_estimates import Estimate, difference_interval, estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ComparedModel:
    """What one model is worth.

    Attributes
    ----------
    scores : dict of str to float or None
        By metric; None where undefined.
    intervals : dict of str to Interval or None
        Of the scores.
    differences : dict of str to float or None
        The first model's score minus this one's; empty for the first model.
    difference_intervals : dict of str to Interval or None
        Of the differences, both models on the same rows.
    """

    scores: dict[str, float | None]
    intervals: dict[str, Interval | None]
    differences: dict[str, float | None] = field(default_factory=dict)
    difference_intervals: dict[str, Interval | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Column:
    """One metric of one model: its formula and where its tallies stand."""

    formula: Formula
    places: slice


def compare_models(
    metrics: Sequence[str],
    y_true: ArrayLike,
    predictions: Mapping[str, ArrayLike],
    *,
    n_classes: int = 2,
    positive: int | None = None,
    cost: tuple[float, float] = (1.0, 1.0),
    reference: ArrayLike | None = None,
    probabilities: Mapping[str, ArrayLike] | None = None,
    block_length: int = 1,
    seed: int = 0,
) -> dict[str, ComparedModel]:
    """Measure the first model and the simpler ones beside it.

    Parameters
    ----------
    metrics : sequence of str
        As `tallies_and_formula` knows them, and `skill`.
    y_true : array of shape (rows,)
        Truth.
    predictions : mapping of str to array of shape (rows,)
        By the model's name; the first is the model that the others are baselines of.
    n_classes : int, default=2
        Number of classes; ignored for values.
    positive : int or None, default=None
        As for `score_classification`.
    cost : (float, float), default=(1, 1)
        Of a false alarm and of a miss.
    reference : array of shape (rows,) or None, default=None
        What `skill` is measured against; needed for it alone.
    probabilities : mapping of str to array of shape (rows, classes), or None
        Of the models that give them; `log_loss`, `area` and the like need them.
    block_length : int, default=1
        Rows drawn together; more than 1 for a series.
    seed : int, default=0
        Of the draws.

    Returns
    -------
    dict of str to ComparedModel
        In the order of `predictions`.

    Examples
    --------
    >>> models = {"model": [1.0, 2.0], "mean": [2.0, 2.0]}
    >>> compare_models(["mae"], [1.0, 3.0], models)["mean"].differences
    {'mae': -0.5}
    """
    settings: dict[str, Any] = {"n_classes": n_classes, "positive": positive, "cost": cost}
    if block_length == 1:
        shares = probabilities or {}
        estimates = {
            name: {
                metric: estimate(
                    metric,
                    y_true,
                    said,
                    reference=reference,
                    probabilities=shares.get(name),
                    **settings,
                )
                for metric in metrics
            }
            for name, said in predictions.items()
        }
        first = next(iter(estimates))
        return {
            name: _compared_rows(of, None if name == first else estimates[first])
            for name, of in estimates.items()
        }
    return _compare_blocks(metrics, y_true, predictions, settings, reference, block_length, seed)


def _compared_rows(
    own: Mapping[str, Estimate | None], first: Mapping[str, Estimate | None] | None
) -> ComparedModel:
    """Read one model's scores off its estimates, and how the first model differs from it."""
    scores = {metric: None if of is None else of.score for metric, of in own.items()}
    intervals = {metric: None if of is None else of.interval for metric, of in own.items()}
    if first is None:
        return ComparedModel(scores, intervals)
    differences: dict[str, float | None] = {}
    between: dict[str, Interval | None] = {}
    for metric, of in own.items():
        best = first[metric]
        differences[metric] = best.score - of.score if of and best else None
        between[metric] = difference_interval(best, of) if of and best else None
    return ComparedModel(scores, intervals, differences, between)


def _compare_blocks(
    metrics: Sequence[str],
    y_true: ArrayLike,
    predictions: Mapping[str, ArrayLike],
    settings: dict[str, Any],
    reference: ArrayLike | None,
    block_length: int,
    seed: int,
) -> dict[str, ComparedModel]:
    """Compare over resamples of blocks of neighbouring rows, the same ones for all models."""
    resampling = Resampling(np.size(y_true), block_length, seed)
    sums: list[Floats] = []
    columns: dict[str, dict[str, _Column]] = {}
    width = 0
    for name, prediction in predictions.items():
        true, predicted = paired_values(y_true, prediction)
        columns[name] = {}
        if not np.isfinite(predicted).all():
            continue
        for metric in metrics:
            noted, formula = _noted(metric, true, predicted, reference, settings)
            columns[name][metric] = _Column(formula, slice(width, width + noted.shape[1]))
            sums.append(resampling.sums(noted))
            width += noted.shape[1]
    if not sums:
        undefined: dict[str, Any] = dict.fromkeys(metrics)
        return {name: ComparedModel(undefined, undefined) for name in predictions}
    all_sums = np.concatenate(sums, axis=1)  # (groups, tallies of all metrics of all models)
    exact = all_sums.sum(axis=0, keepdims=True) / np.size(y_true)
    means = resampling.means(all_sums)
    first = next(iter(predictions))
    return {
        name: _compared(metrics, columns[name], columns[first], exact, means, name == first)
        for name in predictions
    }


def _noted(
    metric: str,
    true: Floats,
    predicted: Floats,
    reference: ArrayLike | None,
    settings: dict[str, Any],
) -> tuple[Floats, Formula]:
    """Give a metric's tallies of each row, and its formula."""
    if metric != "skill":
        tally, formula = tallies_and_formula(metric, **settings)
        return tally(true, predicted), formula
    assert reference is not None
    _, simple = paired_values(true, reference)
    squares = np.stack([(predicted - true) ** 2, (simple - true) ** 2], axis=1)  # (rows, 2)
    return squares, lambda means: 1 - np.sqrt(ratio(means[:, 0], means[:, 1]))


def _compared(
    metrics: Sequence[str],
    own: Mapping[str, _Column],
    first: Mapping[str, _Column],
    exact: Floats,
    means: Floats,
    is_first: bool,
) -> ComparedModel:
    """Read one model's figures off the means."""
    scores: dict[str, float | None] = {}
    intervals: dict[str, Interval | None] = {}
    differences: dict[str, float | None] = {}
    between: dict[str, Interval | None] = {}
    for metric in metrics:
        figures = _figures(own.get(metric), means)
        scores[metric] = _score(own.get(metric), exact)
        score = scores[metric]
        intervals[metric] = None if score is None else percentile_interval(figures)
        if is_first:
            continue
        of_first = _score(first.get(metric), exact)
        is_known = of_first is not None and score is not None
        differences[metric] = (
            of_first - score if of_first is not None and score is not None else None
        )
        gap = _figures(first.get(metric), means) - figures
        between[metric] = percentile_interval(gap) if is_known else None
    return ComparedModel(scores, intervals, differences, between)


def _figures(column: _Column | None, means: Floats) -> Floats:
    """Give a figure in every resample; NaN where it is undefined."""
    if column is None:
        return np.full(len(means), np.nan)
    return column.formula(means[:, column.places])


def _score(column: _Column | None, exact: Floats) -> float | None:
    """Give a figure over the rows as they are."""
    figure = float(_figures(column, exact)[0])
    return figure if np.isfinite(figure) else None

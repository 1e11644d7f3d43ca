"""Every metric of a model and of its baselines, on the same test rows.

The rows stand by themselves; neighbours in time are the matter of `forecast_intervals.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import ArrayLike

from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.score_estimates import Estimate, difference_interval, estimate


@dataclass(frozen=True)
class ComparedModel:
    """What one model is worth.

    `differences`: the first model's score minus this one's; empty for the first model.
    `difference_intervals`: of the differences, both models on the same rows.
    """

    scores: dict[str, float | None]  # by metric; None where undefined
    intervals: dict[str, Interval | None]  # of the scores
    differences: dict[str, float | None] = field(default_factory=dict)
    difference_intervals: dict[str, Interval | None] = field(default_factory=dict)


def compare_models(
    metrics: Sequence[str],
    y_true: ArrayLike,
    predictions: Mapping[str, ArrayLike],
    *,
    probabilities: Mapping[str, ArrayLike] | None = None,
    **settings: Any,
) -> dict[str, ComparedModel]:
    """Measure the first model and the simpler ones beside it.

    Shapes: `y_true` (rows,), `predictions` (rows,), `probabilities` (rows, classes).
    `settings`: those of `estimate`.

    >>> models = {"model": [1.0, 2.0], "mean": [2.0, 2.0]}
    >>> compare_models(["mae"], [1.0, 3.0], models)["mean"].differences
    {'mae': -0.5}
    """
    shares = probabilities or {}
    estimates = {
        name: {
            metric: estimate(metric, y_true, predicted, probabilities=shares.get(name), **settings)
            for metric in metrics
        }
        for name, predicted in predictions.items()
    }
    first = next(iter(estimates))
    return {
        name: _compared(of, None if name == first else estimates[first])
        for name, of in estimates.items()
    }


def _compared(
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

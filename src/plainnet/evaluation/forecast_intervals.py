"""How far a forecast's score could have come out otherwise on other test windows of the series.

Windows that overlap share the steps between them, and errors of one sign follow each other. So
a score is known as well as from far fewer independent windows: its variance is the long-run
variance, measured by a few slow cosine waves through the windows' losses. As few as they are,
so few are the degrees of freedom of a t interval. Where not even two waves are slower than the
dependence, nothing is known, and there is no interval.

References
----------
Müller (2007), "A theory of robust long-run variance estimation", Journal of Econometrics 141.
Lazarus, Lewis, Stock and Watson (2018), "HAR inference: recommendations for practice", Journal
of Business & Economic Statistics 36.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError
from plainnet.evaluation.intervals import LEVEL, Interval
from plainnet.evaluation.metric_formulas import (
    Formula,
    share_of_error_removed,
    tallies_and_formula,
)
from plainnet.evaluation.score_comparison import ComparedModel

Floats = NDArray[np.float64]

LEAST_WAVES = 2  # one degree of freedom would make an interval twelve standard errors wide
WINDOWS_PER_STEP = 5  # and one step more: fewer windows cover less than they say, by simulation
SPANS_PER_WAVE = 4  # a wave has to be slow beside the span over which losses depend on each other
SPANS_LOST = 1.5  # waves through dependent losses are smaller than the mean's own, so many
MOST_LOST = 1 / 3  # windows, or at most this share of them, count as not there
SHARE_OF_WAVES = 0.25  # times windows^(2/3): few, as forecasts that err do so for a while
_STEP = 1e-4  # of the numerical derivative, shared out over the windows
_TO_LOGARITHM = ("rmse", "mae", "mape")  # above 0 and skewed: t holds for their logarithm


def windows_needed(horizon: int) -> int:
    """Return the smallest number of test windows that an interval can rest on."""
    return WINDOWS_PER_STEP * (horizon + 1)


def diebold_mariano(first: Floats, second: Floats) -> float:
    """Return the chance of squared errors that differ so much if both forecasts are as good.

    For forecasts one step ahead, with the correction of Harvey, Leybourne and Newbold (1997).

    Shapes: both (rows,).
    """
    difference = np.square(first) - np.square(second)
    rows, spread = len(difference), float(difference.std())
    if spread == 0:
        return 1.0
    statistic = float(difference.mean()) / (spread / np.sqrt(rows)) * np.sqrt((rows - 1) / rows)
    return float(2 * _student().stdtr(rows - 1, -abs(statistic)))


def _student() -> Any:
    """Return the functions of Student's distribution; their import is late."""
    from scipy import special

    return special


class LongRun:
    """How well a mean over windows in the order of time is known, by a few slow cosine waves."""

    def __init__(self, windows: int, horizon: int, season: int | None = None) -> None:
        # An error of last season's value comes again with the season.
        span = max(horizon, season or 1)
        most = min(SHARE_OF_WAVES * windows ** (2 / 3), windows / (SPANS_PER_WAVE * span))
        waves = max(LEAST_WAVES, int(most))
        counted = windows - min(SPANS_LOST * span, MOST_LOST * windows)
        times = (np.arange(windows) + 0.5) / windows
        cosines = np.cos(np.pi * np.arange(1, waves + 1)[:, None] * times)  # (waves, windows)
        self.is_measurable = windows >= windows_needed(horizon)
        self._waves = cosines * np.sqrt(2 / windows / counted)
        self._quantile = float(_student().stdtrit(waves, (1 + LEVEL) / 2))

    def half_width(self, losses: Floats) -> float:
        """Return half the width of the t interval of the mean of losses of shape (windows,)."""
        return self._quantile * float(np.sqrt(np.mean((self._waves @ losses) ** 2)))


class _Figure:
    """One metric of one model: its value, and how each window moves it."""

    def __init__(self, metric: str, tallies: Floats, formula: Formula) -> None:
        means = tallies.mean(axis=0, keepdims=True)
        value = float(formula(means)[0])
        self.metric, self.value = metric, value if np.isfinite(value) else None
        step = _STEP / len(tallies)
        away = step * (tallies - means)  # (windows, tallies)
        self.influences = (formula(means + away) - formula(means - away)) / (2 * step)

    def interval(self, long_run: LongRun) -> Interval | None:
        """Return the interval, taken on the logarithm where the metric is skewed."""
        if self.value is None:
            return None
        if self.metric in _TO_LOGARITHM:
            return _relative(self.value, self.influences, long_run)
        if self.metric == "skill":  # 1 minus a ratio: t holds for the logarithm of the ratio
            left = _relative(1 - self.value, -self.influences, long_run)
            return None if left is None else Interval(1 - left.high, 1 - left.low)
        return _plain(self.value, self.influences, long_run)


def compare_forecasts(
    metrics: Sequence[str],
    y_true: ArrayLike,
    predictions: Mapping[str, ArrayLike],
    *,
    reference: ArrayLike | None = None,
    horizon: int | None = None,
    season: int | None = None,
) -> dict[str, ComparedModel]:
    """Measure the first forecast and the simpler ones beside it.

    All arrays have the shape (windows, steps), windows in the order of time, each beginning
    one step after the one before; `reference` is what `skill` is measured against; `horizon`
    is the number of windows that overlap, the steps unless given. Intervals are None where a
    figure is undefined or the windows are fewer than `windows_needed`.

    >>> predicted = {"model": [[1.0], [2.0]], "mean": [[2.0], [2.0]]}
    >>> compare_forecasts(["mae"], [[1.0], [3.0]], predicted)["mean"].differences
    {'mae': -0.5}
    """
    true = by_window(y_true)
    long_run = LongRun(len(true), horizon or true.shape[1], season)
    figures = {
        name: {metric: _figure(metric, true, predicted, reference) for metric in metrics}
        for name, predicted in predictions.items()
    }
    first, *others = figures
    compared = {first: ComparedModel(_values(figures[first]), _intervals(figures[first], long_run))}
    for name in others:
        own = figures[name]
        gaps = {metric: _gap(figures[first][metric], own[metric], long_run) for metric in metrics}
        compared[name] = ComparedModel(
            _values(own),
            _intervals(own, long_run),
            {metric: gap for metric, (gap, _) in gaps.items()},
            {metric: interval for metric, (_, interval) in gaps.items()},
        )
    return compared


def skill_interval(
    y_true: ArrayLike,
    forecast: ArrayLike,
    baseline: ArrayLike,
    *,
    horizon: int | None = None,
    season: int | None = None,
) -> Interval | None:
    """Return the interval of a forecast's skill over a baseline.

    Arrays as in `compare_forecasts`; skill may be claimed if `low` is above 0. None where skill
    is undefined or the windows are too few.
    """
    found = compare_forecasts(
        ("skill",),
        y_true,
        {"model": forecast},
        reference=baseline,
        horizon=horizon,
        season=season,
    )
    return found["model"].intervals["skill"]


def by_window(values: ArrayLike) -> Floats:
    """Return values as (windows, steps)."""
    array = np.asarray(values, dtype=np.float64)
    return array[:, None] if array.ndim == 1 else array


def _figure(
    metric: str, true: Floats, predicted: ArrayLike, reference: ArrayLike | None
) -> _Figure:
    """Compute one metric from the mean losses of each window."""
    predicted = by_window(predicted)
    if predicted.shape != true.shape:
        raise ShapeError("evaluation.lengths_differ", true=true.size, predicted=predicted.size)
    if metric == "skill":
        assert reference is not None
        simple = by_window(reference)
        losses = np.stack([(predicted - true) ** 2, (simple - true) ** 2], axis=-1)
        return _Figure(metric, losses.mean(axis=1), share_of_error_removed)
    tally, formula = tallies_and_formula(metric)
    noted = tally(true.ravel(), predicted.ravel())  # (windows x steps, tallies)
    return _Figure(metric, noted.reshape(*true.shape, -1).mean(axis=1), formula)


def _gap(first: _Figure, other: _Figure, long_run: LongRun) -> tuple[float | None, Interval | None]:
    """Return the difference of two figures on the same windows, with its interval."""
    if first.value is None or other.value is None:
        return None, None
    gap = first.value - other.value
    return gap, _plain(gap, first.influences - other.influences, long_run)


def _plain(value: float, influences: Floats, long_run: LongRun) -> Interval | None:
    """Return a value plus and minus its half width."""
    if not long_run.is_measurable or not np.isfinite(influences).all():
        return None
    width = long_run.half_width(influences)
    return Interval(value - width, value + width)


def _relative(value: float, influences: Floats, long_run: LongRun) -> Interval | None:
    """Return a value above 0 times and divided by the half width of its logarithm."""
    if value <= 0:
        return None
    found = _plain(float(np.log(value)), influences / value, long_run)
    return None if found is None else Interval(float(np.exp(found.low)), float(np.exp(found.high)))


def _values(figures: Mapping[str, _Figure]) -> dict[str, float | None]:
    """Return each metric's value."""
    return {metric: figure.value for metric, figure in figures.items()}


def _intervals(figures: Mapping[str, _Figure], long_run: LongRun) -> dict[str, Interval | None]:
    """Return each metric's interval."""
    return {metric: figure.interval(long_run) for metric, figure in figures.items()}

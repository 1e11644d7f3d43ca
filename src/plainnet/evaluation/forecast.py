"""Whether a forecast knows anything that yesterday's value did not say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, ShapeError
from plainnet.evaluation.forecast_intervals import by_window, skill_interval
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.metric_formulas import paired_values
from plainnet.evaluation.regression import rmse, score_regression


def skill(y_true: ArrayLike, forecast: ArrayLike, baseline: ArrayLike) -> float | None:
    """Return the part of the baseline's error that the forecast takes away.

    Shapes: `y_true`, `forecast` and `baseline` (steps,).
    Result: None if the baseline is without error or the forecast not finite.

    Murphy (1988), "Skill scores based on the mean square error and their relationships to
    the correlation coefficient", Monthly Weather Review 116.

    >>> skill([1.0, 2.0, 3.0], [1.5, 2.5, 3.5], [0.0, 1.0, 2.0])
    0.5
    """
    error, error_of_baseline = rmse(y_true, forecast), rmse(y_true, baseline)
    if error is None or not error_of_baseline:
        return None
    return 1 - error / error_of_baseline


def rmse_by_lag(
    y_true: ArrayLike, forecast: ArrayLike, max_lag: int = 5
) -> NDArray[np.float64] | None:
    """Compare the forecast of each step with the truth 0, 1, ... steps earlier.

    Shapes: `y_true` and `forecast` (steps,) -> (max_lag + 1,).
    `y_true` and `forecast`: in the order of time, in one unit.
    Result: None if a forecast is not finite.

    >>> rmse_by_lag([1, 2, 4, 8], [0, 1, 2, 4], max_lag=1).round(2).tolist()
    [2.65, 0.0]
    """
    true, predicted = paired_values(y_true, forecast)
    if true.size <= max_lag:
        raise DataError("evaluation.too_few_steps", found=true.size, needed=max_lag + 1)
    if not np.isfinite(predicted).all():
        return None
    later = predicted[max_lag:]
    errors = [later - true[max_lag - lag : true.size - lag] for lag in range(max_lag + 1)]
    return np.asarray(np.sqrt(np.mean(np.square(errors), axis=1)))


def best_lag(y_true: ArrayLike, forecast: ArrayLike, max_lag: int = 5) -> int | None:
    """Return the lag, in steps, at which the forecast fits the truth best.

    A forecast that only repeats yesterday's value fits best at lag 1.

    Shapes: `y_true` and `forecast` (steps,).
    `y_true` and `forecast`: in the order of time, in one unit.
    Result: the smallest of equally good ones; None if a forecast is not finite.

    >>> best_lag([1, 2, 4, 8, 4, 2, 1], [0, 1, 2, 4, 8, 4, 2])
    1
    """
    errors = rmse_by_lag(y_true, forecast, max_lag)
    return None if errors is None else int(np.argmin(errors))


def last_value_forecast(series: ArrayLike, first: int) -> NDArray[np.float64]:
    """Forecast each step from `first` on by the value one step earlier.

    Shapes: `series` (steps,) -> (steps - first,).
    `first`: at least 1.

    >>> last_value_forecast([1, 2, 3, 4], first=2).tolist()
    [2.0, 3.0]
    """
    return window_mean_forecast(series, first, window=1)


def window_mean_forecast(series: ArrayLike, first: int, window: int) -> NDArray[np.float64]:
    """Forecast each step from `first` on by the mean of the `window` values before it.

    Shapes: `series` (steps,) -> (steps - first,).
    `first`: at least `window`.

    >>> window_mean_forecast([1, 3, 5, 7], first=2, window=2).tolist()
    [2.0, 4.0]
    """
    values = np.asarray(series, dtype=np.float64).reshape(-1)
    if first < window:
        raise DataError("evaluation.too_few_steps", found=first, needed=window)
    if first >= values.size:
        raise DataError("evaluation.no_rows")
    windows = np.lib.stride_tricks.sliding_window_view(values, window)
    return np.asarray(windows[first - window : -1].mean(axis=1))


@dataclass(frozen=True)
class StepFigures:
    """What the forecast of one step ahead is worth.

    `skill_interval`: of the skill; None where it is undefined or the windows are too few.
    """

    step: int  # how many steps ahead, from 1
    scores: dict[str, float | None]  # RMSE, MAE, MAPE, and skill against the simple forecast
    simple_scores: dict[str, float | None]  # RMSE, MAE and MAPE of the simple forecast
    skill_interval: Interval | None


def figures_by_step(
    y_true: ArrayLike, forecast: ArrayLike, simple: ArrayLike, *, season: int | None = None
) -> tuple[StepFigures, ...]:
    """Measure each step ahead by itself.

    Shapes: `y_true`, `forecast` and `simple` (windows, horizon).

    >>> true, predicted = [[1.0, 2.0], [2.0, 3.0]], [[1.5, 2.5], [2.5, 3.5]]
    >>> simple = [[0.0, 0.0], [1.0, 1.0]]
    >>> [step.scores["skill"] for step in figures_by_step(true, predicted, simple)]
    [0.5, 0.75]
    """
    columns = [by_window(values) for values in (y_true, forecast, simple)]
    for column in columns[1:]:
        if column.shape != columns[0].shape:
            raise ShapeError(
                "evaluation.lengths_differ", true=columns[0].size, predicted=column.size
            )
    found = []
    for step in range(columns[0].shape[1]):
        true, predicted, plain = (column[:, step] for column in columns)
        found.append(
            StepFigures(
                step + 1,
                score_regression(true, predicted) | {"skill": skill(true, predicted, plain)},
                score_regression(true, plain),
                skill_interval(true, predicted, plain, horizon=step + 1, season=season),
            )
        )
    return tuple(found)

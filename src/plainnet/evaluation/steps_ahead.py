"""Forecasts of several steps: the simplest ones, and figures for each step.

Concepts: horizon, seasonal last value, skill by step
"""

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.forecast import skill
from plainnet.evaluation.regression import mae, rmse


def last_values(windows: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Forecast every step by the last value seen.

    Parameters
    ----------
    windows : array of shape (rows, window)
        In the order of time.
    horizon : int
        Steps to forecast.

    Returns
    -------
    array of shape (rows, horizon)

    Examples
    --------
    >>> last_values(np.array([[1.0, 2.0]]), 3).tolist()
    [[2.0, 2.0, 2.0]]
    """
    return np.repeat(windows[:, -1:], horizon, axis=1)


def seasonal_last_values(
    windows: NDArray[np.float64], horizon: int, season: int
) -> NDArray[np.float64]:
    """Forecast every step by the last value seen at the same place of the season.

    Parameters
    ----------
    windows : array of shape (rows, window)
        In the order of time; window is at least `season`.
    horizon : int
        Steps to forecast.
    season : int
        Steps after which the series repeats itself.

    Returns
    -------
    array of shape (rows, horizon)

    References
    ----------
    Hyndman and Athanasopoulos (2021), "Forecasting: Principles and Practice", third
    edition, section 5.2.

    Examples
    --------
    >>> seasonal_last_values(np.array([[1.0, 2.0, 3.0]]), 3, season=2).tolist()
    [[2.0, 3.0, 2.0]]
    """
    places = np.arange(horizon) % season - season
    return windows[:, places]


def window_means(windows: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Forecast every step by the mean of the values seen.

    Parameters
    ----------
    windows : array of shape (rows, window)
        In any order.
    horizon : int
        Steps to forecast.

    Returns
    -------
    array of shape (rows, horizon)

    Examples
    --------
    >>> window_means(np.array([[1.0, 2.0]]), 2).tolist()
    [[1.5, 1.5]]
    """
    return np.repeat(windows.mean(axis=1, keepdims=True), horizon, axis=1)


def score_by_step(
    y_true: NDArray[np.float64], forecast: NDArray[np.float64], baseline: NDArray[np.float64]
) -> list[dict[str, float | None]]:
    """Measure each step of the forecasts by itself.

    Parameters
    ----------
    y_true, forecast, baseline : array of shape (rows, steps)
        In one unit.

    Returns
    -------
    list of dict
        `rmse`, `mae` and `skill` against the baseline; the first is one step ahead.

    Examples
    --------
    >>> truth = np.array([[1.0], [2.0]])
    >>> score_by_step(truth, truth, truth + 1)
    [{'rmse': 0.0, 'mae': 0.0, 'skill': 1.0}]
    """
    return [
        {"rmse": rmse(true, said), "mae": mae(true, said), "skill": skill(true, said, simple)}
        for true, said, simple in zip(y_true.T, forecast.T, baseline.T, strict=True)
    ]

"""The simplest forecasts of several steps, which a model has to beat.

Concepts: last-value baseline, seasonal last value, window mean, horizon
"""

import numpy as np
from numpy.typing import NDArray


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

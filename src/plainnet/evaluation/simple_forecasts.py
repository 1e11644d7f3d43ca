"""The simplest forecasts of several steps, which a model has to beat."""

import numpy as np
from numpy.typing import NDArray


def last_values(windows: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Forecast every step by the last value seen.

    Shapes: `windows` (rows, window) -> (rows, horizon).

    >>> last_values(np.array([[1.0, 2.0]]), 3).tolist()
    [[2.0, 2.0, 2.0]]
    """
    return np.repeat(windows[:, -1:], horizon, axis=1)


def seasonal_last_values(
    windows: NDArray[np.float64], horizon: int, season: int
) -> NDArray[np.float64]:
    """Forecast every step by the last value seen at the same place of the season.

    Shapes: `windows` (rows, window) -> (rows, horizon).
    `windows`: window is at least `season`.

    Hyndman and Athanasopoulos (2021), "Forecasting: Principles and Practice", third
    edition, section 5.2.

    >>> seasonal_last_values(np.array([[1.0, 2.0, 3.0]]), 3, season=2).tolist()
    [[2.0, 3.0, 2.0]]
    """
    places = np.arange(horizon) % season - season
    return windows[:, places]


def window_means(windows: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Forecast every step by the mean of the values seen.

    Shapes: `windows` (rows, window) -> (rows, horizon).

    >>> window_means(np.array([[1.0, 2.0]]), 2).tolist()
    [[1.5, 1.5]]
    """
    return np.repeat(windows.mean(axis=1, keepdims=True), horizon, axis=1)

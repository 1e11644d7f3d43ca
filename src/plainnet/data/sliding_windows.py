"""Cutting a series into windows of the past, each with the value that follows.

Concepts: sliding window, horizon, target
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, SettingError, ShapeError


def slide(
    values: ArrayLike, window: int, horizon: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Pair every stretch of `window` steps with the step `horizon` steps after its last.

    Parameters
    ----------
    values : array-like of shape (time, columns)
        In the order of time.
    window : int
        Steps of the past the network sees. At least 1.
    horizon : int, default=1
        Steps from the last one seen to the one to forecast. At least 1: the next.

    Returns
    -------
    inputs : array of shape (windows, window, columns), float64
        With windows = time - window - horizon + 1.
    targets : array of shape (windows, columns), float64
        The values to forecast.
    target_rows : array of shape (windows,), int64
        Row of `values` each target stands on.

    Raises
    ------
    DataError
        If the series is too short for one window and its target.
    SettingError
        If window or horizon is below 1.
    ShapeError
        If the values are not (time, columns).

    Examples
    --------
    >>> inputs, targets, target_rows = slide([[1.0], [2.0], [3.0], [4.0]], window=2)
    >>> inputs[:, :, 0].tolist(), targets[:, 0].tolist(), target_rows.tolist()
    ([[1.0, 2.0], [2.0, 3.0]], [3.0, 4.0], [2, 3])
    """
    series = np.asarray(values, dtype=np.float64)  # (time, columns)
    if series.ndim != 2:
        raise ShapeError("windows.not_a_series", found=series.shape)
    if window < 1 or horizon < 1:
        raise SettingError("windows.below_one", window=window, horizon=horizon)
    if len(series) < window + horizon:
        raise DataError(
            "windows.too_short",
            rows=len(series),
            window=window,
            horizon=horizon,
            needed=window + horizon,
        )
    target_rows = np.arange(window + horizon - 1, len(series), dtype=np.int64)
    starts = np.arange(len(target_rows))[:, None]  # (windows, 1)
    inputs = series[starts + np.arange(window)]  # (windows, window, columns)
    return inputs, series[target_rows], target_rows

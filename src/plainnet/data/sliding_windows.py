"""Cutting a series into windows of the past, each with the values that follow."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, SettingError, ShapeError


def slide(
    values: ArrayLike, window: int, horizon: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Pair every stretch of `window` steps with the step `horizon` steps after its last.

    Shapes: `values` (time, columns) -> `inputs` (windows, window, columns), `targets` (windows,
    columns), `target_rows` (windows,).

    >>> inputs, targets, target_rows = slide([[1.0], [2.0], [3.0], [4.0]], window=2)
    >>> inputs[:, :, 0].tolist(), targets[:, 0].tolist(), target_rows.tolist()
    ([[1.0, 2.0], [2.0, 3.0]], [3.0, 4.0], [2, 3])
    """
    series = _checked(values, window, horizon)  # (time, columns)
    target_rows = np.arange(window + horizon - 1, len(series), dtype=np.int64)
    starts = np.arange(len(target_rows))[:, None]  # (windows, 1)
    inputs = series[starts + np.arange(window)]  # (windows, window, columns)
    return inputs, series[target_rows], target_rows


def slide_ahead(
    values: ArrayLike, window: int, horizon: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Pair every stretch of `window` steps with the `horizon` values that follow it.

    Shapes: `values` (time, columns) -> `inputs` (windows, window, columns), `targets` (windows,
    horizon), `first_rows` (windows,).

    >>> inputs, targets, first_rows = slide_ahead([[1.0], [2.0], [3.0], [4.0]], 2, 2)
    >>> inputs[:, :, 0].tolist(), targets.tolist(), first_rows.tolist()
    ([[1.0, 2.0]], [[3.0, 4.0]], [2])
    """
    series = _checked(values, window, horizon)  # (time, columns)
    windows = sliding_window_view(series[: len(series) - horizon], window, axis=0)
    targets = sliding_window_view(series[window:, 0], horizon)  # (windows, horizon)
    first_rows = np.arange(window, len(series) - horizon + 1, dtype=np.int64)
    return windows.transpose(0, 2, 1), targets, first_rows


def _checked(values: ArrayLike, window: int, horizon: int) -> NDArray[np.float64]:
    """Give the series as an array that is long enough."""
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
    return series

"""Series as a network takes them: levels or changes, cut into windows of the past.

A network that saw prices from 1000 to 1300 knows nothing of 1800. Changes stay in the range
that was trained on, wherever the level wanders.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, SettingError, ShapeError

_FARTHEST = 1e12  # beyond it squares and sums of float32 overflow

SeriesForm = Literal["value", "change", "log_change"]


def form_windows(windows: NDArray[np.float64], forms: Sequence[SeriesForm]) -> NDArray[np.float64]:
    """Bring each column of some windows into its form.

    Shapes: `windows` (rows, window, columns) -> (rows, steps, columns).
    `windows`: in the units of the file.

    >>> form_windows(np.array([[[1.0, 5.0], [3.0, 6.0]]]), ["change", "value"]).tolist()
    [[[2.0, 6.0]]]
    """
    first = 0 if set(forms) == {"value"} else 1
    formed = np.empty((len(windows), windows.shape[1] - first, len(forms)))
    for column, form in enumerate(forms):
        values = windows[:, :, column]  # (rows, window)
        if form == "log_change":
            values = np.log(values)
        formed[:, :, column] = values[:, first:] if form == "value" else np.diff(values, axis=1)
    return formed


def form_targets(
    targets: NDArray[np.float64], last: NDArray[np.float64], form: SeriesForm
) -> NDArray[np.float64]:
    """Bring values to forecast into the form that is forecast.

    Shapes: `targets` (rows, horizon), `last` (rows,) -> (rows, horizon).
    `targets`: in the unit of the file.
    """
    if form == "change":
        return targets - last[:, None]
    return np.log(targets) - np.log(last[:, None]) if form == "log_change" else targets


def undo_form(
    forecasts: NDArray[np.float64], last: NDArray[np.float64], form: SeriesForm
) -> NDArray[np.float64]:
    """Bring forecasts back to the unit of the file.

    Shapes: `forecasts` (rows, horizon), `last` (rows,) -> (rows, horizon).
    """
    if form == "change":
        return last[:, None] + forecasts
    return last[:, None] * np.exp(forecasts) if form == "log_change" else forecasts


def for_network(scaled: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return scaled numbers in the precision of networks."""
    farthest = float(np.abs(scaled).max(initial=0))
    if not farthest <= _FARTHEST:
        raise DataError("series.too_far", times=f"{farthest:.0e}")
    return scaled.astype(np.float32)


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
    """Return the series as an array that is long enough."""
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

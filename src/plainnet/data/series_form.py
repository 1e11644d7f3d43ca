"""In which form the columns of a series reach a network: as levels, or as changes.

A network that saw prices from 1000 to 1300 knows nothing of 1800. Changes stay in the range
that was trained on, wherever the level wanders.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import DataError

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
    """Give scaled numbers in the precision of networks."""
    farthest = float(np.abs(scaled).max(initial=0))
    if not farthest <= _FARTHEST:
        raise DataError("series.too_far", times=f"{farthest:.0e}")
    return scaled.astype(np.float32)

"""The windows of a series that a model answers for, and what is simplest to say of each."""

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Series
from plainnet.data.sliding_windows import slide_ahead
from plainnet.evaluation.simple_forecasts import last_values, seasonal_last_values, window_means
from plainnet.files.model_card import SeriesInputs
from plainnet.predictors.predictor import RawRows


def history_of(inputs: SeriesInputs) -> int:
    """Count the steps before a forecast: the window, or the season where that is longer."""
    return max(inputs.window, inputs.season or 0)


def windows_of(series: Series, inputs: SeriesInputs) -> RawRows:
    """Cut a series into windows, each with the values that follow."""
    windows, targets, first_rows = slide_ahead(series.values, history_of(inputs), inputs.horizon)
    truth = targets if inputs.columns else targets[:, 0]
    rows = RawRows(windows, truth, tuple(first_rows.tolist()), series.source, series.repairs)
    if series.is_filled is None:
        return rows
    is_known = ~series.is_filled[:, 0]  # (time,)
    steps = np.arange(inputs.horizon)
    kept = np.flatnonzero(is_known[first_rows[:, None] + steps].all(axis=1))
    return rows.only(kept)


def simplest_forecasts(rows: RawRows, inputs: SeriesInputs) -> dict[str, NDArray[np.float64]]:
    """Forecast by the last value, by that of the last season, and by the mean of the window.

    Shapes: returns (rows, horizon).
    """
    seen, horizon = rows.inputs[:, :, 0], inputs.horizon  # (rows, history)
    simple = {"last_value": last_values(seen, horizon)}
    if inputs.season is not None:
        simple["seasonal_last_value"] = seasonal_last_values(seen, horizon, inputs.season)
    simple["window_mean"] = window_means(seen[:, -inputs.window :], horizon)
    if inputs.columns:
        return simple
    return {name: forecasts[:, 0] for name, forecasts in simple.items()}

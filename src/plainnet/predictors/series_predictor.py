"""Forecasts of a series, one step ahead.

Concepts: forecast, sliding window, last-value baseline
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Series
from plainnet.data.included_data import is_included, load_included
from plainnet.data.series import read_series
from plainnet.data.sliding_windows import slide
from plainnet.errors import DataError
from plainnet.files.model_card import NumberTarget, SeriesInputs
from plainnet.predictors.predictor import Predictor, RawRows


class SeriesPredictor(Predictor):
    """A model that sees the last values of a series and forecasts the next."""

    label_column = "step"

    def read(self, data: Path, *, with_truth: bool) -> RawRows:
        """Cut a series into windows, each with the value after it, or take the last one.

        Rows are numbered as in the file; the first `window` of them have no forecast.
        """
        series = self._series(data)
        window = self._inputs.window
        if len(series.values) < window + with_truth:
            raise DataError(
                "predictor.short_series",
                file=data,
                found=len(series.values),
                needed=window + with_truth,
            )
        if not with_truth:
            last = series.values[None, -window:]
            return RawRows(last, None, (1,), series.source, series.repairs)
        windows, targets, rows = slide(series.values, window)
        labels = tuple(rows.tolist())
        return RawRows(windows, targets[:, 0], labels, series.source, series.repairs)

    @property
    def _inputs(self) -> SeriesInputs:
        """Column, window and scaling."""
        assert isinstance(self.card.inputs, SeriesInputs)
        return self.card.inputs

    def test_places(self) -> NDArray[np.int64]:
        """The first forecast is that of the row after the first window."""
        return super().test_places() - self._inputs.window

    def _series(self, data: Path) -> Series:
        """Read a file, or a series that comes with the project."""
        if is_included(data):
            return load_included(data, Series)
        return read_series(data, column=self._inputs.column)

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Scale the values, or the steps between their logarithms."""
        if self._inputs.forecast == "log_change":
            if raw.min() <= 0:
                raise DataError("predictor.not_positive", value=f"{raw.min():g}")
            raw = np.diff(np.log(raw), axis=1)  # (rows, window - 1, 1)
        return self._inputs.scaling.apply(raw).astype(np.float32)

    def values(self, raw: NDArray[Any], outputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bring forecasts to the series' unit."""
        forecast = super().values(raw, outputs)
        if self._inputs.forecast == "log_change":
            return np.asarray(raw[:, -1, 0] * np.exp(forecast))
        return forecast

    def baseline_predictions(self, rows: RawRows) -> dict[str, NDArray[Any]]:
        """Forecast by the last value, and by the mean of the window."""
        assert isinstance(self.card.target, NumberTarget)
        return {"last_value": rows.inputs[:, -1, 0], "window_mean": rows.inputs[:, :, 0].mean(1)}

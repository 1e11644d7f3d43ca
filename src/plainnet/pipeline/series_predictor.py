"""Forecasts of a series, one or several steps ahead."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.calendar_dates import continued_dates
from plainnet.data.dataset import DataNote, Series
from plainnet.data.row_hashes import Hashes, hash_windows
from plainnet.data.scaling import Scaling
from plainnet.data.series import read_series
from plainnet.data.sliding_windows import (
    SeriesForm,
    for_network,
    form_targets,
    form_windows,
    slide_ahead,
    undo_form,
)
from plainnet.errors import DataError
from plainnet.evaluation.baselines import last_values, seasonal_last_values, window_means
from plainnet.evaluation.forecast import skill
from plainnet.evaluation.prediction_interval import adaptation, scale_of
from plainnet.evaluation.regression import mae, rmse
from plainnet.files.model_card import NumberTarget, SeriesInputs
from plainnet.messages.language import say
from plainnet.pipeline.predictor import Answer, Predictor, RawRows, Scores


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


_LEAST_WIDTH = 0.01  # of the trained range, as a part of the largest value: rounding is no change


def check_last_window(series: Series, inputs: SeriesInputs) -> None:
    """Refuse to forecast from values that are nothing like those trained on."""
    last = Series(
        series.values[-inputs.window :],
        series.column_names,
        None,
        series.source,
        lines=None if series.lines is None else series.lines[-inputs.window :],
    )
    check_positive(last, inputs.forms)
    is_far, formed = _far_outside(last, inputs)
    if not is_far.any():
        return
    row, column = np.argwhere(is_far)[0].tolist()
    form = inputs.forms[column]
    raise DataError(
        f"predictor.far_{'value' if form == 'value' else 'change'}",
        file=series.source.path,
        line=_line(last, row + len(last.values) - len(formed)),
        column=series.column_names[column],
        value=_shown(formed[row, column], form),
        lowest=_shown(inputs.lowest[column], form),
        highest=_shown(inputs.highest[column], form),
    )


def tell_strange_rows(rows: RawRows, series: Series, inputs: SeriesInputs) -> RawRows:
    """Describe how many rows of a series to be tested on are nothing like those trained on."""
    check_positive(series, inputs.forms)
    is_far, formed = _far_outside(series, inputs)
    repairs = rows.repairs
    for column in np.flatnonzero(is_far.any(axis=0)):
        first = int(np.argmax(is_far[:, column])) + len(series.values) - len(formed)
        values: dict[str, object] = {
            "column": series.column_names[column],
            "count": int(is_far[:, column].sum()),
            "line": _line(series, first),
        }
        repairs += (DataNote("predictor.far_rows", values),)
    return replace(rows, repairs=repairs)


def check_positive(series: Series, forms: tuple[str, ...]) -> None:
    """Refuse values that have no logarithm."""
    is_bad = (series.values <= 0) & (np.asarray(forms) == "log_change")  # (time, columns)
    if is_bad.any():
        row, column = np.argwhere(is_bad)[0].tolist()
        raise DataError(
            "predictor.series_not_positive",
            file=series.source.path,
            line=_line(series, row),
            column=series.column_names[column],
            value=f"{series.values[row, column]:g}",
        )


def _far_outside(
    series: Series, inputs: SeriesInputs
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Find values that lie further outside the trained range than the range is wide."""
    formed = form_windows(series.values[None], inputs.forms)[0]  # (steps, columns)
    lowest, highest = np.asarray(inputs.lowest), np.asarray(inputs.highest)
    largest = np.maximum(np.abs(lowest), np.abs(highest))
    width = np.maximum(highest - lowest, _LEAST_WIDTH * largest)
    return (formed < lowest - width) | (formed > highest + width), formed


def _line(series: Series, row: int) -> int:
    """Name the line of the file, or the number of the row where there is no file."""
    return row + 1 if series.lines is None else series.lines[row]


def _shown(value: float, form: str) -> str:
    """Write a value, or a change in percent."""
    if form == "log_change":
        return say("evaluation.percent", number=f"{100 * np.expm1(value):+.3g}")
    return f"{value:.4g}"


Floats = NDArray[np.float64]

RECENT = 200  # windows before the last that tell how wide its interval should be


class SeriesPredictor(Predictor):
    """A model that sees the last values of a series and forecasts the next."""

    label_column = "step"
    #: `COLUMN=VALUE`: the series of a file to look at; None for the one that was learned.
    only: tuple[str, ...] | None = None

    def read(self, data: Any, *, with_truth: bool) -> RawRows:
        """Cut a series into windows, each with the values after it, or take the last one.

        Rows are numbered as in the file; the first `window` of them have no forecast.
        """
        series = self._series(data)
        inputs = self._inputs
        horizon = inputs.horizon
        needed = history_of(inputs) + horizon if with_truth else inputs.window
        if len(series.values) < needed:
            found = len(series.values)
            raise DataError("predictor.short_series", file=data, found=found, needed=needed)
        if with_truth:
            rows = windows_of(series, inputs)
            return rows if not inputs.columns else tell_strange_rows(rows, series, inputs)
        if inputs.columns:
            check_last_window(series, inputs)
        return RawRows(
            self.recent_windows(series.values),
            None,
            (1,),
            series.source,
            series.repairs,
            series.dates or (),
        )

    def recent_windows(self, values: Floats) -> Floats:
        """Cut the last windows of a series, as far back as the model can see them.

        `values` of shape (time, columns); windows of shape (rows, window, columns).
        """
        values, window = values[-self._inputs.window - RECENT :], self._inputs.window
        is_no_price = (values <= 0) & (np.asarray(self._forms) == "log_change")
        if is_no_price.any() and not is_no_price[-window:].any():
            values = values[int(np.flatnonzero(is_no_price.any(axis=1))[-1]) + 1 :]
        windows = np.lib.stride_tricks.sliding_window_view(values, window, axis=0)
        return np.ascontiguousarray(windows.transpose(0, 2, 1))

    @property
    def _inputs(self) -> SeriesInputs:
        """Columns, window and scaling."""
        assert isinstance(self.card.inputs, SeriesInputs)
        return self.card.inputs

    @property
    def _forms(self) -> tuple[SeriesForm, ...]:
        """The form of each column."""
        return self._inputs.forms or (self._inputs.forecast,)

    def hashes(self, rows: RawRows) -> Hashes | None:
        """Hash the values of each window and those after it."""
        if rows.truth is None:
            return None
        return hash_windows(rows.inputs, rows.truth)

    def _is_training_data(self, rows: RawRows) -> bool:
        """Whether this is the file trained on, and the same series in it."""
        is_same = self.only is None or self.only == self._inputs.only
        return is_same and super()._is_training_data(rows)

    def test_places(self, rows: RawRows) -> NDArray[np.int64]:
        """Find the windows that are named by the row of their first forecast."""
        labels = np.asarray(rows.labels, np.int64)
        wanted = super().test_places(rows)
        places = np.searchsorted(labels, wanted)
        is_there = (places < len(labels)) & (labels[np.minimum(places, len(labels) - 1)] == wanted)
        return np.where(is_there, places, -1)

    def _series(self, data: Path) -> Series:
        """Read a file, or a series that comes with the project."""
        chosen, learned = self.only, self._inputs.only
        columns = self._inputs.columns or (self._inputs.column,)
        only = learned if chosen is None else chosen
        return read_series(data, columns, only, may_lack=not chosen, form=self.form)

    def network_inputs(self, raw: NDArray[Any]) -> NDArray[np.float32]:
        """Scale the values, or the steps between them or their logarithms."""
        seen = raw[:, -self._inputs.window :]  # before them only a season may stand
        for column, form in enumerate(self._forms):
            if form == "log_change" and seen[:, :, column].min() <= 0:
                lowest = seen[:, :, column].min()
                raise DataError("predictor.not_positive", value=f"{lowest:g}")
        return for_network(self._inputs.scaling.apply(form_windows(seen, self._forms)))

    def answer(self, raw: NDArray[Any]) -> Answer:
        """Forecast, with the interval around each forecast where the card tells its width.

        Of windows that follow each other, later intervals are wider where earlier ones missed
        too often.
        """
        outputs = self.model.predict(self.network_inputs(raw)).astype(np.float64)
        predictions = self.values(raw, outputs)
        if not self._inputs.interval_half_widths:
            return Answer(predictions)
        half_widths = self._half_widths(raw, outputs)  # (rows, horizon)
        low, high = self.values(raw, outputs - half_widths), self.values(raw, outputs + half_widths)
        if self._inputs.is_never_negative:
            low, high = np.maximum(low, 0), np.maximum(high, 0)
        return Answer(predictions, None, low, high)

    def _half_widths(self, raw: NDArray[Any], outputs: Floats) -> Floats:
        """Return how wide the interval of each step of each window is, as the network scales."""
        inputs, target = self._inputs, self.card.target
        assert isinstance(target, NumberTarget)
        share, usual = inputs.interval_level_share, inputs.interval_usual_level
        widths = np.asarray(inputs.interval_half_widths) * np.ones_like(outputs)
        if share:
            widths = widths * scale_of(self.values(raw, outputs), share, usual)
        values = raw[:, :, 0]  # (rows, history)
        if len(raw) < 2 or not np.array_equal(values[1:, :-1], values[:-1, 1:]):
            return widths
        # The values behind each window are the last ones of the windows that follow.
        ahead = np.append(values[1:, -1], np.full(inputs.horizon, values[-1, -1]))
        truth = np.lib.stride_tricks.sliding_window_view(ahead, inputs.horizon)[: len(raw)]
        formed = form_targets(truth, values[:, -1], inputs.forecast)
        scaled = formed if target.scaling is None else target.scaling.apply(formed)
        with np.errstate(divide="ignore", invalid="ignore"):
            sizes = np.abs(scaled - outputs) / widths
        return np.asarray(widths * adaptation(sizes)[:, None])

    def values(self, raw: NDArray[Any], outputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bring forecasts to the series' unit: `(rows, horizon)`, in old cards `(rows,)`."""
        target = self.card.target
        assert isinstance(target, NumberTarget)
        outputs = outputs.reshape(-1, self._inputs.horizon)
        scaling: Scaling | None = target.scaling
        forecasts = outputs if scaling is None else scaling.undo(outputs)
        values = undo_form(forecasts, raw[:, -1, 0], self._inputs.forecast)
        return values if self._inputs.columns else values[:, 0]

    def baseline_predictions(self, rows: RawRows) -> dict[str, NDArray[Any]]:
        """Forecast by the last value, that of the last season, and the mean of the window."""
        return simplest_forecasts(rows, self._inputs)

    def score(self, rows: RawRows, predictions: NDArray[Any]) -> Scores:
        """Measure all steps together, and of several steps each by itself."""
        scores = super().score(rows, predictions)
        if self._inputs.horizon == 1:
            return scores
        assert rows.truth is not None
        simplest = self.baseline_predictions(rows)["last_value"]
        by_step = zip(rows.truth.T, predictions.T, simplest.T, strict=True)
        for step, (true, predicted, simple) in enumerate(by_step, start=1):
            figures = {"rmse": rmse(true, predicted), "mae": mae(true, predicted)}
            figures["skill"] = skill(true, predicted, simple)
            scores |= {f"{metric}_step_{step}": figure for metric, figure in figures.items()}
        return scores

    def answer_columns(self, rows: RawRows, answer: Answer) -> dict[str, list[Any]]:
        """Name the columns of forecasts; of a file without truth, a row is a step after its end.

        There `date` stands beside the step where the dates of the series can be continued.
        """
        if rows.truth is not None:
            return super().answer_columns(rows, answer)
        steps = self._inputs.horizon
        dates = continued_dates(rows.dates, steps) if rows.dates else None
        columns: dict[str, list[Any]] = {self.label_column: list(range(1, steps + 1))}
        values = {"prediction": answer.predictions, "low": answer.low, "high": answer.high}
        last = {name: np.ravel(of[-1]).tolist() for name, of in values.items() if of is not None}
        return columns | ({"date": list(dates)} if dates else {}) | last

"""Whether a new series is like the one a model was trained on."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Repair, Series
from plainnet.data.series_form import form_windows
from plainnet.errors import DataError
from plainnet.files.model_card import SeriesInputs
from plainnet.messages.language import say
from plainnet.predictors.predictor import RawRows

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
    """Say how many rows of a series to be tested on are nothing like those trained on."""
    check_positive(series, inputs.forms)
    is_far, formed = _far_outside(series, inputs)
    repairs = rows.repairs
    for column in np.flatnonzero(is_far.any(axis=0)):
        first = int(np.argmax(is_far[:, column])) + len(series.values) - len(formed)
        told: dict[str, object] = {
            "column": series.column_names[column],
            "count": int(is_far[:, column].sum()),
            "line": _line(series, first),
        }
        repairs += (Repair("predictor.far_rows", told),)
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

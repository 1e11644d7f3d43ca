"""New series beside the one trained on."""

import numpy as np
import pytest

from plainnet.data.dataset import Series, Source
from plainnet.data.scaling import Scaling
from plainnet.errors import DataError
from plainnet.files.model_card import SeriesInputs
from plainnet.predictors.predictor import RawRows
from plainnet.predictors.series_check import check_last_window, check_positive, tell_strange_rows

SOURCE = Source("new.csv", "")


def series(*rows: tuple[float, float]) -> Series:
    """Make a series of two columns that stands from line 2 on."""
    return Series(np.array(rows), ("price", "heat"), None, SOURCE, lines=range(2, 2 + len(rows)))


INPUTS = SeriesInputs(
    "price",
    3,
    Scaling("standard", (0.0, 0.0), (1.0, 1.0)),
    "log_change",
    columns=("price", "heat"),
    forms=("log_change", "value"),
    lowest=(-0.1, 10.0),
    highest=(0.1, 30.0),
)


def test_what_is_near_the_trained_range_passes() -> None:
    check_last_window(series((100, 20), (101, 45), (103, 1)), INPUTS)
    check_last_window(series((0.1, 20), (0.101, 45), (0.102, 1)), INPUTS)  # another level


def test_a_changed_unit_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match=r"line 5, column 'heat': 80 lies far outside .* 10 to 30"):
        check_last_window(series((9, 999), (9, 20), (9, 20), (9, 80)), INPUTS)
    with pytest.raises(DataError, match=r"line 3, column 'price': a change of \+610 % from .*unit"):
        check_last_window(series((100, 20), (710, 20), (711, 20)), INPUTS)


def test_only_the_last_window_counts_for_a_forecast() -> None:
    check_last_window(series((1, 20), (100, 20), (101, 20), (102, 20)), INPUTS)


def test_a_series_to_test_on_is_told_how_many_rows_are_strange() -> None:
    rows = RawRows(np.zeros((1, 3, 2)), None, (3,), SOURCE)
    new = series((100, 20), (101, 900), (102, 901), (999, 20))
    told = [str(repair) for repair in tell_strange_rows(rows, new, INPUTS).repairs]
    assert (
        "Column 'price': rows far outside what the model was trained on: 1, the first on line 5"
        in told[0]
    )
    assert (
        "Column 'heat': rows far outside what the model was trained on: 2, the first on line 3"
        in told[1]
    )


def test_no_logarithm_of_zero() -> None:
    with pytest.raises(DataError, match=r"new\.csv, line 3, column 'price': 0 is not above 0"):
        check_positive(series((1, 0), (0, -1)), INPUTS.forms)


def test_rounding_is_no_change() -> None:
    steady = SeriesInputs(
        "price",
        3,
        INPUTS.scaling,
        "change",
        columns=("price", "heat"),
        forms=("change", "value"),
        lowest=(0.1, 5.0),
        highest=(0.1, 5.0),
    )
    check_last_window(series((0.1, 5), (0.2, 5), (0.3, 5)), steady)

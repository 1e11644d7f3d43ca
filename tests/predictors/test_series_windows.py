"""Windows of a series, and the simplest forecasts for them."""

import numpy as np

from plainnet.data.dataset import Series, Source
from plainnet.data.scaling import Scaling
from plainnet.files.model_card import SeriesInputs
from plainnet.predictors.series_windows import history_of, simplest_forecasts, windows_of

VALUES = np.arange(20.0).reshape(10, 2)
SCALING = Scaling("standard", (0.0, 0.0), (1.0, 1.0))


def inputs_of(window: int, horizon: int, season: int | None) -> SeriesInputs:
    """Make the inputs of a model of two columns."""
    return SeriesInputs(
        "a",
        window,
        SCALING,
        columns=("a", "b"),
        forms=("value",) * 2,
        horizon=horizon,
        season=season,
    )


def series(filled: tuple[int, ...] = ()) -> Series:
    """Make a series, some of whose first values were missing."""
    is_filled = np.zeros(VALUES.shape, bool)
    is_filled[list(filled), 0] = True
    return Series(VALUES, ("a", "b"), None, Source("", ""), is_filled=is_filled if filled else None)


def test_windows_reach_back_a_season() -> None:
    inputs = inputs_of(2, 2, 4)
    rows = windows_of(series(), inputs)
    assert history_of(inputs) == 4
    assert rows.labels == (4, 5, 6, 7, 8)
    assert np.array_equal(rows.inputs[0], VALUES[:4])
    assert rows.truth is not None
    assert rows.truth[0].tolist() == [VALUES[4, 0], VALUES[5, 0]]


def test_nothing_is_learned_from_values_that_were_missing() -> None:
    assert windows_of(series(filled=(6,)), inputs_of(2, 2, None)).labels == (2, 3, 4, 7, 8)


def test_the_simplest_forecasts_by_name() -> None:
    inputs = inputs_of(2, 2, 4)
    simple = simplest_forecasts(windows_of(series(), inputs), inputs)
    assert list(simple) == ["last_value", "seasonal_last_value", "window_mean"]
    assert simple["last_value"][0].tolist() == [6, 6]
    assert simple["seasonal_last_value"][0].tolist() == [0, 2]
    assert simple["window_mean"][0].tolist() == [5, 5]


def test_old_cards_have_one_step() -> None:
    inputs = SeriesInputs("a", 2, SCALING)
    rows = windows_of(series(), inputs)
    assert rows.truth is not None
    assert rows.truth.shape == (8,)
    assert {name: said.shape for name, said in simplest_forecasts(rows, inputs).items()} == {
        "last_value": (8,),
        "window_mean": (8,),
    }

"""Forecasts without a model."""

import numpy as np

from plainnet.evaluation.simple_forecasts import last_values, seasonal_last_values, window_means

WINDOWS = np.arange(10.0).reshape(2, 5)


def test_last_value_and_mean_are_the_same_at_every_step() -> None:
    assert last_values(WINDOWS, 2).tolist() == [[4, 4], [9, 9]]
    assert window_means(WINDOWS, 2).tolist() == [[2, 2], [7, 7]]


def test_a_season_goes_on_beyond_its_end() -> None:
    assert seasonal_last_values(WINDOWS, 5, season=3)[0].tolist() == [2, 3, 4, 2, 3]
    assert np.array_equal(seasonal_last_values(WINDOWS, 3, season=1), last_values(WINDOWS, 3))

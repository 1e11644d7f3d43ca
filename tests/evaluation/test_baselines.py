"""Forecasts without a model."""

from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from plainnet.data.sliding_windows import SeriesForm
from plainnet.evaluation import baselines
from plainnet.evaluation.baselines import (
    last_values,
    seasonal_last_values,
    textbook_forecasts,
    window_means,
)
from plainnet.evaluation.regression import rmse

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(50, 20, (400, 4))
LINE = X @ [1.0, -2.0, 0.5, 0.0] + 7
BEND = np.maximum(X[:, 0], X[:, 1])


def test_the_simplest_know_only_the_training_targets() -> None:
    assert baselines.majority_class([2, 0, 2, 1], 3).tolist() == [2, 2, 2]
    assert baselines.mean_value([1.0, 5.0], 2).tolist() == [3.0, 3.0]


def test_a_straight_line_is_found() -> None:
    guesses = baselines.linear_regression(X[:300], LINE[:300], X[300:])
    np.testing.assert_allclose(guesses, LINE[300:], rtol=1e-9)


def test_classes_are_told_apart() -> None:
    labels = (LINE.mean() < LINE).astype(int)
    guesses = baselines.logistic_regression(X[:300], labels[:300], X[300:])
    assert (guesses == labels[300:]).mean() > 0.95


@pytest.mark.parametrize(
    "baseline", [baselines.gradient_boosted_trees, baselines.neural_network_64_64]
)
def test_a_bend_is_learned_and_the_same_each_time(baseline: object) -> None:
    assert callable(baseline)
    first = baseline(X[:300], BEND[:300], X[300:])
    line = baselines.linear_regression(X[:300], BEND[:300], X[300:])
    error, error_of_line = rmse(BEND[300:], first), rmse(BEND[300:], line)
    assert error is not None
    assert error_of_line is not None
    assert error < 0.8 * error_of_line
    assert (baseline(X[:300], BEND[:300], X[300:]) == first).all()


def test_a_forest_sees_images() -> None:
    labels = np.arange(80) % 2
    pixels = GENERATOR.integers(0, 100, (80, 8, 8, 1)) + 60 * labels[:, None, None, None]
    shares = baselines.random_forest_on_pixels(pixels[:60], labels[:60], pixels[60:], 3)
    assert (shares.argmax(1) == labels[60:]).all()
    assert shares.sum(1) == pytest.approx(1) and not shares[:, 2].any()


WINDOWS = np.arange(10.0).reshape(2, 5)


def test_last_value_and_mean_are_the_same_at_every_step() -> None:
    assert last_values(WINDOWS, 2).tolist() == [[4, 4], [9, 9]]
    assert window_means(WINDOWS, 2).tolist() == [[2, 2], [7, 7]]


def test_a_season_goes_on_beyond_its_end() -> None:
    assert seasonal_last_values(WINDOWS, 5, season=3)[0].tolist() == [2, 3, 4, 2, 3]
    assert np.array_equal(seasonal_last_values(WINDOWS, 3, season=1), last_values(WINDOWS, 3))


Floats = NDArray[np.float64]
KNOWN, SEASON, HORIZON = 96, 12, 6


def forecasts_of(name: str, *values: Any, **settings: Any) -> Floats:
    """Forecast by one of the two models."""
    return textbook_forecasts(*values, **settings)[name]


SMOOTHING, AUTOREGRESSION = MODELS = [
    partial(forecasts_of, name) for name in ("exponential_smoothing", "autoregression")
]


def growing(length: int = 144) -> Floats:
    """Return a monthly series that grows, and its season with it."""
    time, generator = np.arange(length), np.random.default_rng(0)
    shocks = np.cumsum(generator.normal(0, 0.02, length))
    return np.exp(4 + 0.01 * time + 0.2 * np.sin(2 * np.pi * time / SEASON) + shocks)


def test_exponential_smoothing_goes_on_as_the_library_does() -> None:
    values = growing()
    fit = ETSModel(
        np.log(values[:KNOWN]),
        error="add",
        trend="add",
        damped_trend=True,
        seasonal="add",
        seasonal_periods=SEASON,
        initialization_method="heuristic",
    ).fit(disp=False, maxiter=200)
    (own,) = SMOOTHING(values, np.array([KNOWN]), 30, known=KNOWN, season=SEASON, form="log_change")
    assert own == pytest.approx(np.exp(fit.forecast(30)), rel=1e-6)


def test_an_autoregression_goes_on_as_the_library_does() -> None:
    values = growing()
    changes = np.diff(np.log(values[:KNOWN]))
    fit = AutoReg(changes, SEASON + 1).fit()
    ahead = fit.predict(len(changes), len(changes) + 29)
    (own,) = AUTOREGRESSION(
        values, np.array([KNOWN]), 30, known=KNOWN, season=SEASON, form="log_change"
    )
    assert own == pytest.approx(values[KNOWN - 1] * np.exp(np.cumsum(ahead)), rel=1e-6)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("form", ["value", "change", "log_change"])
@pytest.mark.parametrize("season", [None, SEASON])
def test_no_forecast_knows_what_comes(model: object, form: SeriesForm, season: int | None) -> None:
    assert callable(model)
    values, rows = growing(), np.arange(KNOWN, 139)
    settings = {"known": KNOWN, "season": season, "form": form}
    whole = model(values, rows, HORIZON, **settings)
    assert whole.shape == (len(rows), HORIZON)
    assert np.isfinite(whole).all()
    changed = values.copy()
    changed[120:] = 7.0
    until = rows <= 120
    assert model(changed, rows, HORIZON, **settings)[until] == pytest.approx(whole[until])


@pytest.mark.parametrize("model", MODELS)
def test_growth_and_season_are_forecast_better_than_by_last_year(model: object) -> None:
    assert callable(model)
    values, rows = growing(), np.arange(KNOWN, 139)
    true = values[rows[:, None] + np.arange(HORIZON)]
    last_year = values[rows[:, None] + np.arange(HORIZON) - SEASON]
    own = model(values, rows, HORIZON, known=KNOWN, season=SEASON, form="log_change")
    assert np.mean((own - true) ** 2) < 0.5 * np.mean((last_year - true) ** 2)


@pytest.mark.parametrize("model", MODELS)
def test_what_cannot_be_fitted_is_no_number(
    model: object, recwarn: pytest.WarningsRecorder
) -> None:
    assert callable(model)
    for values, known in ((np.arange(1.0, 6.0), 2), (-growing(), KNOWN)):
        rows = np.array([known])
        told = model(values, rows, 2, known=known, season=SEASON, form="log_change")
        assert np.isnan(told).all()
    assert not recwarn.list

"""Textbook forecasts, held against the library they come from and against the future."""

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from plainnet.data.series_form import SeriesForm
from plainnet.evaluation.fitted_forecasts import autoregression, exponential_smoothing

Floats = NDArray[np.float64]
MODELS = [exponential_smoothing, autoregression]
KNOWN, SEASON, HORIZON = 96, 12, 6


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
    (own,) = exponential_smoothing(
        values, np.array([KNOWN]), 30, known=KNOWN, season=SEASON, form="log_change"
    )
    assert own == pytest.approx(np.exp(fit.forecast(30)), rel=1e-6)


def test_an_autoregression_goes_on_as_the_library_does() -> None:
    values = growing()
    changes = np.diff(np.log(values[:KNOWN]))
    fit = AutoReg(changes, SEASON + 1).fit()
    ahead = fit.predict(len(changes), len(changes) + 29)
    (own,) = autoregression(
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

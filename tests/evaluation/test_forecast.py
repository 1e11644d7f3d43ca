import csv
from pathlib import Path

import numpy as np
import pytest

from plainnet.errors import DataError, ShapeError
from plainnet.evaluation.forecast import (
    best_lag,
    figures_by_step,
    last_value_forecast,
    rmse_by_lag,
    skill,
    window_mean_forecast,
)
from plainnet.evaluation.regression import score_regression

PRICE = 1000 + np.cumsum(np.random.default_rng(0).normal(0, 10, 300))


def test_a_forecast_that_copies_yesterday_fits_best_at_lag_one() -> None:
    yesterday = last_value_forecast(PRICE, 50)
    assert best_lag(PRICE[50:], yesterday) == 1
    assert skill(PRICE[50:], yesterday, yesterday) == 0


@pytest.mark.parametrize("lag", [0, 2, 5])
def test_the_lag_is_found(lag: int) -> None:
    noise = np.random.default_rng(1).normal(0, 1, 300)
    shifted = np.roll(PRICE, lag) + noise
    assert best_lag(PRICE[10:], shifted[10:]) == lag


def test_all_lags_are_compared_over_the_same_forecasts() -> None:
    errors = rmse_by_lag(PRICE[50:], last_value_forecast(PRICE, 50))
    assert errors is not None
    steps = PRICE[55:] - PRICE[54:-1]
    assert errors[0] == pytest.approx(np.sqrt(np.mean(steps**2)))
    assert errors[1] == 0


def test_windows_end_just_before_the_step_they_forecast() -> None:
    forecast = window_mean_forecast(PRICE, 5, 5)
    assert forecast.size == 295
    assert forecast[0] == pytest.approx(PRICE[:5].mean())
    assert forecast[-1] == pytest.approx(PRICE[-6:-1].mean())


def test_skill_is_undefined_beside_a_perfect_baseline() -> None:
    assert skill([1.0, 2.0], [1.0, 3.0], [1.0, 2.0]) is None
    assert skill([1.0, 2.0], [1.0, np.nan], [2.0, 2.0]) is None
    assert best_lag(np.arange(9.0), np.full(9, np.nan)) is None


def test_too_short_series_are_refused() -> None:
    with pytest.raises(DataError, match="3 steps, but at least 6"):
        best_lag([1, 2, 3], [1, 2, 3])
    with pytest.raises(DataError, match="0 steps, but at least 1"):
        last_value_forecast(PRICE, 0)
    with pytest.raises(DataError, match="no row"):
        last_value_forecast(PRICE, 300)


def test_yesterdays_price_of_gold(course: Path) -> None:
    file = course / "6_lstm_gold" / "LBMA-GOLD.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    price = np.array([float(row[1]) for row in rows])[:1265]
    scores = score_regression(price[1070:], last_value_forecast(price, 1070))
    assert scores["rmse"] == pytest.approx(16.61, abs=0.005)
    assert scores["mape"] == pytest.approx(0.0066, abs=5e-5)


def test_each_step_is_scored_as_alone() -> None:
    generator = np.random.default_rng(0)
    walk = 100 + np.cumsum(generator.normal(0, 1, 300))
    true = np.stack([walk[start + 1 : start + 4] for start in range(290)])
    last = np.repeat(walk[:290, None], 3, axis=1)
    said = (true + last) / 2
    steps = figures_by_step(true, said, last)
    assert [step.step for step in steps] == [1, 2, 3]
    for place, step in enumerate(steps):
        column = true[:, place], said[:, place], last[:, place]
        assert step.scores == {**score_regression(*column[:2]), "skill": skill(*column)}
        assert step.simple_scores["rmse"] == score_regression(column[0], column[2])["rmse"]
        assert step.skill_interval is not None
        assert step.skill_interval.low == pytest.approx(0.5)
        assert step.skill_interval.high == pytest.approx(0.5)
    assert steps[2].simple_scores["rmse"] > steps[0].simple_scores["rmse"]


def test_one_column_is_one_step() -> None:
    (step,) = figures_by_step([1.0, 2.0], [1.0, 2.0], [0.0, 1.0])
    assert step.scores["skill"] == 1.0
    with pytest.raises(ShapeError, match="2 true values stand against 3"):
        figures_by_step([1.0, 2.0], [1.0, 2.0, 3.0], [0.0, 1.0])

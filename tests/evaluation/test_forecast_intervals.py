"""Intervals of forecasts' scores, held against the true scores of many made series."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.signal import lfilter

from plainnet.errors import ShapeError
from plainnet.evaluation.forecast import skill
from plainnet.evaluation.forecast_intervals import (
    LongRun,
    compare_forecasts,
    diebold_mariano,
    skill_interval,
    windows_needed,
)
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.regression import score_regression

Floats = NDArray[np.float64]
SEASON, MEMORY, REPEATS = 12, 0.6, 200
METRICS = ("rmse", "mae", "mape", "skill")


def made_series(length: int, seed: int) -> Floats:
    """Return a season with errors that last: noise of AR(1) form."""
    shocks = np.random.default_rng(seed).normal(0, 1, length)
    noise = lfilter([1], [1, -MEMORY], shocks)
    return 30 + 4 * np.sin(2 * np.pi * np.arange(length) / SEASON) + noise


def forecasts_of(values: Floats, horizon: int, seed: int) -> tuple[Floats, dict[str, Floats]]:
    """Return truth and forecasts, (windows, horizon): by last season, by last value, two equal."""
    first = np.arange(SEASON, len(values) - horizon + 1)
    steps = np.arange(horizon)
    true = values[first[:, None] + steps]
    last_season = values[first[:, None] + steps % SEASON - SEASON]
    last = np.repeat(values[first - 1][:, None], horizon, axis=1)
    blurred = np.random.default_rng(seed).normal(0, 0.7, (2, len(first), 1))
    equals = {f"equal_{n}": last_season + blur for n, blur in enumerate(blurred)}
    return true, {"last_season": last_season, "last": last, **equals}


def holds(interval: Interval | None, value: float | None) -> bool:
    assert interval is not None
    assert value is not None
    return interval.low <= value <= interval.high


@pytest.fixture(scope="module", params=[(1, 30), (1, 200), (6, 60), (12, 190)], ids=str)
def repeats(request: pytest.FixtureRequest) -> dict[str, float]:
    """Return how often each interval held the figure of a very long future."""
    horizon, windows = request.param
    true, said = forecasts_of(made_series(20_000, 999), horizon, 999)
    far = compare_forecasts(METRICS, true, said, reference=said["last"])
    held: dict[str, list[bool]] = {}
    for seed in range(REPEATS):
        values = made_series(SEASON + windows + horizon - 1, seed)
        true, said = forecasts_of(values, horizon, seed)
        assert len(true) == windows
        near = compare_forecasts(METRICS, true, said, reference=said["last"], season=SEASON)
        for metric in METRICS:
            own, truth = near["last_season"], far["last_season"]
            held.setdefault(metric, []).append(holds(own.intervals[metric], truth.scores[metric]))
        gap = near["last"].difference_intervals["rmse"]
        held.setdefault("rmse_gap", []).append(holds(gap, far["last"].differences["rmse"]))
        equal = compare_forecasts(
            ("rmse",), true, {n: said[n] for n in ("equal_0", "equal_1")}, season=SEASON
        )
        other = equal["equal_1"].difference_intervals["rmse"]
        assert other is not None
        held.setdefault("called better", []).append(other.high < 0)
    return {name: float(np.mean(each)) for name, each in held.items()}


def test_intervals_hold_what_they_say(repeats: dict[str, float]) -> None:
    for name in (*METRICS, "rmse_gap"):
        assert 0.90 <= repeats[name] <= 0.99, (name, repeats)


def test_an_equal_forecast_is_rarely_called_better(repeats: dict[str, float]) -> None:
    assert repeats["called better"] <= 0.05


def test_windows_taken_for_independent_would_fail() -> None:
    plain, slow = [], []
    for seed in range(REPEATS):
        losses = np.convolve(np.random.default_rng(seed).normal(0, 1, 71), np.ones(6), "valid")
        error = abs(losses.mean())
        plain.append(error <= 2 * losses.std() / np.sqrt(len(losses)))
        slow.append(error <= LongRun(len(losses), 6).half_width(losses - losses.mean()))
    assert np.mean(plain) < 0.75
    assert np.mean(slow) > 0.92


def test_too_few_windows_have_no_interval() -> None:
    generator = np.random.default_rng(0)
    for horizon in (1, 6, 12):
        needed = windows_needed(horizon)
        for windows, is_known in ((needed - 1, False), (needed, True)):
            true = generator.normal(10, 1, (windows, horizon))
            said = {"model": true + generator.normal(0, 1, true.shape), "mean": true * 0 + 10}
            found = compare_forecasts(METRICS, true, said, reference=said["mean"])
            intervals = [*found["model"].intervals.values()]
            intervals += [*found["mean"].difference_intervals.values()]
            assert [interval is not None for interval in intervals] == [is_known] * 8
            assert found["model"].scores["rmse"] is not None


def test_an_interval_holds_its_own_estimate_and_no_impossible_value() -> None:
    generator = np.random.default_rng(1)
    true = generator.normal(50, 1, (40, 3))
    said = {"model": true + generator.standard_cauchy(true.shape), "mean": true * 0 + 50}
    found = compare_forecasts(METRICS, true, said, reference=said["mean"])
    for model in found.values():
        for metric, interval in model.intervals.items():
            if metric == "skill" and model.scores[metric] == 0:
                continue
            assert interval is not None
            assert interval.low < model.scores[metric] < interval.high
            assert interval.low > 0 if metric != "skill" else interval.high < 1


def test_scores_are_those_of_all_steps() -> None:
    generator = np.random.default_rng(2)
    true, said, simple = generator.normal(5, 1, (3, 30, 4))
    found = compare_forecasts(METRICS, true, {"model": said}, reference=simple)["model"].scores
    plain = score_regression(true.ravel(), said.ravel())
    for metric in ("rmse", "mae", "mape"):
        assert found[metric] == pytest.approx(plain[metric])
    assert found["skill"] == pytest.approx(skill(true.ravel(), said.ravel(), simple.ravel()))


def test_what_is_undefined_is_none() -> None:
    zeros, ones = np.zeros((20, 1)), np.ones((20, 1))
    diverged = np.full((20, 1), np.nan)
    found = compare_forecasts(METRICS, zeros, {"net": diverged, "one": ones}, reference=ones)
    assert set(found["net"].scores.values()) == {None}
    assert set(found["one"].differences.values()) == {None}
    assert found["one"].scores["mape"] is None
    assert skill_interval(ones, ones, ones) is None
    with pytest.raises(ShapeError):
        compare_forecasts(("rmse",), zeros, {"net": zeros[1:]})


@pytest.mark.parametrize("rows", [20, 300])
def test_the_chance_is_that_of_a_regression_on_a_constant(rows: int) -> None:
    first, second = np.random.default_rng(rows).normal(size=(2, rows)) * [[1.0], [1.2]]
    expected = sm.OLS(first**2 - second**2, np.ones(rows)).fit().pvalues[0]
    assert diebold_mariano(first, second) == pytest.approx(expected)
    assert diebold_mariano(first, first) == 1.0

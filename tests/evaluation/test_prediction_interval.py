"""Intervals that hold what they say."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import lfilter

from plainnet.errors import ShapeError
from plainnet.evaluation.prediction_interval import (
    adaptation,
    coverage_of,
    interval_half_widths,
    level_share,
    rows_for_level,
    scale_of,
)

Floats = NDArray[np.float64]


def test_new_errors_are_held_as_often_as_said() -> None:
    random = np.random.default_rng(0)
    held = []
    for _ in range(400):
        errors = random.standard_t(3, size=(80, 2))
        half_widths = interval_half_widths(errors[:79], level=0.9)
        held.append(np.abs(errors[79]) <= half_widths)
    assert np.mean(held, axis=0) == pytest.approx(0.9, abs=0.04)


def test_each_step_has_its_width_and_few_rows_more_than_the_largest() -> None:
    first, second = interval_half_widths([[1.0, -5.0], [-2.0, 3.0]]).tolist()
    assert second / first == pytest.approx(2.5)
    assert 2 < first < 3


def test_counts_the_rows_of_a_level() -> None:
    for level in (0.5, 0.8, 0.9, 0.95):
        rows = rows_for_level(level)
        assert np.ceil(round((rows + 1) * level, 9)) <= rows
        assert np.ceil(round(rows * level, 9)) > rows - 1


def test_refuses_what_is_no_table_of_residuals() -> None:
    for residuals in ([1.0, 2.0], np.empty((0, 2))):
        with pytest.raises(ShapeError, match="rows, steps"):
            interval_half_widths(residuals)


@pytest.mark.parametrize("horizon", [1, 6, 12])
@pytest.mark.parametrize("kind", ["stationary", "walk", "growing", "cycles"])
def test_intervals_hold_their_share_on_series_of_many_kinds(kind: str, horizon: int) -> None:
    held = [held_by_intervals(made_series(kind, 300, seed), horizon) for seed in range(60)]
    adapted, fixed = np.mean(held, axis=0)
    assert 0.85 <= adapted <= 0.95, (adapted, fixed)
    if kind == "growing" and horizon > 1:
        assert fixed < 0.85  # widths learned once are too narrow for what is larger by then


def made_series(kind: str, length: int, seed: int) -> Floats:
    """Return a series; the errors of those that grow or come in cycles follow the level."""
    generator = np.random.default_rng(seed)
    shocks, time = generator.normal(0, 1, length), np.arange(length)
    if kind == "walk":
        return np.cumsum(shocks)
    if kind == "growing":
        return np.exp(0.008 * time + 0.25 * np.sin(2 * np.pi * time / 12) + 0.1 * shocks)
    level = 20.0 * (1.5 - np.cos(2 * np.pi * time / 40)) if kind == "cycles" else 10.0
    return level + np.sqrt(level) * lfilter([0.8], [1, -0.6], shocks)


def held_by_intervals(values: Floats, horizon: int) -> tuple[float, float]:
    """Return the shares that adapted and fixed intervals around last year's values hold."""
    season, calibrated = 12, len(values) // 2
    first = np.arange(season, len(values) - horizon + 1)
    steps = np.arange(horizon)
    forecasts = values[first[:, None] + steps % season - season]
    residuals = values[first[:, None] + steps] - forecasts  # (windows, steps)
    is_earlier = first + horizon <= calibrated
    half_widths = interval_half_widths(residuals[is_earlier][-60:])
    sizes = np.abs(residuals[first >= calibrated]) / half_widths
    factors = adaptation(sizes)[:, None]
    return float(np.mean(sizes <= factors)), float(np.mean(sizes <= 1))


def test_errors_that_follow_the_level_are_recognised() -> None:
    generator = np.random.default_rng(0)
    forecasts = generator.uniform(1, 30, (200, 1))
    errors = generator.normal(0, 1, (200, 1))
    usual = float(forecasts.mean())
    assert level_share(errors, forecasts, usual) == 0
    assert level_share(errors * forecasts, forecasts, usual) == 0.9
    assert scale_of(forecasts, 0.0, usual) == pytest.approx(np.ones((200, 1)))
    assert scale_of(np.array([-3.0, usual]), 0.9, usual) == pytest.approx([0.1, 1.0])


def test_adaptation_counts_only_what_was_known() -> None:
    missing_all = np.full((8, 3), 99.0)
    factors = adaptation(missing_all)
    assert factors[0] == 1
    assert (np.diff(factors) > 0).all()
    later = missing_all.copy()
    later[4:] = 0
    later[3, 1:] = 0  # of these windows nothing is known before the fifth begins
    assert adaptation(later)[:5] == pytest.approx(factors[:5])


def test_a_shortfall_that_chance_does_not_explain_is_said() -> None:
    generator = np.random.default_rng(0)
    truth = generator.normal(0, 1, (100, 4))
    whole, narrow = np.full(truth.shape, 1.645), np.full(truth.shape, 1.0)
    right = coverage_of(truth, -whole, whole, 0.9)
    assert right.held == pytest.approx(0.9, abs=0.05)
    assert not right.is_short
    wrong = coverage_of(truth, -narrow, narrow, 0.9)
    assert wrong.held < 0.75
    assert wrong.is_short
    few = coverage_of(truth[:6], -narrow[:6], narrow[:6], 0.9)
    assert not few.is_short  # one window and a half that do not overlap prove nothing


def test_right_intervals_are_rarely_called_too_narrow() -> None:
    called = []
    for seed in range(300):
        walk = np.cumsum(np.random.default_rng(seed).normal(0, 1, 130))
        moved = np.stack([walk[start + 1 : start + 7] - walk[start] for start in range(120)])
        width = 1.645 * np.sqrt(np.arange(1, 7)) * np.ones_like(moved)
        called.append(coverage_of(moved, -width, width, 0.9).is_short)
    assert np.mean(called) <= 0.06

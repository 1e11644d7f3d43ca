"""Seasons found, and none where there is none."""

import numpy as np
import pytest

from plainnet.data.seasonality import find_season, is_wandering

TIME = np.arange(240)


@pytest.mark.parametrize("season", [2, 4, 7, 12, 24, 52])
@pytest.mark.parametrize("slope", [0.0, 0.1])
def test_finds_a_season_under_noise_and_a_trend(season: int, slope: float) -> None:
    noise = np.random.default_rng(0).standard_normal(len(TIME))
    shape = np.random.default_rng(season).standard_normal(season)
    values = 3 * shape[TIME % season] + slope * TIME + 0.3 * noise
    assert find_season(values) == season


def test_noise_and_random_walks_have_no_season() -> None:
    for seed in range(40):
        noise = np.random.default_rng(seed).standard_normal(300)
        assert find_season(noise) is None
        assert find_season(np.cumsum(noise)) is None


def test_two_seasons_are_too_few_to_tell() -> None:
    assert find_season(np.tile([1.0, 5.0, 2.0, 8.0], 2)) is None
    assert find_season(np.array([])) is None
    assert find_season(np.ones(50)) is None


def test_tells_a_walk_from_noise() -> None:
    noise = np.random.default_rng(3).standard_normal(300)
    assert not is_wandering(noise)
    assert is_wandering(np.cumsum(noise))
    assert not is_wandering(np.ones(5))
    assert not is_wandering(np.array([1.0]))


def made(kind: str, seed: int) -> np.ndarray:
    """Return a series of a kind that people bring."""
    generator = np.random.default_rng(seed)
    if kind == "weekly with a year of 52.18 weeks":
        time = np.arange(1600)
        return 0.03 * time + 3 * np.sin(2 * np.pi * time / 52.18) + generator.normal(0, 0.5, 1600)
    if kind == "monthly, growing":
        time = np.arange(150)
        return np.exp(0.02 * time + 0.2 * np.sin(2 * np.pi * time / 12)) + generator.normal(
            0, 0.1, 150
        )
    if kind == "hourly":
        time = np.arange(24 * 40)
        return 9 * np.sin(2 * np.pi * time / 24) + generator.normal(0, 1, len(time))
    if kind == "daily with weekends":
        time = np.arange(400)
        return 5.0 * (time % 7 >= 5) + generator.normal(0, 1, 400)
    time = np.arange(2800)  # sunspots by month: eleven years under much noise
    return np.maximum(0, 60 * (1 - np.cos(2 * np.pi * time / 132)) + generator.normal(0, 20, 2800))


@pytest.mark.parametrize(
    ("kind", "season", "off"),
    [
        ("weekly with a year of 52.18 weeks", 52, 1),
        ("monthly, growing", 12, 0),
        ("hourly", 24, 0),
        ("daily with weekends", 7, 0),
        ("sunspots", 132, 6),
    ],
)
def test_finds_the_period_and_not_its_multiple(kind: str, season: int, off: int) -> None:
    for seed in range(8):
        found = find_season(made(kind, seed))
        assert found is not None, seed
        assert abs(found - season) <= off, (seed, found)


def test_growth_is_seen_behind_large_seasonal_swings() -> None:
    time, noise = np.arange(144), np.random.default_rng(0).normal(0, 0.2, 144)
    swings = np.tile([3.0, -1.0, -4.0, 2.0], 36)
    assert is_wandering(0.06 * time + swings + noise, 4)
    assert not is_wandering(0.06 * time + swings + noise)
    assert not is_wandering(swings + noise, 4)

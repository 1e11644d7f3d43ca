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

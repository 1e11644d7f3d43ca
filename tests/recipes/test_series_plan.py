"""How a series is cut, found out or as asked for."""

from typing import Any

import numpy as np
import pytest

from plainnet.data.dataset import Series, Source
from plainnet.errors import DataError, PlainnetError, SettingError
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.series_plan import (
    LEAST_TRAINING_WINDOWS,
    is_long_enough,
    parts_in_time,
    plan_sentences,
    plan_series,
)
from recipes.series_files import prices, weeks


def series(*columns: np.ndarray) -> Series:
    """Make a series of some columns."""
    names = tuple("abc"[: len(columns)])
    return Series(np.stack(columns, axis=1), names, None, Source("x.csv", ""))


def test_parts_follow_each_other() -> None:
    recipe = Recipe("x.csv", test_fraction=0.25, validation_fraction=0.5)
    assert parts_in_time(100, recipe) == (37, 75)


def test_a_price_is_seen_as_relative_changes() -> None:
    plan = plan_series(series(prices(300)), Recipe("x.csv"))
    assert (plan.forms, plan.season, plan.window, plan.horizon) == (("log_change",), None, 8, 1)


def test_a_week_is_found_and_fits_in_the_window() -> None:
    plan = plan_series(series(weeks(300)), Recipe("x.csv", horizon=7))
    assert (plan.forms, plan.season, plan.window, plan.horizon) == (("value",), 7, 8, 7)
    assert plan.history == 8
    asked = plan_series(series(weeks(300)), Recipe("x.csv", window=3, season=14))
    assert (asked.window, asked.season, asked.history) == (3, 14, 14)
    assert plan_series(series(weeks(300)), Recipe("x.csv", season=1)).season is None


def test_each_column_has_its_form_and_the_logarithm_may_be_asked_for() -> None:
    walk = np.cumsum(np.random.default_rng(0).standard_normal(300))
    both = series(prices(300), walk, weeks(300))
    assert plan_series(both, Recipe("x.csv")).forms == ("log_change", "change", "value")
    without = plan_series(both, Recipe("x.csv", log_target=False))
    assert without.forms == ("change", "change", "value")
    asked = plan_series(series(weeks(300)), Recipe("x.csv", log_target=True))
    assert asked.forms == ("log_change",)


def test_what_comes_after_the_training_part_decides_nothing() -> None:
    known = plan_series(series(prices(300)), Recipe("x.csv"))
    later = prices(300)
    later[known.first_validation :] = 50 + weeks(300)[known.first_validation :]
    assert plan_series(series(later), Recipe("x.csv")) == known


def test_all_that_was_found_out_is_said() -> None:
    both = series(weeks(300), prices(300))
    text = " ".join(plan_sentences(both, plan_series(both, Recipe("x.csv")), Recipe("x.csv")))
    assert "300 rows; the network sees 8 and forecasts 1" in text
    assert "after 7 steps" in text
    assert "'a' stays near its level" in text
    assert "'b' wanders and is above 0" in text


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"window": 1}, "--window is 1; it must be at least 2"),
        ({"horizon": 0}, "--horizon is 0"),
        ({"season": -7}, "--season is -7"),
        ({"test_fraction": 1.0}, "--test-fraction is 1.0"),
        ({"validation_fraction": float("nan")}, "--validation-fraction is nan"),
        ({"split": "random"}, "--split random does not fit a series"),
        ({"task": "classes"}, "--task classes does not fit"),
    ],
)
def test_settings_that_cannot_be(settings: dict[str, Any], part: str) -> None:
    with pytest.raises(SettingError) as error:
        plan_series(series(prices(100)), Recipe("x.csv", **settings))
    assert part in str(error.value)


@pytest.mark.parametrize("settings", [{}, {"window": 60}, {"horizon": 30}, {"season": 40}])
def test_too_short_a_series_is_told_the_least_length(settings: dict[str, Any]) -> None:
    recipe = Recipe("x.csv", **settings)
    with pytest.raises(DataError, match="at least") as error:
        plan_series(series(prices(16)), recipe)
    needed = error.value.values["needed"]
    assert isinstance(needed, int)
    with pytest.raises(PlainnetError):
        plan_series(series(prices(needed - 1)), recipe)
    plan = plan_series(series(prices(needed)), recipe)
    assert plan.first_validation - plan.history - plan.horizon + 1 >= LEAST_TRAINING_WINDOWS
    assert is_long_enough(needed, plan.history, plan.horizon, recipe)


def test_nothing_can_be_learned_from_one_value() -> None:
    constant = prices(100)
    constant[:70] = 5
    with pytest.raises(DataError, match="all values to train on are 5"):
        plan_series(series(constant), Recipe("x.csv"))

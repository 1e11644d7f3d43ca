"""Ftrl against Keras: steps of every size, a falling rate, and what is kept."""

from typing import Any

import pytest

from optimizers.against_keras import (
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    assert_same_weights,
    sizes,
)
from plainnet.errors import SettingError
from plainnet.optimizers.ftrl import Ftrl

SMOOTH: list[dict[str, Any]] = [
    {},
    {
        "learning_rate_power": -0.3,
        "beta": 0.2,
        "l2_shrinkage_regularization_strength": 0.1,
    },
]
SPARSE = {"l1_regularization_strength": 0.01, "l2_regularization_strength": 0.1}
every_setting = pytest.mark.parametrize("settings", [*SMOOTH, SPARSE], ids=str)


@sizes
@pytest.mark.parametrize("settings", SMOOTH, ids=str)
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("Ftrl", settings, size)


@every_setting
def test_weights_that_start_anywhere(settings: dict[str, Any]) -> None:
    assert_same_weights("Ftrl", {"learning_rate": 0.05, **settings})


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Ftrl", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("Ftrl", settings)


@pytest.mark.parametrize(
    "settings",
    [{"learning_rate_power": 0.5}, {"beta": -1.0}, {"l1_regularization_strength": -1.0}],
    ids=str,
)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Ftrl got {field}={settings[field]}; give a number"):
        Ftrl(**settings)


def test_settings_by_position() -> None:
    assert Ftrl(0.5, -0.2) == Ftrl(learning_rate=0.5, learning_rate_power=-0.2)

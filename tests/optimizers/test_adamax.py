"""Adamax against Keras: steps of every size, a falling rate, and what is kept."""

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
from plainnet.optimizers.adamax import Adamax

every_setting = pytest.mark.parametrize(
    "settings", [{}, {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}], ids=str
)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("Adamax", settings, size)


@every_setting
def test_weights_that_start_anywhere(settings: dict[str, Any]) -> None:
    assert_same_weights("Adamax", {"learning_rate": 0.05, **settings})


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Adamax", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("Adamax", settings)


@pytest.mark.parametrize(
    "settings", [{"beta_1": 2.0}, {"beta_2": -0.5}, {"epsilon": -1e-7}], ids=str
)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Adamax got {field}={settings[field]}; give a number"):
        Adamax(**settings)


def test_settings_by_position() -> None:
    assert Adamax(0.5, 0.8, 0.9) == Adamax(learning_rate=0.5, beta_1=0.8, beta_2=0.9)

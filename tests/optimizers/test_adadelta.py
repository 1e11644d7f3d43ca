"""Adadelta against Keras: steps of every size, a falling rate, and what is kept."""

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
from plainnet.optimizers.adadelta import Adadelta

every_setting = pytest.mark.parametrize("settings", [{}, {"rho": 0.8, "epsilon": 1e-4}], ids=str)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("Adadelta", settings, size)


@every_setting
def test_weights_that_start_anywhere(settings: dict[str, Any]) -> None:
    assert_same_weights("Adadelta", {"learning_rate": 0.05, **settings})


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Adadelta", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("Adadelta", settings)


@pytest.mark.parametrize("settings", [{"rho": 1.5}, {"epsilon": -1e-7}], ids=str)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(
        SettingError, match=f"Adadelta got {field}={settings[field]}; give a number"
    ):
        Adadelta(**settings)


def test_settings_by_position() -> None:
    assert Adadelta(0.5, 0.2) == Adadelta(learning_rate=0.5, rho=0.2)

"""RMSprop against Keras: steps of every size, a falling rate, and what is kept."""

from typing import Any

import pytest

from optimizers.against_keras import (
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    sizes,
)
from plainnet.errors import SettingError
from plainnet.optimizers.rmsprop import RMSprop

every_setting = pytest.mark.parametrize(
    "settings",
    [
        {},
        {"rho": 0.8, "momentum": 0.9, "epsilon": 1e-5},
        {"centered": True},
        {"centered": True, "momentum": 0.5},
    ],
    ids=str,
)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("RMSprop", settings, size)


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("RMSprop", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("RMSprop", settings)


@pytest.mark.parametrize("settings", [{"rho": -0.1}, {"epsilon": -1.0}, {"momentum": 2.0}], ids=str)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"RMSprop got {field}={settings[field]}; give a number"):
        RMSprop(**settings)


def test_settings_by_position() -> None:
    assert RMSprop(0.5, 0.8, 0.25) == RMSprop(learning_rate=0.5, rho=0.8, momentum=0.25)

"""Adagrad against Keras: steps of every size, a falling rate, and what is kept."""

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
from plainnet.optimizers.adaptive_optimizers import Adadelta, Adagrad, Ftrl, RMSprop

every_setting = pytest.mark.parametrize(
    "settings", [{}, {"initial_accumulator_value": 0.0, "epsilon": 1e-4}], ids=str
)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("Adagrad", settings, size)


@every_setting
def test_weights_that_start_anywhere(settings: dict[str, Any]) -> None:
    assert_same_weights("Adagrad", {"learning_rate": 0.05, **settings})


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Adagrad", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("Adagrad", settings)


@pytest.mark.parametrize(
    "settings", [{"initial_accumulator_value": -1.0}, {"epsilon": -1e-7}], ids=str
)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Adagrad got {field}={settings[field]}; give a number"):
        Adagrad(**settings)


def test_settings_by_position() -> None:
    assert Adagrad(0.5, 0.2) == Adagrad(learning_rate=0.5, initial_accumulator_value=0.2)


every_setting_of_rmsprop = pytest.mark.parametrize(
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
@every_setting_of_rmsprop
def test_steps_after_gradients_of_every_size_of_rmsprop(
    settings: dict[str, Any], size: float
) -> None:
    assert_same_updates("RMSprop", settings, size)


@every_setting_of_rmsprop
def test_a_falling_learning_rate_of_rmsprop(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("RMSprop", settings)


@every_setting_of_rmsprop
def test_what_is_kept_of_rmsprop(settings: dict[str, Any]) -> None:
    assert_same_state("RMSprop", settings)


@pytest.mark.parametrize("settings", [{"rho": -0.1}, {"epsilon": -1.0}, {"momentum": 2.0}], ids=str)
def test_settings_without_sense_are_refused_of_rmsprop(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"RMSprop got {field}={settings[field]}; give a number"):
        RMSprop(**settings)


def test_settings_by_position_of_rmsprop() -> None:
    assert RMSprop(0.5, 0.8, 0.25) == RMSprop(learning_rate=0.5, rho=0.8, momentum=0.25)


every_setting_of_adadelta = pytest.mark.parametrize(
    "settings", [{}, {"rho": 0.8, "epsilon": 1e-4}], ids=str
)


@sizes
@every_setting_of_adadelta
def test_steps_after_gradients_of_every_size_of_adadelta(
    settings: dict[str, Any], size: float
) -> None:
    assert_same_updates("Adadelta", settings, size)


@every_setting_of_adadelta
def test_weights_that_start_anywhere_of_adadelta(settings: dict[str, Any]) -> None:
    assert_same_weights("Adadelta", {"learning_rate": 0.05, **settings})


@every_setting_of_adadelta
def test_a_falling_learning_rate_of_adadelta(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Adadelta", settings)


@every_setting_of_adadelta
def test_what_is_kept_of_adadelta(settings: dict[str, Any]) -> None:
    assert_same_state("Adadelta", settings)


@pytest.mark.parametrize("settings", [{"rho": 1.5}, {"epsilon": -1e-7}], ids=str)
def test_settings_without_sense_are_refused_of_adadelta(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(
        SettingError, match=f"Adadelta got {field}={settings[field]}; give a number"
    ):
        Adadelta(**settings)


def test_settings_by_position_of_adadelta() -> None:
    assert Adadelta(0.5, 0.2) == Adadelta(learning_rate=0.5, rho=0.2)


SMOOTH: list[dict[str, Any]] = [
    {},
    {
        "learning_rate_power": -0.3,
        "beta": 0.2,
        "l2_shrinkage_regularization_strength": 0.1,
    },
]
SPARSE = {"l1_regularization_strength": 0.01, "l2_regularization_strength": 0.1}
every_setting_of_ftrl = pytest.mark.parametrize("settings", [*SMOOTH, SPARSE], ids=str)


@sizes
@pytest.mark.parametrize("settings", SMOOTH, ids=str)
def test_steps_after_gradients_of_every_size_of_ftrl(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("Ftrl", settings, size)


@every_setting_of_ftrl
def test_weights_that_start_anywhere_of_ftrl(settings: dict[str, Any]) -> None:
    assert_same_weights("Ftrl", {"learning_rate": 0.05, **settings})


@every_setting_of_ftrl
def test_a_falling_learning_rate_of_ftrl(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Ftrl", settings)


@every_setting_of_ftrl
def test_what_is_kept_of_ftrl(settings: dict[str, Any]) -> None:
    assert_same_state("Ftrl", settings)


@pytest.mark.parametrize(
    "settings",
    [{"learning_rate_power": 0.5}, {"beta": -1.0}, {"l1_regularization_strength": -1.0}],
    ids=str,
)
def test_settings_without_sense_are_refused_of_ftrl(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Ftrl got {field}={settings[field]}; give a number"):
        Ftrl(**settings)


def test_settings_by_position_of_ftrl() -> None:
    assert Ftrl(0.5, -0.2) == Ftrl(learning_rate=0.5, learning_rate_power=-0.2)

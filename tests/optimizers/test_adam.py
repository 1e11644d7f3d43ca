"""Adam against Keras: steps of every size, a falling rate, and what is kept."""

from typing import Any

import jax.numpy as jnp
import pytest

from optimizers.against_keras import (
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    assert_same_weights,
    sizes,
    updated,
)
from plainnet.errors import SettingError
from plainnet.optimizers.adam import Adam, Adamax, AdamW, Nadam

every_setting = pytest.mark.parametrize(
    "settings", [{}, {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}, {"amsgrad": True}], ids=str
)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("Adam", settings, size)


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Adam", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("Adam", settings)


@pytest.mark.parametrize(
    "settings", [{"beta_1": 2.0}, {"beta_2": -0.5}, {"epsilon": -1e-7}], ids=str
)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Adam got {field}={settings[field]}; give a number"):
        Adam(**settings)


def test_settings_by_position() -> None:
    assert Adam(0.5, 0.8, 0.9) == Adam(learning_rate=0.5, beta_1=0.8, beta_2=0.9)


def test_a_tiny_gradient_makes_the_small_step_of_keras() -> None:
    gradients = [jnp.float32(1e-7)] * 3
    weight, _ = updated(Adam(), jnp.float32(0), gradients)
    assert float(weight) == pytest.approx(-0.000125, rel=0.01)  # Optax's epsilon: -0.0015


every_setting_of_adamw = pytest.mark.parametrize(
    "settings", [{}, {"weight_decay": 0.1, "amsgrad": True}], ids=str
)


@sizes
@every_setting_of_adamw
def test_steps_after_gradients_of_every_size_of_adamw(
    settings: dict[str, Any], size: float
) -> None:
    assert_same_updates("AdamW", settings, size)


@every_setting_of_adamw
def test_a_falling_learning_rate_of_adamw(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("AdamW", settings)


@every_setting_of_adamw
def test_what_is_kept_of_adamw(settings: dict[str, Any]) -> None:
    assert_same_state("AdamW", settings)


@pytest.mark.parametrize("settings", [{"weight_decay": None}, {"weight_decay": -0.1}], ids=str)
def test_settings_without_sense_are_refused_of_adamw(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"AdamW got {field}={settings[field]}; give a number"):
        AdamW(**settings)


def test_settings_by_position_of_adamw() -> None:
    assert AdamW(0.5, 0.1, 0.8) == AdamW(learning_rate=0.5, weight_decay=0.1, beta_1=0.8)


every_setting_of_adamax = pytest.mark.parametrize(
    "settings", [{}, {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}], ids=str
)


@sizes
@every_setting_of_adamax
def test_steps_after_gradients_of_every_size_of_adamax(
    settings: dict[str, Any], size: float
) -> None:
    assert_same_updates("Adamax", settings, size)


@every_setting_of_adamax
def test_weights_that_start_anywhere(settings: dict[str, Any]) -> None:
    assert_same_weights("Adamax", {"learning_rate": 0.05, **settings})


@every_setting_of_adamax
def test_a_falling_learning_rate_of_adamax(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Adamax", settings)


@every_setting_of_adamax
def test_what_is_kept_of_adamax(settings: dict[str, Any]) -> None:
    assert_same_state("Adamax", settings)


@pytest.mark.parametrize(
    "settings", [{"beta_1": 2.0}, {"beta_2": -0.5}, {"epsilon": -1e-7}], ids=str
)
def test_settings_without_sense_are_refused_of_adamax(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Adamax got {field}={settings[field]}; give a number"):
        Adamax(**settings)


def test_settings_by_position_of_adamax() -> None:
    assert Adamax(0.5, 0.8, 0.9) == Adamax(learning_rate=0.5, beta_1=0.8, beta_2=0.9)


every_setting_of_nadam = pytest.mark.parametrize(
    "settings", [{}, {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}], ids=str
)


@sizes
@every_setting_of_nadam
def test_steps_after_gradients_of_every_size_of_nadam(
    settings: dict[str, Any], size: float
) -> None:
    assert_same_updates("Nadam", settings, size)


@every_setting_of_nadam
def test_weights_that_start_anywhere_of_nadam(settings: dict[str, Any]) -> None:
    assert_same_weights("Nadam", {"learning_rate": 0.05, **settings})


@every_setting_of_nadam
def test_a_falling_learning_rate_of_nadam(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("Nadam", settings)


@every_setting_of_nadam
def test_what_is_kept_of_nadam(settings: dict[str, Any]) -> None:
    assert_same_state("Nadam", settings)


@pytest.mark.parametrize(
    "settings", [{"beta_1": 2.0}, {"beta_2": -0.5}, {"epsilon": -1e-7}], ids=str
)
def test_settings_without_sense_are_refused_of_nadam(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"Nadam got {field}={settings[field]}; give a number"):
        Nadam(**settings)


def test_settings_by_position_of_nadam() -> None:
    assert Nadam(0.5, 0.8, 0.9) == Nadam(learning_rate=0.5, beta_1=0.8, beta_2=0.9)

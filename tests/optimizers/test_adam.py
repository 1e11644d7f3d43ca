"""Adam against Keras: steps of every size, a falling rate, and what is kept."""

from typing import Any

import jax.numpy as jnp
import pytest

from optimizers.against_keras import (
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    sizes,
    updated,
)
from plainnet.errors import SettingError
from plainnet.optimizers.adam import Adam

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

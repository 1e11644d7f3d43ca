"""AdamW against Keras: steps of every size, a falling rate, and what is kept."""

from typing import Any

import pytest

from optimizers.against_keras import (
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    sizes,
)
from plainnet.errors import SettingError
from plainnet.optimizers.adamw import AdamW

every_setting = pytest.mark.parametrize(
    "settings", [{}, {"weight_decay": 0.1, "amsgrad": True}], ids=str
)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("AdamW", settings, size)


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("AdamW", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("AdamW", settings)


@pytest.mark.parametrize("settings", [{"weight_decay": None}, {"weight_decay": -0.1}], ids=str)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"AdamW got {field}={settings[field]}; give a number"):
        AdamW(**settings)


def test_settings_by_position() -> None:
    assert AdamW(0.5, 0.1, 0.8) == AdamW(learning_rate=0.5, weight_decay=0.1, beta_1=0.8)

"""SGD against Keras: steps of every size, a falling rate, and what is kept."""

from typing import Any

import pytest

from optimizers.against_keras import (
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    sizes,
)
from plainnet.errors import SettingError
from plainnet.optimizers.sgd import SGD

every_setting = pytest.mark.parametrize(
    "settings", [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}], ids=str
)


@sizes
@every_setting
def test_steps_after_gradients_of_every_size(settings: dict[str, Any], size: float) -> None:
    assert_same_updates("SGD", settings, size)


@every_setting
def test_a_falling_learning_rate(settings: dict[str, Any]) -> None:
    assert_same_under_a_schedule("SGD", settings)


@every_setting
def test_what_is_kept(settings: dict[str, Any]) -> None:
    assert_same_state("SGD", settings)


@pytest.mark.parametrize("settings", [{"momentum": 1.5}, {"momentum": "much"}], ids=str)
def test_settings_without_sense_are_refused(settings: dict[str, Any]) -> None:
    (field,) = settings
    with pytest.raises(SettingError, match=f"SGD got {field}={settings[field]}; give a number"):
        SGD(**settings)


def test_settings_by_position() -> None:
    assert SGD(0.5, 0.25, True) == SGD(learning_rate=0.5, momentum=0.25, nesterov=True)

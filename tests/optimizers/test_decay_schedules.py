"""Falling learning rates at many steps, against Keras."""

from typing import Any

import pytest

from optimizers.schedules_against_keras import assert_same_rates, assert_same_saved_form
from plainnet.errors import SettingError
from plainnet.optimizers.catalogue import SCHEDULES

DECAY = {"initial_learning_rate": 0.1, "decay_steps": 70, "decay_rate": 0.6}
FALL = {"initial_learning_rate": 0.1, "decay_steps": 70}
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("ExponentialDecay", DECAY),
    ("ExponentialDecay", {**DECAY, "staircase": True}),
    ("InverseTimeDecay", DECAY),
    ("InverseTimeDecay", {**DECAY, "staircase": True}),
    ("PolynomialDecay", FALL),
    ("PolynomialDecay", {**FALL, "power": 2.0, "end_learning_rate": 0.01}),
    ("PolynomialDecay", {**FALL, "power": 0.5, "cycle": True}),
    ("PiecewiseConstantDecay", {"boundaries": [10, 50, 200], "values": [1.0, 0.5, 0.2, 0.1]}),
    ("PiecewiseConstantDecay", {"boundaries": [10], "values": [1.0, 0.5]}),
]
every_schedule = pytest.mark.parametrize(("name", "settings"), SETTINGS)


@every_schedule
def test_rates_are_those_of_keras(name: str, settings: dict[str, Any]) -> None:
    assert_same_rates(name, settings)


@every_schedule
def test_saved_forms_are_those_of_keras(name: str, settings: dict[str, Any]) -> None:
    assert_same_saved_form(name, settings)


@pytest.mark.parametrize(
    ("name", "settings", "field"),
    [
        ("ExponentialDecay", {**DECAY, "decay_steps": 0}, "decay_steps"),
        ("InverseTimeDecay", {**DECAY, "decay_rate": -1}, "decay_rate"),
        ("PolynomialDecay", {**FALL, "initial_learning_rate": "big"}, "initial_learning_rate"),
        ("PiecewiseConstantDecay", {"boundaries": [5, 5], "values": [1, 2, 3]}, "boundaries"),
        ("PiecewiseConstantDecay", {"boundaries": [5], "values": [1.0]}, "boundaries"),
    ],
)
def test_settings_without_sense_are_refused(
    name: str, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(SettingError, match=f"{name} got {field}="):
        SCHEDULES[name](**settings)


def test_no_schedule_is_left_untried() -> None:
    tried = {name for name, _ in SETTINGS}
    assert tried == {
        name for name, each in SCHEDULES.items() if each.__module__.endswith("decay_schedules")
    }

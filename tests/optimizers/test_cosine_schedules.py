"""Cosine learning rates at many steps, against Keras."""

from typing import Any

import pytest

from optimizers.schedules_against_keras import assert_same_rates, assert_same_saved_form
from plainnet.errors import SettingError
from plainnet.optimizers.catalogue import SCHEDULES

FALL = {"initial_learning_rate": 0.1, "decay_steps": 70}
RESTARTS = {"initial_learning_rate": 0.1, "first_decay_steps": 31}
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("CosineDecay", FALL),
    ("CosineDecay", {**FALL, "alpha": 0.2}),
    ("CosineDecay", {**FALL, "warmup_target": 0.5, "warmup_steps": 30}),
    ("CosineDecay", {**FALL, "alpha": 0.1, "warmup_target": 0.5, "warmup_steps": 0}),
    ("CosineDecayRestarts", RESTARTS),
    ("CosineDecayRestarts", {**RESTARTS, "t_mul": 1.0, "m_mul": 0.8, "alpha": 0.1}),
    ("CosineDecayRestarts", {**RESTARTS, "t_mul": 1.5, "m_mul": 0.5}),
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
        ("CosineDecay", {**FALL, "decay_steps": -5}, "decay_steps"),
        ("CosineDecayRestarts", {**RESTARTS, "first_decay_steps": 0}, "first_decay_steps"),
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
        name for name, each in SCHEDULES.items() if each.__module__.endswith("cosine_schedules")
    }


def test_a_whole_number_as_initial_rate_stays_a_rate() -> None:
    schedule = SCHEDULES["CosineDecay"](0, 10, warmup_target=0.5, warmup_steps=10)
    assert float(schedule(5)) == 0.25

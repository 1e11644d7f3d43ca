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


RESTARTS = {"initial_learning_rate": 0.1, "first_decay_steps": 31}
SETTINGS_OF_COSINE_SCHEDULES: list[tuple[str, dict[str, Any]]] = [
    ("CosineDecay", FALL),
    ("CosineDecay", {**FALL, "alpha": 0.2}),
    ("CosineDecay", {**FALL, "warmup_target": 0.5, "warmup_steps": 30}),
    ("CosineDecay", {**FALL, "alpha": 0.1, "warmup_target": 0.5, "warmup_steps": 0}),
    ("CosineDecayRestarts", RESTARTS),
    ("CosineDecayRestarts", {**RESTARTS, "t_mul": 1.0, "m_mul": 0.8, "alpha": 0.1}),
    ("CosineDecayRestarts", {**RESTARTS, "t_mul": 1.5, "m_mul": 0.5}),
]
every_schedule_of_cosine_schedules = pytest.mark.parametrize(
    ("name", "settings"), SETTINGS_OF_COSINE_SCHEDULES
)


@every_schedule_of_cosine_schedules
def test_rates_are_those_of_keras_of_cosine_schedules(name: str, settings: dict[str, Any]) -> None:
    assert_same_rates(name, settings)


@every_schedule_of_cosine_schedules
def test_saved_forms_are_those_of_keras_of_cosine_schedules(
    name: str, settings: dict[str, Any]
) -> None:
    assert_same_saved_form(name, settings)


@pytest.mark.parametrize(
    ("name", "settings", "field"),
    [
        ("CosineDecay", {**FALL, "decay_steps": -5}, "decay_steps"),
        ("CosineDecayRestarts", {**RESTARTS, "first_decay_steps": 0}, "first_decay_steps"),
    ],
)
def test_settings_without_sense_are_refused_of_cosine_schedules(
    name: str, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(SettingError, match=f"{name} got {field}="):
        SCHEDULES[name](**settings)


def test_no_schedule_is_left_untried() -> None:
    assert {name for name, _ in SETTINGS + SETTINGS_OF_COSINE_SCHEDULES} == set(SCHEDULES)


def test_a_whole_number_as_initial_rate_stays_a_rate() -> None:
    schedule = SCHEDULES["CosineDecay"](0, 10, warmup_target=0.5, warmup_steps=10)
    assert float(schedule(5)) == 0.25

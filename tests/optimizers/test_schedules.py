"""Every learning rate schedule at many steps, against Keras."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.optimizers.catalogue import SCHEDULES, saved_schedule, schedule_from
from plainnet.optimizers.learning_rate_schedule import LearningRateSchedule

DECAY = {"initial_learning_rate": 0.1, "decay_steps": 70, "decay_rate": 0.6}
FALL = {"initial_learning_rate": 0.1, "decay_steps": 70}
RESTARTS = {"initial_learning_rate": 0.1, "first_decay_steps": 31}
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
    steps = jnp.arange(500)
    reference = getattr(keras.optimizers.schedules, name)(**settings)
    expected = jax.vmap(reference)(steps)
    rates = jax.jit(jax.vmap(SCHEDULES[name](**settings)))(steps)
    assert rates.dtype == np.float32
    np.testing.assert_allclose(rates, expected, rtol=2e-5, atol=1e-7)


@every_schedule
def test_every_schedule_is_hashable_and_returns_from_its_saved_form(
    name: str, settings: dict[str, Any]
) -> None:
    schedule = SCHEDULES[name](**settings)
    assert hash(schedule) == hash(SCHEDULES[name](**settings))
    assert schedule_from(saved_schedule(schedule)) == schedule


@every_schedule
def test_saved_forms_are_those_of_keras(name: str, settings: dict[str, Any]) -> None:
    reference = getattr(keras.optimizers.schedules, name)(**settings)
    theirs = keras.optimizers.schedules.serialize(reference)
    assert saved_schedule(SCHEDULES[name](**settings)) == theirs
    assert schedule_from(theirs) == SCHEDULES[name](**settings)


def test_no_schedule_is_left_untried() -> None:
    assert {name for name, _ in SETTINGS} == set(SCHEDULES)
    assert {cls.__name__ for cls in LearningRateSchedule.__subclasses__()} == set(SCHEDULES)


def test_a_whole_number_as_initial_rate_stays_a_rate() -> None:
    schedule = SCHEDULES["CosineDecay"](0, 10, warmup_target=0.5, warmup_steps=10)
    assert float(schedule(5)) == 0.25


@pytest.mark.parametrize(
    ("name", "settings", "field"),
    [
        ("ExponentialDecay", {**DECAY, "decay_steps": 0}, "decay_steps"),
        ("InverseTimeDecay", {**DECAY, "decay_rate": -1}, "decay_rate"),
        ("PolynomialDecay", {**FALL, "initial_learning_rate": "big"}, "initial_learning_rate"),
        ("CosineDecay", {**FALL, "decay_steps": -5}, "decay_steps"),
        ("CosineDecayRestarts", {**RESTARTS, "first_decay_steps": 0}, "first_decay_steps"),
        ("PiecewiseConstantDecay", {"boundaries": [5, 5], "values": [1, 2, 3]}, "boundaries"),
        ("PiecewiseConstantDecay", {"boundaries": [5], "values": [1.0]}, "boundaries"),
    ],
)
def test_settings_without_sense_are_refused(
    name: str, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(SettingError, match=f"{name} got {field}="):
        SCHEDULES[name](**settings)


def test_an_unknown_schedule_lists_the_choices() -> None:
    with pytest.raises(SettingError, match=r'no learning rate schedule named "Wave".*CosineDecay'):
        schedule_from({"class_name": "Wave", "config": {}})

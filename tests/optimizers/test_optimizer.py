"""Settings outside their range are named."""

from types import SimpleNamespace
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from optimizers.against_keras import (
    KNOWN_TO_KERAS,
    assert_same_state,
    assert_same_under_a_schedule,
    assert_same_updates,
    assert_same_weights,
    draw,
    sizes,
    updated,
    updated_by_keras,
)
from plainnet.errors import SettingError
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.catalogue import OPTIMIZERS, SCHEDULES
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay
from plainnet.optimizers.optimizer import (
    SGD,
    LearningRateSchedule,
    check_numbers,
    clip_global_norm,
    clip_norms,
    clip_values,
    decay_steps,
    is_finite,
)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("fraction", 0),
        ("fraction", 1.0),
        ("positive", 1e-9),
        ("not_negative", 0),
        ("positive", None),
        ("fraction", np.float32(0.5)),
        ("positive", np.int64(7)),
    ],
)
def test_values_in_range_pass(expected: str, value: Any) -> None:
    check_numbers(SimpleNamespace(rate=value), expected, "rate")


@pytest.mark.parametrize(
    ("expected", "value", "sentence"),
    [
        ("fraction", 1.01, "rate=1.01; give a number from 0 to 1"),
        ("positive", 0, "rate=0; give a number above 0"),
        ("not_negative", -1, "rate=-1; give a number not below 0"),
        ("positive", float("inf"), "rate=inf; give a number above 0"),
        ("positive", "1", "rate=1; give a number above 0"),
    ],
)
def test_others_are_refused(expected: str, value: Any, sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        check_numbers(SimpleNamespace(rate=value), expected, "rate")


def test_only_finite_numbers_are_finite() -> None:
    assert [is_finite(value) for value in (1, 0.5, float("nan"), "1")] == [True, True, False, False]


SCHEDULED = [
    SCHEDULES["PiecewiseConstantDecay"]((3,), (0.5, 0.25)),
    SCHEDULES["ExponentialDecay"](0.5, 10, 0.5),
    SCHEDULES["InverseTimeDecay"](0.5, 10, 0.5),
    SCHEDULES["PolynomialDecay"](0.5, 10),
    SCHEDULES["CosineDecay"](0.5, 10),
    SCHEDULES["CosineDecayRestarts"](0.5, 10),
]


@pytest.mark.parametrize("schedule", SCHEDULED, ids=lambda schedule: schedule.name)
@pytest.mark.parametrize("step", [0, np.int64(0), jnp.int32(0)])
def test_begins_at_its_first_rate_as_a_float32(schedule: LearningRateSchedule, step: int) -> None:
    rate = schedule(step)
    assert rate.dtype == np.float32
    assert rate.shape == ()
    assert float(rate) == 0.5


def test_every_schedule_is_in_the_catalogue() -> None:
    kinds = LearningRateSchedule.__subclasses__()  # scripts have further ones, built on these
    own = {kind for kind in kinds if kind.__module__.startswith("plainnet.optimizers.")}
    assert own == set(SCHEDULES.values())
    assert {type(schedule) for schedule in SCHEDULED} == set(SCHEDULES.values())


CLIPPINGS: list[dict[str, Any]] = [
    {"clipnorm": 0.05},
    {"clipnorm": 0.0},
    {"global_clipnorm": 0.05},
    {"clipvalue": 0.02},
]
each_clipping = pytest.mark.parametrize("clipping", CLIPPINGS, ids=str)


@each_clipping
@pytest.mark.parametrize("name", KNOWN_TO_KERAS)
def test_against_keras(name: str, clipping: dict[str, Any]) -> None:
    assert_same_weights(name, {"learning_rate": 0.05, **clipping})


@each_clipping
def test_gradients_of_zero_stay_zero(clipping: dict[str, Any]) -> None:
    assert_same_weights("SGD", clipping, size=0.0)


def test_each_gradient_or_all_together() -> None:
    gradients = {"kernel": jnp.asarray([6.0, 8.0]), "bias": jnp.asarray([0.0])}
    together = {"kernel": jnp.asarray([0.0, 3.0]), "bias": jnp.asarray([4.0])}
    np.testing.assert_allclose(clip_norms(gradients, 1.0)["kernel"], [0.6, 0.8], rtol=1e-6)
    np.testing.assert_allclose(clip_norms(together, 5.0)["bias"], [4.0], rtol=1e-6)
    np.testing.assert_allclose(clip_global_norm(together, 1.0)["bias"], [0.8], rtol=1e-6)
    np.testing.assert_allclose(clip_global_norm(together, 9.0)["bias"], [4.0], rtol=1e-6)
    np.testing.assert_allclose(clip_values(gradients, 7.0)["kernel"], [6.0, 7.0])


def test_an_exploded_gradient_is_not_hidden() -> None:
    assert np.isnan(clip_global_norm(jnp.asarray([jnp.inf, 1.0]), 1.0)).all()


@pytest.mark.parametrize("settings", [{}, {"clipnorm": 0.05}, {"clipvalue": 0.02}], ids=str)
@pytest.mark.parametrize("name", KNOWN_TO_KERAS)
def test_against_keras_of_weight_decay(name: str, settings: dict[str, Any]) -> None:
    assert_same_weights(name, {"learning_rate": 0.05, "weight_decay": 0.3, **settings})


def test_excluded_weights_do_not_decay() -> None:
    weights, gradients = draw(0.1)
    reference = keras.optimizers.AdamW(0.1, weight_decay=0.5)
    reference.exclude_from_weight_decay(var_names=["bias", "gamma"])
    theirs = updated_by_keras(reference, weights, gradients)
    excluding = AdamW(0.1, weight_decay=0.5, exclude_from_weight_decay=("bias", "gamma"))
    ours, _ = updated(excluding, {"dense": weights}, [{"dense": each} for each in gradients])
    for key, expected in theirs.items():
        np.testing.assert_allclose(ours["dense"][key], expected, rtol=1e-5, atol=1e-6)


def test_a_name_is_the_weights_own_and_not_its_layers() -> None:
    weights = {"bias_net": {"kernel": jnp.asarray(2.0), "recurrent_bias": jnp.asarray(2.0)}}
    steps = decay_steps(
        weights, weight_decay=0.5, learning_rate=jnp.asarray(0.1), excluded=["bias"]
    )
    assert float(steps["bias_net"]["kernel"]) == pytest.approx(-0.1)
    assert float(steps["bias_net"]["recurrent_bias"]) == 0.0
    within = {"attention": {"query_dense/kernel": jnp.asarray(2.0), "query_dense/bias": 2.0}}
    steps = decay_steps(
        within, weight_decay=0.5, learning_rate=jnp.asarray(0.1), excluded=["query", "^bias$"]
    )
    assert [float(step) for step in steps["attention"].values()] == [0.0, pytest.approx(-0.1)]


SCHEDULE = ExponentialDecay(0.5, 10, 0.5)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_new_rate_needs_no_new_compilation(name: str) -> None:
    compilations = 0

    def update(optimizer: Any, weights: Any, rate: Any) -> Any:
        nonlocal compilations
        compilations += 1
        transformation = optimizer.transformation()
        state = transformation.init(weights)
        return transformation.update(weights, state, weights, learning_rate=rate)[0]

    compiled = jax.jit(update, static_argnums=0)
    weights = {"kernel": jnp.ones(3)}
    steps = []
    for rate in (0.25, 0.5):
        optimizer = OPTIMIZERS[name](rate)
        steps.append(compiled(optimizer.without_rate(), weights, optimizer.rate_at(0)))
    assert compilations == 1
    if name == "Ftrl":  # it goes to a place and not a way
        assert (steps[0]["kernel"] != steps[1]["kernel"]).all()
        return
    np.testing.assert_allclose(2 * steps[0]["kernel"], steps[1]["kernel"], rtol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_number_leaves_the_cache_key_and_a_schedule_stays_in_it(name: str) -> None:
    constant, scheduled = OPTIMIZERS[name](0.25), OPTIMIZERS[name](SCHEDULE)
    assert constant.has_constant_rate
    assert constant.constant_rate == 0.25
    assert constant.without_rate() == OPTIMIZERS[name](0.75).without_rate()
    assert not scheduled.has_constant_rate
    assert scheduled.constant_rate == 0.0
    assert scheduled.without_rate() == scheduled
    assert float(scheduled.rate_at(jnp.int32(10))) == 0.25
    assert constant.rate_at(3).dtype == scheduled.rate_at(3).dtype == np.float32


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_many_models_are_updated_as_one_axis(name: str) -> None:
    transformation = OPTIMIZERS[name](0.1).transformation()
    weights = {"kernel": jnp.arange(6.0).reshape(2, 3)}
    states = jax.vmap(transformation.init)(weights)

    def update(gradients: Any, state: Any, weights: Any) -> Any:
        return transformation.update(gradients, state, weights, learning_rate=0.1)[0]

    together = jax.vmap(update)(weights, states, weights)["kernel"]
    alone = update(
        {"kernel": weights["kernel"][1]},
        jax.tree.map(lambda kept: kept[1], states),
        {"kernel": weights["kernel"][1]},
    )["kernel"]
    np.testing.assert_allclose(together[1], alone, rtol=1e-6)


@pytest.mark.parametrize("rate", [-0.1, float("nan"), float("inf"), "fast", None])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_rate_that_is_none_is_refused(name: str, rate: Any) -> None:
    with pytest.raises(SettingError, match=f"{name} got learning_rate={rate}; give a finite"):
        OPTIMIZERS[name](rate)


@pytest.mark.parametrize("field", ["weight_decay", "clipnorm", "clipvalue", "global_clipnorm"])
def test_settings_below_zero_are_refused(field: str) -> None:
    with pytest.raises(SettingError, match=f"SGD got {field}=-1.0; give a number not below 0"):
        OPTIMIZERS["SGD"](**{field: -1.0})


def test_two_ways_of_clipping_are_refused() -> None:
    with pytest.raises(SettingError, match="Adam got clipnorm, clipvalue together"):
        OPTIMIZERS["Adam"](clipnorm=1.0, clipvalue=1.0)


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

"""What every optimizer promises."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.optimizers.catalogue import OPTIMIZERS
from plainnet.optimizers.decay_schedules import ExponentialDecay

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

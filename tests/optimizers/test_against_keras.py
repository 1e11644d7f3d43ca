"""Every optimizer over several updates, against Keras."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax
import pytest

from plainnet.optimizers.catalogue import OPTIMIZERS, SCHEDULES, find_optimizer
from plainnet.optimizers.optimizer import Optimizer

# Keras reads its own variables in a way that NumPy 2 will drop.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

UPDATES = 12
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("SGD", {}),
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
    ("RMSprop", {}),
    ("RMSprop", {"rho": 0.8, "momentum": 0.9, "epsilon": 1e-5}),
    ("RMSprop", {"centered": True}),
    ("RMSprop", {"centered": True, "momentum": 0.5}),
    ("Adam", {}),
    ("Adam", {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}),
    ("Adam", {"amsgrad": True}),
    ("AdamW", {}),
    ("AdamW", {"weight_decay": 0.1, "amsgrad": True}),
]
MODIFIERS: list[dict[str, Any]] = [
    {"clipnorm": 0.05},
    {"clipnorm": 0.0},
    {"global_clipnorm": 0.05},
    {"clipvalue": 0.02},
    {"weight_decay": 0.3},
    {"weight_decay": 0.3, "clipnorm": 0.05},
]


def draw(size: float) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Draw weights, and gradients whose sizes go down to `size`."""
    random = np.random.default_rng(4)
    shapes = {"kernel": (3, 4), "bias": (4,)}
    weights = {name: random.normal(size=shape) for name, shape in shapes.items()}
    gradients = [
        {name: size * random.normal(size=shape) for name, shape in shapes.items()}
        for _ in range(UPDATES)
    ]
    return jax.tree.map(jnp.float32, weights), jax.tree.map(jnp.float32, gradients)


def updated(
    optimizer: Optimizer, weights: dict[str, Any], gradients: list[dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make all updates in one compiled loop."""
    transformation = optimizer.transformation()

    @jax.jit
    def update(weights: Any, state: Any, gradient: Any) -> tuple[Any, Any]:
        rate = optimizer.rate_at(state["iterations"])
        steps, state = transformation.update(gradient, state, weights, learning_rate=rate)
        return optax.apply_updates(weights, steps), state

    state = transformation.init(weights)
    for gradient in gradients:
        weights, state = update(weights, state, gradient)
    return weights, state


def updated_by_keras(
    optimizer: Any, weights: dict[str, Any], gradients: list[dict[str, Any]]
) -> tuple[dict[str, Any], Any]:
    """Let Keras make the same updates."""
    variables = {name: keras.Variable(value, name=name) for name, value in weights.items()}
    optimizer.build(list(variables.values()))
    for gradient in gradients:
        optimizer.apply(list(gradient.values()))
    return {name: np.asarray(variable) for name, variable in variables.items()}, optimizer


def assert_same(name: str, settings: dict[str, Any], size: float) -> None:
    """Compare how far the weights moved."""
    weights, gradients = draw(size)
    ours, _ = updated(OPTIMIZERS[name](**settings), weights, gradients)
    theirs, _ = updated_by_keras(getattr(keras.optimizers, name)(**settings), weights, gradients)
    for key in weights:
        moved, expected = ours[key] - weights[key], theirs[key] - weights[key]
        np.testing.assert_allclose(moved, expected, rtol=1e-5, atol=1.5e-6)


@pytest.mark.parametrize("size", [1e-8, 1e-7, 1e-5, 1e-3, 1.0])
@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_updates_with_gradients_of_every_size(
    name: str, settings: dict[str, Any], size: float
) -> None:
    # At a rate of 1 and weights near 0 even the smallest steps can be told apart.
    _, gradients = draw(size)
    zeros = jax.tree.map(jnp.zeros_like, gradients[0])
    settings = {"learning_rate": 1.0, **settings}
    ours, _ = updated(OPTIMIZERS[name](**settings), zeros, gradients)
    theirs, _ = updated_by_keras(getattr(keras.optimizers, name)(**settings), zeros, gradients)
    for key, expected in theirs.items():
        largest = np.abs(expected).max()
        assert largest > 0
        np.testing.assert_allclose(ours[key], expected, rtol=2e-5, atol=1e-6 * largest)


@pytest.mark.parametrize("modifier", MODIFIERS, ids=str)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_clipping_and_weight_decay(name: str, modifier: dict[str, Any]) -> None:
    assert_same(name, {"learning_rate": 0.05, **modifier}, size=0.1)


@pytest.mark.parametrize("modifier", MODIFIERS[:4], ids=str)
def test_gradients_of_zero_survive_clipping(modifier: dict[str, Any]) -> None:
    assert_same("SGD", modifier, size=0.0)


@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_a_falling_learning_rate(name: str, settings: dict[str, Any]) -> None:
    schedule = {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5}
    weights, gradients = draw(0.1)
    ours, _ = updated(
        OPTIMIZERS[name](SCHEDULES["ExponentialDecay"](**schedule), **settings), weights, gradients
    )
    reference = keras.optimizers.schedules.ExponentialDecay(**schedule)
    theirs, _ = updated_by_keras(
        getattr(keras.optimizers, name)(reference, **settings), weights, gradients
    )
    for key in weights:
        np.testing.assert_allclose(ours[key], theirs[key], rtol=1e-5, atol=1e-6)


def test_excluded_weights_do_not_decay() -> None:
    weights, gradients = draw(0.1)
    reference = keras.optimizers.AdamW(0.1, weight_decay=0.5)
    reference.exclude_from_weight_decay(var_names=["bias", "gamma"])
    theirs, _ = updated_by_keras(reference, weights, gradients)
    excluding = OPTIMIZERS["AdamW"](
        0.1, weight_decay=0.5, exclude_from_weight_decay=["bias", "gamma"]
    )
    ours, _ = updated(excluding, {"dense": weights}, [{"dense": g} for g in gradients])
    for key in weights:
        np.testing.assert_allclose(ours["dense"][key], theirs[key], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_the_state_holds_what_keras_keeps_in_the_order_of_slots(
    name: str, settings: dict[str, Any]
) -> None:
    weights, gradients = draw(0.1)
    optimizer = OPTIMIZERS[name](**settings)
    _, state = updated(optimizer, weights, gradients)
    _, reference = updated_by_keras(getattr(keras.optimizers, name)(**settings), weights, gradients)
    iterations, _rate, *kept = reference.variables
    assert int(state["iterations"]) == int(iterations) == UPDATES
    flat = [
        (f"{weight}_{slot}", state[slot][weight])
        for group in optimizer.slots
        for weight in weights
        for slot in group
    ]
    assert [variable.name for variable in kept] == [name for name, _ in flat]
    for variable, (_, ours) in zip(kept, flat, strict=True):
        np.testing.assert_allclose(ours, variable, rtol=2e-5, atol=1e-9)


def test_adam_takes_the_tiny_step_of_keras_and_not_that_of_optax() -> None:
    gradients = [jnp.float32(1e-7)] * 3
    weight, _ = updated(find_optimizer("adam"), jnp.float32(0), gradients)
    assert float(weight) == pytest.approx(-0.000125, rel=0.01)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_positional_settings_are_those_of_keras(name: str) -> None:
    ours = OPTIMIZERS[name](0.5, 0.25)
    theirs = getattr(keras.optimizers, name)(0.5, 0.25).get_config()
    differing = {key for key, value in theirs.items() if value == 0.25}
    assert len(differing) == 1
    assert getattr(ours, differing.pop()) == 0.25

"""Make the same updates here and in Keras, and compare weights and states."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.optimizers.catalogue import OPTIMIZERS, SCHEDULES
from plainnet.optimizers.optimizer import Optimizer

KNOWN_TO_KERAS = [name for name in OPTIMIZERS if hasattr(keras.optimizers, name)]
UPDATES = 12
DECAY = {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5}
sizes = pytest.mark.parametrize("size", [1e-8, 1e-7, 1e-5, 1e-3, 1.0])


def draw(size: float) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Draw weights, and gradients of a size."""
    random = np.random.default_rng(4)
    shapes = {"kernel": (3, 4), "bias": (4,)}
    weights = {name: random.normal(size=shape) for name, shape in shapes.items()}
    gradients = [
        {name: size * random.normal(size=shape) for name, shape in shapes.items()}
        for _ in range(UPDATES)
    ]
    return jax.tree.map(jnp.float32, weights), jax.tree.map(jnp.float32, gradients)


def updated(optimizer: Optimizer, weights: Any, gradients: list[Any]) -> tuple[Any, Any]:
    """Make all updates with a compiled step."""
    transformation = optimizer.transformation()

    @jax.jit
    def update(weights: Any, state: Any, gradient: Any) -> tuple[Any, Any]:
        rate = optimizer.rate_at(state["iterations"])
        steps, state = transformation.update(gradient, state, weights, learning_rate=rate)
        return jax.tree.map(jnp.add, weights, steps), state

    state = transformation.init(weights)
    for gradient in gradients:
        weights, state = update(weights, state, gradient)
    return weights, state


def updated_by_keras(
    optimizer: Any, weights: dict[str, Any], gradients: list[dict[str, Any]]
) -> dict[str, Any]:
    """Let Keras make the same updates."""
    variables = {name: keras.Variable(value, name=name) for name, value in weights.items()}
    optimizer.build(list(variables.values()))
    for gradient in gradients:
        optimizer.apply(list(gradient.values()))
    return {name: np.asarray(variable) for name, variable in variables.items()}


def assert_same_updates(name: str, settings: dict[str, Any], size: float) -> None:
    """Compare weights that start at 0 and move at a rate of 1: the smallest step shows."""
    _, gradients = draw(size)
    zeros = jax.tree.map(jnp.zeros_like, gradients[0])
    settings = {"learning_rate": 1.0, **settings}
    ours, _ = updated(OPTIMIZERS[name](**settings), zeros, gradients)
    theirs = updated_by_keras(getattr(keras.optimizers, name)(**settings), zeros, gradients)
    for key, expected in theirs.items():
        largest = np.abs(expected).max()
        assert largest > 0
        np.testing.assert_allclose(ours[key], expected, rtol=2e-5, atol=1e-6 * largest)


def assert_same_weights(name: str, settings: dict[str, Any], *, size: float = 0.1) -> None:
    """Compare weights that start anywhere."""
    weights, gradients = draw(size)
    ours, _ = updated(OPTIMIZERS[name](**settings), weights, gradients)
    theirs = updated_by_keras(getattr(keras.optimizers, name)(**settings), weights, gradients)
    for key, expected in theirs.items():
        np.testing.assert_allclose(ours[key], expected, rtol=1e-5, atol=1e-6)


def assert_same_under_a_schedule(name: str, settings: dict[str, Any]) -> None:
    """Compare weights while the learning rate falls."""
    weights, gradients = draw(0.1)
    falling = SCHEDULES["ExponentialDecay"](**DECAY)
    ours, _ = updated(OPTIMIZERS[name](falling, **settings), weights, gradients)
    reference = keras.optimizers.schedules.ExponentialDecay(**DECAY)
    theirs = updated_by_keras(
        getattr(keras.optimizers, name)(reference, **settings), weights, gradients
    )
    for key, expected in theirs.items():
        np.testing.assert_allclose(ours[key], expected, rtol=1e-5, atol=1e-6)


def assert_same_state(name: str, settings: dict[str, Any]) -> None:
    """Compare what is kept, name by name, in the order in which Keras saves it."""
    weights, gradients = draw(0.1)
    optimizer = OPTIMIZERS[name](**settings)
    _, state = updated(optimizer, weights, gradients)
    reference = getattr(keras.optimizers, name)(**settings)
    updated_by_keras(reference, weights, gradients)
    iterations, _rate, *kept = reference.variables
    assert int(state["iterations"]) == int(iterations) == UPDATES
    flat = [
        (f"{weight}_{slot}", state[slot][weight])
        for group in optimizer.slots
        for weight in weights
        for slot in group
    ]
    flat += [("variable", state[name]) for name in optimizer.first_numbers]
    # Keras numbers what has no name.
    names = [variable.name.rstrip("_0123456789") for variable in kept]
    assert names == [name for name, _ in flat]
    for variable, (_, ours) in zip(kept, flat, strict=True):
        np.testing.assert_allclose(ours, variable.value, rtol=2e-5, atol=1e-9)

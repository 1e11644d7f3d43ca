"""An optimizer's state as numbered variables."""

from typing import Any

import jax
import keras
import numpy as np
import pytest

from plainnet.files.optimizer_variables import from_variables, to_variables
from plainnet.layers.dense import Dense
from plainnet.networks.network import NetworkWeights, Stack
from plainnet.optimizers.catalogue import OPTIMIZERS
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay
from plainnet.optimizers.optimizer import Optimizer

NETWORK = Stack((Dense(3, name="second"), Dense(2, name="first")))


def weights() -> NetworkWeights:
    """Make weights whose layers do not stand in the order of their names."""
    return NETWORK.init((0,), (4,))[0]


def states() -> list[tuple[str, Optimizer]]:
    """Give every optimizer, with a constant rate and with a schedule."""
    falling = ExponentialDecay(0.1, 5, 0.5)
    return [(name, make(rate)) for name, make in OPTIMIZERS.items() for rate in (0.01, falling)]


@pytest.mark.parametrize(("name", "optimizer"), states(), ids=str)
def test_there_and_back_in_keras_order(name: str, optimizer: Optimizer) -> None:
    moved = weights()
    state = jax.tree.map(
        lambda array: np.random.default_rng(array.size).normal(size=array.shape).astype("f4"),
        optimizer.transformation().init(moved),
    )
    state["iterations"] = np.int32(7)
    variables = to_variables(optimizer, state, moved)
    back = from_variables(optimizer, variables, moved)
    assert back is not None
    jax.tree.map(np.testing.assert_array_equal, back, state)
    twin: Any = getattr(keras.optimizers, name)()
    twin.build([keras.Variable(a) for own in moved.values() for a in own.values()])
    shapes = [tuple(variable.shape) for variable in twin.variables]
    has_rate = not isinstance(optimizer.learning_rate, ExponentialDecay)  # type: ignore[attr-defined]
    assert [v.shape for v in variables] == (shapes if has_rate else [shapes[0], *shapes[2:]])


def test_before_the_first_step() -> None:
    variables = to_variables(OPTIMIZERS["Adam"](), None, weights())
    assert int(variables[0]) == 0
    assert all(not variable.any() for variable in variables[2:])


@pytest.mark.parametrize("spoil", ["none", "fewer", "shape", "iterations"])
def test_variables_of_something_else_are_left_alone(spoil: str) -> None:
    optimizer, moved = OPTIMIZERS["Adam"](), weights()
    variables = to_variables(optimizer, None, moved)
    spoilt = {
        "none": [],
        "fewer": variables[:-1],
        "shape": [*variables[:-1], np.zeros(9)],
        "iterations": [np.zeros(3), *variables[1:]],
    }
    assert from_variables(optimizer, spoilt[spoil], moved) is None

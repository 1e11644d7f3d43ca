"""The walk back written by hand against autodiff of the walk forward."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, pulled_back
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.lstm_recurrence import (
    candidate,
    forget_gate,
    input_gate,
    lstm_outputs,
    lstm_states,
    output_gate,
)

TIME, BATCH, UNITS = 6, 3, 4
with_slope = [name for name, activation in ACTIVATIONS.items() if activation.slope is not None]


def drive_and_kernel() -> tuple[jax.Array, jax.Array]:
    """Draw what drives the gates, some of it exactly zero, and a recurrent kernel."""
    random = np.random.default_rng(3)
    driven = random.normal(size=(TIME, BATCH, 4 * UNITS)) * random.integers(0, 2, (TIME, 1, 1))
    kernel = 0.4 * random.normal(size=(UNITS, 4 * UNITS))
    return jnp.asarray(driven, jnp.float32), jnp.asarray(kernel, jnp.float32)


@pytest.mark.parametrize("gate", ["sigmoid", "linear"])
@pytest.mark.parametrize("activation", with_slope)
def test_gradients_against_autodiff(activation: str, gate: str) -> None:
    pair = ACTIVATIONS[activation], ACTIVATIONS[gate]
    by_hand = pulled_back(lambda d, k: lstm_outputs(d, k, *pair), *drive_and_kernel())
    by_autodiff = pulled_back(lambda d, k: lstm_states(d, k, *pair).outputs, *drive_and_kernel())
    jax.tree.map(assert_close, by_hand, by_autodiff)


def test_gates_lie_side_by_side() -> None:
    sums = jnp.arange(8.0)[None]
    parts = [part(sums, ACTIVATIONS["linear"])[0].tolist() for part in
             (input_gate, forget_gate, candidate, output_gate)]  # fmt: skip
    assert parts == [[0, 1], [2, 3], [4, 5], [6, 7]]


def test_states_hold_the_gates_in_the_order_of_the_weights() -> None:
    driven, kernel = drive_and_kernel()
    states = lstm_states(driven, 0 * kernel, ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"])
    i, f, g, o = (states.gates[..., n * UNITS : (n + 1) * UNITS] for n in range(4))
    assert_close(g, jnp.tanh(driven[..., 2 * UNITS : 3 * UNITS]))
    assert_close(states.cells[1:], f[1:] * states.cells[:-1] + i[1:] * g[1:])
    assert_close(states.outputs, o * jnp.tanh(states.cells))

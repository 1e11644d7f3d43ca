"""One step of an LSTM: where its gates lie, and what it keeps."""

import jax.numpy as jnp
import numpy as np

from layers.against_keras import assert_close
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.lstm_recurrence import (
    LSTMCell,
    candidate,
    forget_gate,
    input_gate,
    output_gate,
)

CELL = LSTMCell(ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"])


def test_gates_lie_side_by_side() -> None:
    sums = jnp.arange(8.0)[None]
    parts = [part(sums, ACTIVATIONS["linear"])[0].tolist() for part in
             (input_gate, forget_gate, candidate, output_gate)]  # fmt: skip
    assert parts == [[0, 1], [2, 3], [4, 5], [6, 7]]


def test_a_step_keeps_the_gates_in_the_order_of_the_weights() -> None:
    random = np.random.default_rng(3)
    drive, product = jnp.asarray(random.normal(size=(2, 3, 8)), jnp.float32)
    before = jnp.asarray(random.normal(size=(2, 3, 2)), jnp.float32)
    (output, cell), kept = CELL.step(drive, product, tuple(before))
    i, f, g, o = (kept[:, 2 * n : 2 * n + 2] for n in range(4))
    assert_close(g, jnp.tanh((drive + product)[:, 4:6]))
    assert_close(cell, f * before[1] + i * g)
    assert_close(output, o * jnp.tanh(cell))


def test_it_is_walked_back_by_hand_where_both_slopes_are_known() -> None:
    assert CELL.is_reversible
    assert not LSTMCell(ACTIVATIONS["softmax"], ACTIVATIONS["sigmoid"]).is_reversible
    assert not LSTMCell(ACTIVATIONS["tanh"], ACTIVATIONS["softmax"]).is_reversible

"""One step of a GRU, by its equations."""

import jax
import jax.numpy as jnp
import numpy as np

from layers.against_keras import assert_close
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.gru_recurrence import GRUCell, ResetBeforeCell

UNITS = 2
CELL = GRUCell(ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"])


def numbers() -> tuple[jax.Array, jax.Array, jax.Array]:
    """Draw drive, product and the last output."""
    random = np.random.default_rng(3)
    drive, product = jnp.asarray(random.normal(size=(2, 3, 3 * UNITS)), jnp.float32)
    return drive, product, jnp.asarray(random.normal(size=(3, UNITS)), jnp.float32)


def test_the_reset_gate_acts_on_the_product() -> None:
    drive, product, output = numbers()
    (after,), kept = CELL.step(drive, product, (output,))
    gates = jax.nn.sigmoid(drive[:, :4] + product[:, :4])
    update, reset = gates[:, :2], gates[:, 2:]
    candidate = jnp.tanh(drive[:, 4:] + reset * product[:, 4:])
    assert_close(kept, jnp.concatenate([update, reset, candidate, product[:, 4:]], -1))
    assert_close(after, update * output + (1 - update) * candidate)


def test_the_reset_gate_acts_on_the_last_output() -> None:
    drive, product, output = numbers()
    cell = ResetBeforeCell(CELL.activation, CELL.gate, lambda h: 3 * h)
    (after,), kept = cell.step(drive, product[:, :4], (output,))
    gates = jax.nn.sigmoid(drive[:, :4] + product[:, :4])
    update, reset = gates[:, :2], gates[:, 2:]
    candidate = jnp.tanh(drive[:, 4:] + 3 * reset * output)
    assert_close(kept, jnp.concatenate([update, reset, candidate], -1))
    assert_close(after, update * output + (1 - update) * candidate)


def test_drive_and_product_have_the_gates_in_common() -> None:
    sums = jnp.arange(8.0)
    assert CELL.of_drive(sums).tolist() == [0, 1, 2, 3, 4, 5]
    assert CELL.of_product(sums).tolist() == [0, 1, 2, 3, 6, 7]


def test_it_is_walked_back_by_hand_where_both_slopes_are_known() -> None:
    assert CELL.is_reversible
    assert not GRUCell(ACTIVATIONS["softmax"], ACTIVATIONS["sigmoid"]).is_reversible
    assert not GRUCell(ACTIVATIONS["tanh"], ACTIVATIONS["softmax"]).is_reversible

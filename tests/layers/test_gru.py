"""One step of a GRU, by its equations."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_finite_differences, assert_same, drawn
from plainnet.errors import SettingError
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.gru import GRU, GRUCell, ResetBeforeCell

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


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_against_keras(activation: str, reset_after: bool) -> None:
    layer = GRU(4, activation, reset_after=reset_after, return_sequences=activation == "tanh")
    assert_same(layer, (5, 2))


@pytest.mark.parametrize(
    ("activation", "gate"), [("softmax", "sigmoid"), ("tanh", "softmax"), (None, "tanh")]
)
def test_activations_against_keras(activation: str | None, gate: str) -> None:
    assert_same(GRU(3, activation, gate, return_sequences=True), (4, 2))


@pytest.mark.parametrize("reset_after", [True, False])
def test_without_bias_against_keras(reset_after: bool) -> None:
    assert_same(GRU(3, use_bias=False, reset_after=reset_after), (4, 2))


@pytest.mark.parametrize("reset_after", [True, False])
def test_each_step_is_the_equation(reset_after: bool) -> None:
    layer = GRU(3, reset_after=reset_after)
    weights, inputs = drawn(layer, (4, 2))
    inside = layer.trace(weights, inputs)
    state = jnp.zeros((len(inputs), 3))
    for time in range(4):
        z, r, g = (inside[name][:, time] for name in ("update_gate", "reset_gate", "candidate"))
        state = z * state + (1 - z) * g
        assert_close(inside["hidden_state"][:, time], state)
        assert ((r > 0) & (r < 1)).all()
    assert_close(inside["outputs"], state)


def test_the_last_output_is_the_last_of_the_sequence() -> None:
    weights, inputs = drawn(GRU(3), (4, 2))
    sequence = GRU(3, return_sequences=True).apply(weights, inputs)
    np.testing.assert_array_equal(GRU(3).apply(weights, inputs), sequence[:, -1])


@pytest.mark.parametrize("reset_after", [True, False])
def test_finite_differences(reset_after: bool) -> None:
    assert_finite_differences(GRU(2, reset_after=reset_after), (3, 2))


def test_the_bias_has_a_row_for_each_product() -> None:
    assert GRU(2).weight_shapes((5, 4))["bias"] == (2, 6)
    assert GRU(2, reset_after=False).weight_shapes((5, 4))["bias"] == (6,)


@pytest.mark.parametrize("settings", [{"units": 0}, {"units": 2, "recurrent_activation": "x"}])
def test_impossible_settings_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        GRU(**settings)  # type: ignore[arg-type]

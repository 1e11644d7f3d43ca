"""One step of an LSTM: where its gates lie, and what it keeps."""

import math

import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_finite_differences, assert_same, drawn
from plainnet.errors import SettingError
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.initializers import Constant
from plainnet.layers.lstm import (
    LSTM,
    LSTMCell,
    candidate,
    forget_gate,
    input_gate,
    output_gate,
)
from reference.lstm import lstm_slowly

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


@pytest.mark.parametrize("return_sequences", [True, False])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_against_keras(activation: str, return_sequences: bool) -> None:
    assert_same(LSTM(4, activation, return_sequences=return_sequences), (5, 2))


@pytest.mark.parametrize(
    ("activation", "gate"),
    [
        (None, "sigmoid"),
        ("sigmoid", "tanh"),
        ("leaky_relu", "sigmoid"),
        ("softmax", "sigmoid"),
        ("tanh", "softmax"),
        ("tanh", "relu"),
    ],
)
def test_activations_against_keras(activation: str | None, gate: str) -> None:
    assert_same(LSTM(3, activation, gate, return_sequences=True), (4, 2))


def test_without_bias_against_keras() -> None:
    assert_same(LSTM(3, use_bias=False), (4, 2))


def test_one_step_against_keras() -> None:
    assert_same(LSTM(3, return_sequences=True), (1, 2))


@pytest.mark.parametrize("activation", ["leaky_relu", "relu"])
def test_a_state_of_exactly_zero_against_keras(activation: str) -> None:
    layer = LSTM(3, activation, unit_forget_bias=False)
    zero_inputs = jnp.zeros((2, 4, 2))
    weights, _ = layer.init((0,), (4, 2))
    assert (weights["bias"] == 0).all()
    assert_same(layer, (4, 2), inputs=zero_inputs)


def test_against_loops() -> None:
    layer = LSTM(3, return_sequences=True)
    weights, inputs = drawn(layer, (4, 2), rows=2)
    doubles = (np.asarray(array, np.float64) for array in (inputs, *weights.values()))
    expected = lstm_slowly(*doubles)
    inside = layer.trace(weights, inputs)
    for name, states in expected.items():
        assert_close(inside[name], states, name)
    assert_close(layer.apply(weights, inputs), expected["hidden_state"])


def test_the_last_output_is_the_last_of_the_sequence() -> None:
    weights, inputs = drawn(LSTM(3), (4, 2))
    sequence = LSTM(3, return_sequences=True).apply(weights, inputs)
    np.testing.assert_array_equal(LSTM(3).apply(weights, inputs), sequence[:, -1])
    np.testing.assert_array_equal(LSTM(3).trace(weights, inputs)["outputs"], sequence[:, -1])


@pytest.mark.parametrize("activation", ["tanh", "softmax"])
def test_finite_differences(activation: str) -> None:
    assert_finite_differences(LSTM(2, activation), (3, 2))


def test_the_forget_gate_starts_open() -> None:
    assert LSTM(2).init((0,), (3, 1))[0]["bias"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0]
    shut = LSTM(2, unit_forget_bias=False).init((0,), (3, 1))[0]["bias"]
    assert not shut.any()
    other = LSTM(2, bias_initializer=Constant(3.0)).init((0,), (3, 1))[0]["bias"]
    assert other.tolist() == [3, 3, 1, 1, 3, 3, 3, 3]
    assert "bias" not in LSTM(2, use_bias=False).init((0,), (3, 1))[0]


def test_nothing_in_gives_what_the_equations_say() -> None:
    weights, _ = LSTM(1).init((0,), (2, 1))
    weights = {name: jnp.zeros_like(array) for name, array in weights.items()}
    weights["bias"] = jnp.asarray([0.0, 0.0, 1.0, 0.0])
    outputs = LSTM(1, return_sequences=True).apply(weights, jnp.zeros((1, 2, 1)))[0, :, 0]
    cells = [0.5 * math.tanh(1), 0.75 * math.tanh(1)]
    assert_close(outputs, [0.5 * math.tanh(cell) for cell in cells])


@pytest.mark.parametrize(
    "settings",
    [{"units": 0}, {"units": 2, "activation": "x"}, {"units": 2, "recurrent_activation": "x"}],
)
def test_impossible_settings_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        LSTM(**settings)  # type: ignore[arg-type]

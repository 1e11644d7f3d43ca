"""SimpleRNN against Keras, by hand and against finite differences."""

import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_finite_differences, assert_same, drawn
from plainnet.errors import SettingError
from plainnet.layers.simple_rnn import SimpleRNN


@pytest.mark.parametrize(
    ("activation", "return_sequences"),
    [("tanh", True), ("relu", False), (None, True), ("softmax", False), ("leaky_relu", True)],
)
def test_against_keras(activation: str | None, return_sequences: bool) -> None:
    assert_same(SimpleRNN(4, activation, return_sequences=return_sequences), (5, 2))


def test_without_bias_against_keras() -> None:
    assert_same(SimpleRNN(3, "sigmoid", use_bias=False), (4, 2))


def test_each_step_is_the_equation() -> None:
    layer = SimpleRNN(3, "tanh")
    weights, inputs = drawn(layer, (4, 2))
    state = jnp.zeros((len(inputs), 3))
    states = layer.trace(weights, inputs)["hidden_states"]
    for time in range(4):
        sums = inputs[:, time] @ weights["kernel"] + state @ weights["recurrent_kernel"]
        state = jnp.tanh(sums + weights["bias"])
        assert_close(states[:, time], state)


def test_the_last_output_is_the_last_of_the_sequence() -> None:
    weights, inputs = drawn(SimpleRNN(3), (4, 2))
    sequence = SimpleRNN(3, return_sequences=True).apply(weights, inputs)
    np.testing.assert_array_equal(SimpleRNN(3).apply(weights, inputs), sequence[:, -1])


def test_finite_differences() -> None:
    assert_finite_differences(SimpleRNN(3), (4, 2))


def test_impossible_units_are_refused() -> None:
    with pytest.raises(SettingError, match="SimpleRNN: units"):
        SimpleRNN(0)

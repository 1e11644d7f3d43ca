"""Options that all recurrent layers share, against Keras."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_finite_differences, assert_same, drawn
from layers.in_time import MASK, assert_same_in_time, joined, twin_of
from plainnet.errors import SettingError
from plainnet.layers.gru import GRU
from plainnet.layers.lstm import LSTM
from plainnet.layers.recurrent_layer import RecurrentLayer, SimpleRNN, sequence_of
from plainnet.layers.regularizers import L1, L2, MaxNorm, NonNeg, UnitNorm

KINDS: list[Any] = [SimpleRNN, LSTM, GRU]
each_kind = pytest.mark.parametrize("kind", KINDS)
SHAPE = (5, 2)


@each_kind
def test_masks_against_keras(kind: Any) -> None:
    assert_same_in_time(kind(3), SHAPE, MASK)
    zeros = kind(3, return_sequences=True, zero_output_for_mask=True, go_backwards=True)
    assert_same_in_time(zeros, SHAPE, MASK)


@pytest.mark.parametrize(
    "layer",
    [
        SimpleRNN(3, return_sequences=True),
        GRU(3, reset_after=False, return_sequences=True),
        LSTM(3, "softmax", zero_output_for_mask=True),
    ],
)
def test_masks_of_other_walks_against_keras(layer: RecurrentLayer) -> None:
    assert_same_in_time(layer, SHAPE, MASK)


@each_kind
def test_backwards_and_with_states_against_keras(kind: Any) -> None:
    layer = kind(3, go_backwards=True, return_sequences=True, return_state=True)
    weights, inputs = drawn(layer, SHAPE)
    expected = twin_of(layer, SHAPE, weights)(inputs, mask=MASK)
    outputs = layer.apply(weights, inputs, mask=MASK)
    assert [array.shape for array in outputs] == [array.shape for array in expected]
    assert_close(joined(outputs), joined(expected))
    assert layer.output_shape(SHAPE) == tuple(array.shape[1:] for array in outputs)


@each_kind
def test_states_to_start_from_against_keras(kind: Any) -> None:
    layer = kind(3)
    weights, inputs = drawn(layer, SHAPE)
    random = np.random.default_rng(5)
    states = [jnp.asarray(random.normal(size=(3, 3)), jnp.float32) for _ in layer.state_names]
    expected = twin_of(layer, SHAPE, weights)(inputs, initial_state=states)
    assert_close(layer.apply(weights, (inputs, *states)), expected)
    given = (SHAPE, *[(3,)] * len(states))
    assert sequence_of(given) == SHAPE
    assert layer.output_shape(given) == (3,)
    assert layer.weight_shapes(given) == layer.weight_shapes(SHAPE)
    assert layer.multiplications(given) == layer.multiplications(SHAPE)


@pytest.mark.parametrize("rate", [0.4, 0.0])
@pytest.mark.parametrize(
    "layer",
    [SimpleRNN(3), LSTM(3), GRU(3), GRU(3, reset_after=False)],
)
def test_dropout_of_inputs_and_outputs_against_keras(layer: Any, rate: float) -> None:
    layer = type(layer)(
        3,
        **({"reset_after": layer.reset_after} if isinstance(layer, GRU) else {}),
        dropout=0.5,
        recurrent_dropout=rate,
        return_sequences=True,
    )
    weights, inputs = drawn(layer, SHAPE)
    key = jax.random.key(3)
    of_inputs, of_outputs = layer.dropped(inputs.swapaxes(0, 1), key)
    assert (of_outputs is None) == (rate == 0)
    twin = twin_of(layer, SHAPE, weights)
    twin.cell._dropout_mask = of_inputs if len(of_inputs) > 1 else of_inputs[0]
    if of_outputs is not None:
        twin.cell._recurrent_dropout_mask = of_outputs if len(of_outputs) > 1 else of_outputs[0]
    expected = twin(inputs, training=True)
    assert_close(layer.apply(weights, inputs, training=True, key=key), expected)
    still = layer.apply(weights, inputs, key=key)
    assert_close(still, twin(inputs))
    assert not np.allclose(still, expected)


def test_dropped_numbers_have_the_rate_and_keep_the_mean() -> None:
    layer = LSTM(200, dropout=0.2, recurrent_dropout=0.6)
    of_inputs, of_outputs = layer.dropped(jnp.ones((4, 30, 100)), jax.random.key(0))
    assert of_inputs is not None
    assert of_outputs is not None
    assert of_inputs.shape == (4, 30, 100)
    assert of_outputs.shape == (4, 30, 200)
    for masks, rate in ((of_inputs, 0.2), (of_outputs, 0.6)):
        assert float((masks == 0).mean()) == pytest.approx(rate, abs=0.02)
        assert float(masks.mean()) == pytest.approx(1, abs=0.05)


@each_kind
def test_carried_states_against_keras(kind: Any) -> None:
    layer = kind(3, stateful=True, return_sequences=True)
    weights, inputs = drawn(layer, SHAPE)
    twin = twin_of(layer, SHAPE, weights)
    states = layer.first_states(3)
    assert tuple(states) == layer.carried_states == layer.running_statistics
    assert layer.weight_names == (*weights, *states)
    assert list(layer.weight_shapes(SHAPE)) == list(weights)
    for batch in (inputs, 2 * inputs, -inputs):
        passed = layer.forward({**weights, **states}, batch, mask=MASK)
        assert_close(passed.outputs, twin(batch, mask=MASK))
        states = passed.statistics
        for ours, theirs in zip(states.values(), twin.states, strict=True):
            assert_close(ours, theirs)


def test_states_need_a_batch_size() -> None:
    with pytest.raises(SettingError, match="LSTM: a state that is carried over batches needs"):
        LSTM(3, stateful=True).first_states(None)
    assert LSTM(3).first_states(None) == {}


@each_kind
def test_prices_and_bounds_of_weights_against_keras(kind: Any) -> None:
    layer = kind(
        3,
        kernel_regularizer=L1(0.1),
        recurrent_regularizer=L2(0.2),
        bias_regularizer="l1",
        kernel_constraint=MaxNorm(0.5),
        recurrent_constraint=UnitNorm(),
        bias_constraint=NonNeg(),
    )
    weights, _ = drawn(layer, SHAPE)
    twin = twin_of(layer, SHAPE, weights)
    assert_close(layer.penalty(weights), sum(twin.losses))
    allowed = layer.constrained(weights)
    for (name, array), variable in zip(allowed.items(), twin.weights, strict=True):
        assert_close(array, variable.constraint(weights[name]), name)


@pytest.mark.parametrize("settings", [{"dropout": 1.5}, {"recurrent_dropout": -0.1}])
def test_impossible_rates_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingError):
        SimpleRNN(3, **settings)


def test_dropping_needs_randomness() -> None:
    layer = LSTM(2, dropout=0.5)
    weights, inputs = drawn(layer, SHAPE)
    with pytest.raises(SettingError):
        layer.apply(weights, inputs, training=True)


def test_keras_hands_a_sequence_on_as_its_last_times_first() -> None:
    weights, inputs = drawn(LSTM(3), SHAPE)
    layer = LSTM(3, go_backwards=True)
    ahead = LSTM(3).apply(weights, inputs[:, ::-1])
    assert_close(layer.apply(weights, inputs), ahead)
    assert keras.layers.LSTM(3, go_backwards=True).go_backwards


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

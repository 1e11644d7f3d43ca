"""Bidirectional against Keras."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, drawn
from layers.in_time import MASK, assert_same_in_time, joined, twin_of
from plainnet.errors import SettingError
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.gru import GRU
from plainnet.layers.lstm import LSTM
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.regularizers import L2

SHAPE = (5, 2)


@pytest.mark.parametrize(
    ("inner", "mode", "mask"),
    [
        (LSTM(3, return_sequences=True), "concat", MASK),
        (GRU(3), "sum", MASK),
        (SimpleRNN(3, return_sequences=True), "mul", None),
        (LSTM(3), "ave", None),
    ],
)
def test_against_keras(inner: Any, mode: Any, mask: Any) -> None:
    assert_same_in_time(Bidirectional(inner, mode), SHAPE, mask)


@pytest.mark.parametrize("mode", ["concat", None])
def test_states_and_both_outputs_against_keras(mode: Any) -> None:
    layer = Bidirectional(LSTM(3, return_sequences=True, return_state=True), mode)
    weights, inputs = drawn(layer, SHAPE)
    outputs = layer.apply(weights, inputs)
    expected = twin_of(layer, SHAPE, weights)(inputs)
    assert [array.shape for array in outputs] == [array.shape for array in expected]
    assert_close(joined(outputs), joined(expected))
    assert layer.output_shape(SHAPE) == tuple(array.shape[1:] for array in outputs)


def test_states_to_start_from_go_to_both_directions() -> None:
    layer = Bidirectional(GRU(3))
    weights, inputs = drawn(layer, SHAPE)
    states = [jnp.full((3, 3), 0.3), jnp.full((3, 3), -0.6)]
    expected = twin_of(layer, SHAPE, weights)(inputs, initial_state=states)
    assert_close(layer.apply(weights, (inputs, *states)), expected)


def test_another_layer_backward_against_keras() -> None:
    layer = Bidirectional(LSTM(3), "concat", GRU(2, go_backwards=True))
    assert layer.output_shape(SHAPE) == (5,)
    weights, inputs = drawn(layer, SHAPE)
    expected = twin_of(layer, SHAPE, weights)(inputs)
    assert_close(layer.apply(weights, inputs), expected)


def test_weights_lie_below_the_direction_in_the_order_of_files() -> None:
    layer = Bidirectional(LSTM(3, kernel_regularizer=L2(0.1)))
    names = [f"{place}/{name}" for place in ("forward_layer", "backward_layer")
             for name in ("kernel", "recurrent_kernel", "bias")]  # fmt: skip
    weights, _ = layer.init((0,), SHAPE)
    assert list(layer.weight_names) == list(weights) == names
    assert (weights["forward_layer/kernel"] != weights["backward_layer/kernel"]).any()
    kernels = [weights[f"{place}/kernel"] for place in ("forward_layer", "backward_layer")]
    assert_close(layer.penalty(weights), 0.1 * sum((kernel**2).sum() for kernel in kernels))
    assert layer.multiplications(SHAPE) == 2 * LSTM(3).multiplications(SHAPE)


def test_each_direction_carries_its_own_state_and_drops_its_own_numbers() -> None:
    layer = Bidirectional(LSTM(3, stateful=True, dropout=0.5))
    weights, inputs = drawn(layer, SHAPE)
    states = layer.first_states(3)
    assert tuple(states) == layer.carried_states
    passed = layer.forward({**weights, **states}, inputs, training=True, key=jax.random.key(0))
    assert passed.statistics.keys() == states.keys()
    same = {name: weights[name.replace("backward", "forward")] for name in weights}
    even = layer.forward(
        {**same, **states}, jnp.ones_like(inputs), training=True, key=jax.random.key(0)
    )
    ahead, back = np.split(np.asarray(even.outputs), 2, -1)
    assert (ahead != back).any()


def test_named_again_it_stays_the_same() -> None:
    layer = Bidirectional(LSTM(3, name="reader"))
    assert layer.layer.name == "forward_reader"
    assert layer.backward_layer is not None
    assert layer.backward_layer.name == "backward_reader"
    again = Bidirectional(layer.layer, "concat", layer.backward_layer)
    assert again == layer


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((LSTM(3), "max"), "merge_mode must be"),
        ((LSTM(3), "sum", LSTM(3)), "opposite directions"),
        ((LSTM(3), "sum", LSTM(3, go_backwards=True, return_sequences=True)), "opposite"),
    ],
)
def test_impossible_settings_are_refused(arguments: Any, sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        Bidirectional(*arguments)

"""TimeDistributed against Keras, of layers and of networks."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, drawn
from layers.in_time import MASK, assert_same_in_time, twin_of
from plainnet.errors import ShapeError
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.layer import Layer
from plainnet.layers.layer_within import LayerOfLayers
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import GlobalAveragePooling1D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.reshaping import Flatten
from plainnet.layers.time_distributed import TimeDistributed
from plainnet.networks.network import Stack


def test_dense_against_keras() -> None:
    layer = TimeDistributed(Dense(3, "tanh"))
    assert_same_in_time(layer, (5, 2))
    weights, inputs = drawn(layer, (5, 2))
    passed = layer.forward(weights, inputs, mask=MASK)
    assert passed.mask is MASK
    assert layer.weight_names == ("layer/kernel", "layer/bias")
    assert layer.multiplications((5, 2)) == 5 * 2 * 3


def test_convolution_against_keras() -> None:
    assert_same_in_time(TimeDistributed(Conv2D(2, 2)), (2, 4, 3, 2))


def test_each_time_moves_the_running_statistics_as_in_keras() -> None:
    layer = TimeDistributed(BatchNormalization(momentum=0.8))
    weights, inputs = drawn(layer, (5, 2))
    weights = {name: abs(array) for name, array in weights.items()}
    twin = twin_of(layer, (5, 2), weights)
    passed = layer.forward(weights, inputs, training=True)
    assert_close(passed.outputs, twin(inputs, training=True))
    after = {**weights, **passed.statistics}
    for (name, array), variable in zip(after.items(), twin.weights, strict=True):
        assert_close(array, variable, name)


WORDS = jnp.asarray(np.arange(4) < np.asarray([[[4], [2]], [[1], [0]], [[3], [3]]]))


@pytest.mark.parametrize(
    "inner",
    [
        LSTM(2),
        LSTM(2, return_sequences=True),
        Bidirectional(SimpleRNN(2)),
        GlobalAveragePooling1D(),
    ],
    ids=lambda inner: type(inner).__name__,
)
def test_sequences_within_the_sequence_have_masks_of_their_own(inner: Layer) -> None:
    layer = TimeDistributed(inner)
    weights, inputs = drawn(layer, (2, 4, 3))
    twin = twin_of(layer, (2, 4, 3), weights)
    passed = layer.forward(weights, inputs, mask=WORDS)
    expected = twin(inputs, mask=WORDS)
    np.testing.assert_allclose(passed.outputs, expected, rtol=2e-5, atol=1e-6)
    if passed.outputs.ndim == 3:  # a time counts if there is anything in it
        after, ones = SimpleRNN(1), jnp.ones_like(passed.outputs)
        weights, _ = after.init((0,), ones.shape[1:])
        assert_close(*(after.apply(weights, ones, mask=mask) for mask in (passed.mask, WORDS)))


@pytest.mark.parametrize("mask", [WORDS, WORDS[..., 0]], ids=["words", "times"])
def test_masked_rows_do_not_move_the_running_statistics(mask: jax.Array) -> None:
    layer = TimeDistributed(BatchNormalization(momentum=0.8))
    shape = (2, 4, 3) if mask.ndim == 3 else (2, 3)
    weights, inputs = drawn(layer, shape)
    weights = {name: abs(array) for name, array in weights.items()}
    twin = twin_of(layer, shape, weights)
    passed = layer.forward(weights, inputs, training=True, mask=mask)
    assert_close(passed.outputs, twin(inputs, training=True, mask=mask))
    for variable in twin.non_trainable_variables:
        assert_close(passed.statistics[f"layer/{variable.name}"], variable)


@pytest.mark.parametrize("kind", [TimeDistributed, Bidirectional])
def test_what_is_frozen_within_costs_nothing(kind: type[LayerOfLayers]) -> None:
    for is_trainable in (True, False):
        layer = kind(SimpleRNN(2, kernel_regularizer="l2", trainable=is_trainable))
        shape = (5, 3) if kind is Bidirectional else (2, 5, 3)
        weights, _ = drawn(layer, shape)
        losses = twin_of(layer, shape, weights).losses
        assert_close(layer.penalty(weights), sum(losses, 0.0))
        assert bool(losses) == is_trainable


@pytest.mark.parametrize("is_normalized", [False, True])
def test_outputs_within_a_network_cost_at_every_time(is_normalized: bool) -> None:
    priced = Dense(2, activity_regularizer="l2", kernel_initializer="ones")
    inner = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(2, activity_regularizer="l2", kernel_initializer="ones"),
            *([keras.layers.BatchNormalization()] * is_normalized),
        ]
    )
    layer = TimeDistributed(Stack((priced, *((BatchNormalization(),) * is_normalized))))
    weights, inputs = layer.init((0,), (5, 3))[0], drawn(layer, (5, 3))[1]
    twin = keras.layers.TimeDistributed(inner)
    twin(inputs, training=True)
    passed = layer.forward(weights, inputs, training=True)
    assert_close(passed.added_loss / len(inputs), sum(twin.losses))


def test_rows_that_only_fill_up_are_known_at_every_time() -> None:
    layer = TimeDistributed(BatchNormalization())
    weights, inputs = drawn(layer, (5, 2))
    present = jnp.asarray([1.0, 1.0, 0.0])
    ours = layer.forward(weights, inputs, training=True, present=present)
    few = layer.forward(weights, inputs[:2], training=True)
    jax.tree.map(assert_close, ours.statistics, few.statistics)


def test_every_time_drops_its_own_numbers() -> None:
    layer = TimeDistributed(Dropout(0.5))
    outputs = layer.apply({}, jnp.ones((1, 2, 50)), training=True, key=jax.random.key(0))
    assert (outputs[0, 0] != outputs[0, 1]).any()


def test_a_network_at_every_time_against_keras() -> None:
    network = Stack((Conv2D(2, 2, activation="relu"), Flatten(), Dense(3)))
    layer = TimeDistributed(network)
    shape = (4, 3, 3, 2)
    weights, inputs = drawn(layer, shape)
    assert layer.weight_names == (
        "layer/conv2d/kernel", "layer/conv2d/bias", "layer/dense/kernel", "layer/dense/bias",
    )  # fmt: skip
    inner = keras.Sequential(
        [
            keras.Input(shape[1:]),
            keras.layers.Conv2D(2, 2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(3),
        ]
    )
    inner.set_weights([np.asarray(array) for array in weights.values()])
    expected = np.stack([inner(inputs[:, time]) for time in range(4)], 1)
    assert_close(layer.apply(weights, inputs), expected)
    assert layer.output_shape(shape) == (4, 3)
    assert list(layer.constrained(weights)) == list(weights)
    assert layer.penalty(weights) == 0


def test_within_a_stack_after_a_recurrent_layer() -> None:
    stack = Stack((LSTM(3, return_sequences=True), TimeDistributed(Dense(2))))
    weights, output_shape = stack.init((0,), (5, 2))
    assert output_shape == (5, 2)
    moved, statistics = stack.split_statistics(weights)
    assert stack.join_statistics(moved, statistics).keys() == weights.keys()
    inside = stack.trace(weights, jnp.ones((2, 5, 2)))
    assert_close(inside["time_distributed"]["outputs"], stack.apply(weights, jnp.ones((2, 5, 2))))


def test_inputs_without_times_are_refused() -> None:
    with pytest.raises(ShapeError, match="TimeDistributed takes inputs of shape"):
        TimeDistributed(Dense(2)).output_shape((4,))


def test_what_is_frozen_within_is_not_moved() -> None:
    inner = Stack((Dense(2, trainable=False), BatchNormalization(trainable=False), Dense(1)))
    stack = Stack((TimeDistributed(inner),))
    weights, _ = stack.init((0,), (5, 2))
    moved, held = stack.split_statistics(weights)
    assert list(moved["time_distributed"]) == ["layer/dense_1/kernel", "layer/dense_1/bias"]
    assert len(held["time_distributed"]) == 6
    inputs = jnp.asarray(np.random.default_rng(0).normal(size=(3, 5, 2)), jnp.float32)
    passed = stack.forward(weights, inputs, training=True)
    assert not passed.statistics
    assert_close(passed.outputs, stack.apply(weights, inputs))

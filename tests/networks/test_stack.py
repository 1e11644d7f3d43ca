"""A stack: names, order, statistics, and random stacks against Keras."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.against_keras import assert_close, drawn, keras_layer, pulled_back, with_zeros
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.activation import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.flatten import Flatten
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.layers.regularizers import L2
from plainnet.layers.simple_rnn import SimpleRNN
from plainnet.networks.layer_names import name_of
from plainnet.networks.network import NetworkWeights
from plainnet.networks.stack import Stack

IMAGES = Stack(
    (
        Conv2D(3, 3, activation="relu"),
        MaxPooling2D(2),
        BatchNormalization(),
        Conv2D(4, 2, padding="same", activation="softmax"),
        MaxPooling2D(2),
        Flatten(),
        Dropout(0.5),
        Dense(3, "softmax", kernel_regularizer=L2(0.1)),
    )
)
SHAPE = (9, 8, 2)


def noisy_weights(network: Stack, shape: tuple[int, ...]) -> NetworkWeights:
    """Draw weights none of which is special."""
    weights, at = {}, shape
    for layer in network.hidden:
        weights[name_of(layer)] = drawn(layer, at)[0]
        at = layer.output_shape(at)
    return weights


def images(rows: int = 4) -> jax.Array:
    """Draw images."""
    return jnp.asarray(np.random.default_rng(2).normal(size=(rows, *SHAPE)), jnp.float32)


def test_no_layer_at_all_is_refused() -> None:
    with pytest.raises(SettingError, match="at least one layer"):
        Stack(())


def test_an_input_declares_the_shape() -> None:
    network = Stack((Input((4,)), Dense(2)))
    assert network.input_shape == (4,)
    assert len(network.hidden) == 1
    with pytest.raises(ShapeError, match=r"\('batch', 4\), but got \('batch', 5\)"):
        network.init((0,), (5,))
    with pytest.raises(ShapeError, match=r"\('batch', 4\), but got \('batch', 5\)"):
        network.output_shape((5,))
    assert Stack((Dense(2),)).input_shape is None


def test_shapes_are_those_of_the_weights_drawn() -> None:
    weights, output_shape = IMAGES.init((0,), SHAPE)
    assert IMAGES.output_shape(SHAPE) == output_shape == (3,)
    shapes = IMAGES.weight_shapes(SHAPE)
    assert list(shapes) == list(weights)
    assert [list(own.items()) for own in shapes.values()] == [
        [(weight, array.shape) for weight, array in own.items()] for own in weights.values()
    ]


def test_shapes_follow_from_layer_to_layer() -> None:
    network = Stack((LSTM(2, return_sequences=True), Flatten(), Dense(3)))
    lstm, flatten, dense = network.hidden
    assert network.layer_shapes((4, 1)) == [
        (lstm, (4, 1), (4, 2)),
        (flatten, (4, 2), (8,)),
        (dense, (8,), (3,)),
    ]
    assert Stack((Input((4, 1)),)).output_shape((4, 1)) == (4, 1)


def test_multiplications_of_two_lstm_layers_by_hand() -> None:
    network = Stack((LSTM(80, return_sequences=True), LSTM(100), Dense(1)))
    first = 5 * (1 * 320 + 80 * 320)  # 129 600
    second = 5 * (80 * 400 + 100 * 400)  # 360 000
    assert network.multiplications((5, 1)) == first + second + 100 == 489_700


def test_same_key_same_weights_and_layers_differ() -> None:
    network = Stack((Dense(4), Dense(4)))
    first, again, other = (network.init((seed,), (4,))[0] for seed in (1, 1, 2))
    assert jax.tree.all(jax.tree.map(lambda a, b: (a == b).all(), first, again))
    assert (first["dense"]["kernel"] != other["dense"]["kernel"]).any()
    assert (first["dense"]["kernel"] != first["dense_1"]["kernel"]).any()


def test_trace_equals_applying_layer_by_layer() -> None:
    weights, inputs = noisy_weights(IMAGES, SHAPE), images()
    inside = IMAGES.trace(weights, inputs)
    assert list(inside) == [layer.name for layer in IMAGES.hidden]
    outputs = inputs
    for layer in IMAGES.hidden:
        outputs = layer.apply(weights[name_of(layer)], outputs)
        np.testing.assert_array_equal(inside[name_of(layer)]["outputs"], outputs)
    assert_close(IMAGES.apply(weights, inputs), outputs)


def test_pooling_within_a_convolution_changes_no_gradient() -> None:
    weights, inputs = noisy_weights(IMAGES, SHAPE), images()

    def apart(weights: NetworkWeights, inputs: jax.Array) -> jax.Array:
        for layer in IMAGES.hidden:
            inputs = layer.apply(weights[name_of(layer)], inputs)
        return inputs

    jax.tree.map(
        assert_close,
        pulled_back(IMAGES.apply, weights, inputs),
        pulled_back(apart, weights, inputs),
    )


def test_statistics_are_parted_and_joined_in_the_order_of_files() -> None:
    weights = noisy_weights(IMAGES, SHAPE)
    moved, statistics = IMAGES.split_statistics(weights)
    assert {n: list(w) for n, w in statistics.items()} == {
        "batch_normalization": ["moving_mean", "moving_variance"]
    }
    # JAX gives dicts back sorted by name; the order has to survive that.
    sorted_by_name = jax.tree.map(jnp.copy, (moved, statistics))
    joined = IMAGES.join_statistics(*sorted_by_name)
    assert [(n, list(w)) for n, w in joined.items()] == [(n, list(w)) for n, w in weights.items()]
    assert jax.tree.all(jax.tree.map(lambda a, b: (a == b).all(), joined, weights))


def test_training_learns_statistics_and_leaves_filled_up_rows_out() -> None:
    weights, inputs = noisy_weights(IMAGES, SHAPE), images(6)
    key, present = jax.random.key(0), jnp.asarray([1.0] * 4 + [0.0] * 2)
    _, masked = IMAGES.apply_and_learn_statistics(weights, inputs, key=key, present=present)
    _, dropped = IMAGES.apply_and_learn_statistics(weights, inputs[:4], key=key)
    jax.tree.map(assert_close, masked, dropped)
    before = weights["batch_normalization"]["moving_mean"]
    assert (masked["batch_normalization"]["moving_mean"] != before).all()


def test_every_dropout_has_randomness_of_its_own() -> None:
    network = Stack((Dropout(0.5), Dropout(0.5, name="second")))
    weights, _ = network.init((0,), (1000,))
    outputs = network.apply(weights, jnp.ones((1, 1000)), training=True, key=jax.random.key(0))
    assert float((outputs == 0).mean()) == pytest.approx(0.75, abs=0.06)


def test_penalty_is_the_sum_over_layers() -> None:
    weights = noisy_weights(IMAGES, SHAPE)
    expected = 0.1 * float((weights["dense"]["kernel"] ** 2).sum())
    assert float(IMAGES.penalty(weights)) == pytest.approx(expected, rel=1e-6)
    assert Stack((Dense(1),)).penalty({"dense": {}}) == 0


def test_a_stack_is_a_value() -> None:
    assert Stack((Dense(3),)) == Stack((Dense(3),))
    assert hash(Stack((Dense(3),))) == hash(Stack((Dense(3),)))
    assert Stack((Dense(3),)) != Stack((Dense(4),))


activations = st.sampled_from(["linear", "relu", "tanh", "sigmoid", "leaky_relu", "softmax"])
small = st.integers(1, 3)
image_layers = st.one_of(
    st.builds(Conv2D, small, st.tuples(small, small), small, st.sampled_from(["valid", "same"]),
              activation=activations, use_bias=st.booleans()),
    st.builds(MaxPooling2D, st.integers(1, 2), padding=st.sampled_from(["valid", "same"])),
    st.builds(BatchNormalization, center=st.booleans()),
    st.builds(Activation, activations),
)  # fmt: skip
step_layers = st.one_of(
    st.builds(LSTM, small, activations, return_sequences=st.just(True)),
    st.builds(SimpleRNN, small, activations, return_sequences=st.just(True)),
    st.builds(Dense, small, activations, st.booleans()),
)


@st.composite
def networks(draw: Any) -> tuple[Stack, tuple[int, ...]]:
    """Draw a small stack and a shape it can take."""
    is_of_images = draw(st.booleans())
    inner = draw(st.lists(image_layers if is_of_images else step_layers, min_size=1, max_size=3))
    end = [*inner, Flatten(), Dropout(0.3), Dense(2, draw(activations))]
    shape = draw(st.tuples(*[st.integers(6, 9)] * 2, small) if is_of_images else
                 st.tuples(st.integers(1, 4), small))  # fmt: skip
    return Stack(tuple(end)), shape


def fits(network: Stack, shape: tuple[int, ...]) -> bool:
    """Tell whether no window is larger than its map."""
    try:
        network.output_shape(shape)
    except ShapeError:
        return False
    return True


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")
@given(networks().filter(lambda drawn_network: fits(*drawn_network)))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_random_stacks_against_keras(drawn_network: tuple[Stack, tuple[int, ...]]) -> None:
    network, shape = drawn_network
    weights = noisy_weights(network, shape)
    inputs = np.random.default_rng(4).normal(size=(3, *shape)).astype(np.float32)
    twin = keras.Sequential(
        [keras.Input(shape), *(keras_layer(with_zeros(layer)) for layer in network.hidden)]
    )
    twin.set_weights([np.asarray(array) for own in weights.values() for array in own.values()])
    expected = np.asarray(twin(inputs))
    assert_close(network.apply(weights, jnp.asarray(inputs)), expected, tolerance=1e-4)

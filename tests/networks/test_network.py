"""Shapes of one and of several, and lengths left open."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.against_keras import assert_close, drawn, keras_layer, pulled_back, with_zeros
from networks.example_graphs import GRAPHS, RESIDUAL, SIAMESE
from networks.twins import noisy_weights
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.activation_layers import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.embedding import Masking
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.regularizers import L2, UnitNorm
from plainnet.layers.reshaping import Flatten
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import (
    NetworkWeights,
    Stack,
    alone_or_tuple,
    canonical_network,
    closed,
    count_weights,
    each_array,
    each_shape,
    has_open_lengths,
    is_open_to,
    layer_rows,
    opened,
    renamed_layers,
    shared_names,
    summarise,
)
from plainnet.networks.wiring import name_of


def test_one_is_written_without_a_tuple() -> None:
    assert alone_or_tuple([(3,)]) == (3,)
    assert alone_or_tuple([(3,), (4,)]) == ((3,), (4,))
    assert each_shape((3,)) == ((3,),)
    assert each_shape(()) == ((),)
    assert each_shape(((3,), (4,))) == ((3,), (4,))
    assert each_array("a") == ("a",)
    assert each_array(("a", "b")) == ("a", "b")


def test_lengths_left_open() -> None:
    assert has_open_lengths((None, 3))
    assert has_open_lengths(((2,), (None, 3)))
    assert not has_open_lengths((2, 3))
    assert closed((None, 3), 9) == (9, 3)
    assert closed(((2,), (None,)), 9) == ((2,), (9,))
    assert opened((9, 3), (8, 3)) == (None, 3)


def test_declared_lengths_have_to_be_met() -> None:
    assert is_open_to(((None, 3),), ((7, 3),))
    assert is_open_to(((None, 3),), ((None, 3),))
    assert not is_open_to(((None, 3),), ((7, 4),))
    assert not is_open_to(((2, 3),), ((None, 3),))
    assert not is_open_to(((3,),), ((3, 1),))
    assert not is_open_to(((3,),), ((3,), (3,)))


def test_weights_do_not_depend_on_lengths_left_open() -> None:
    network = Stack((Input((None, 2)), LSTM(3, return_sequences=True), LSTM(4), Dense(1)))
    assert network.input_shape == (None, 2)
    assert network.output_shape((None, 2)) == (1,)
    assert [after for *_, after in network.layer_shapes((None, 2))] == [(None, 3), (4,), (1,)]
    weights, _ = network.init((0,), (None, 2))
    for length in (3, 5):
        assert network.apply(weights, jnp.ones((2, length, 2))).shape == (2, 1)
        other, _ = network.init((0,), (length, 2))
        assert jax.tree.all(jax.tree.map(lambda a, b: (a == b).all(), weights, other))
    with pytest.raises(ShapeError, match=r"\('batch', None, 2\), but got \('batch', 3, 1\)"):
        network.output_shape((3, 1))


def test_an_open_length_stays_open_through_layers_that_count() -> None:
    network = Stack((Input((None, 2)), Flatten()))
    assert network.output_shape((None, 2)) == (None,)
    assert network.output_shape((7, 2)) == (14,)


def test_a_layer_that_holds_still_is_not_among_the_moved() -> None:
    network = Stack((Dense(3, name="held", trainable=False), Dense(2, name="moved")))
    weights, _ = network.init((0,), (2,))
    moved, held = network.split_statistics(weights)
    assert (list(moved), list(held)) == (["moved"], ["held"])
    assert list(network.join_statistics(moved, held)) == ["held", "moved"]


def test_a_normalisation_used_twice_learns_from_both() -> None:
    norm = BatchNormalization(momentum=0.5, name="norm")
    graph = Graph(
        (Node(Input((2,))), Node(norm, (0,)), Node(Dense(2), (1,)), Node(norm, (2,))), outputs=(3,)
    )
    weights = noisy_weights(graph, (2,))
    inputs = jnp.asarray(np.random.default_rng(0).normal(size=(6, 2)), jnp.float32)
    learned = graph.forward(weights, inputs, training=True).statistics
    own = weights["norm"]
    first = norm.updated_statistics(own, inputs, None)
    middle = graph.hidden[1].apply(weights["dense"], norm.apply(own, inputs, training=True))
    second = norm.updated_statistics({**own, **first}, middle, None)
    for name, array in second.items():
        np.testing.assert_allclose(learned["norm"][name], array, rtol=1e-6)


def test_constraints_hold_for_the_layers_that_have_them() -> None:
    network = Stack((Dense(3, kernel_constraint=UnitNorm()), Dense(2)))
    weights, _ = network.init((0,), (2,))
    kept = network.constrained(weights)
    np.testing.assert_allclose((kept["dense"]["kernel"] ** 2).sum(0), 1, rtol=1e-5)
    np.testing.assert_array_equal(kept["dense_1"]["kernel"], weights["dense_1"]["kernel"])


def test_the_mask_of_the_outputs_is_handed_on() -> None:
    network = Stack((Masking(), LSTM(2, return_sequences=True)))
    weights, _ = network.init((0,), (3, 1))
    inputs = jnp.asarray([[[1.0], [0.0], [2.0]]])
    assert network.forward(weights, inputs).mask.tolist() == [[True, False, True]]
    assert RESIDUAL.forward(noisy_weights(RESIDUAL, (4,)), jnp.ones((1, 4))).mask is None


def test_every_graph_computes_the_same_without_names() -> None:
    for graph in GRAPHS.values():
        weights = noisy_weights(graph, graph.input_shape)
        inputs = tuple(jnp.ones((2, *shape)) for shape in each_shape(graph.input_shape))
        given = inputs if len(inputs) > 1 else inputs[0]
        ours = graph.apply(weights, given)
        same = canonical_network(graph).apply(renamed_layers(weights, shared_names(graph)), given)
        np.testing.assert_array_equal(np.asarray(ours[0]), np.asarray(same[0]))


def test_sharing_is_no_matter_of_names() -> None:
    plan = canonical_network(SIAMESE).plan
    assert [step.layer.name for step in plan.steps][:4] == ["000000", "000001"] * 2
    apart = Stack((Dense(3, name="a"), Dense(3, name="b")))
    assert canonical_network(apart) != canonical_network(Stack((apart.layers[0],)))


def test_layers_within_layers_have_no_names() -> None:
    first, second = (
        canonical_network(Stack((Bidirectional(LSTM(2, name=name)), Dense(1))))
        for name in ("a", "b")
    )
    assert first == second


def test_the_batch_size_is_kept() -> None:
    network = Stack((Input((3,), batch_size=4), Dense(1)))
    assert canonical_network(network).batch_size == 4
    assert canonical_network(network) != canonical_network(Stack((Dense(1),)))


def test_only_layers_are_renamed() -> None:
    state = {"iterations": 1, "momentums": {"dense": {"kernel": 2}, "flatten": {}}}
    assert renamed_layers(state, {"dense": "a", "flatten": "b"}) == {
        "iterations": 1,
        "momentums": {"a": {"kernel": 2}, "b": {}},
    }


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


def noisy_stack_weights(network: Stack, shape: tuple[int, ...]) -> NetworkWeights:
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
    weights, inputs = noisy_stack_weights(IMAGES, SHAPE), images()
    inside = IMAGES.trace(weights, inputs)
    assert list(inside) == [layer.name for layer in IMAGES.hidden]
    outputs = inputs
    for layer in IMAGES.hidden:
        outputs = layer.apply(weights[name_of(layer)], outputs)
        np.testing.assert_array_equal(inside[name_of(layer)]["outputs"], outputs)
    assert_close(IMAGES.apply(weights, inputs), outputs)


def test_pooling_within_a_convolution_changes_no_gradient() -> None:
    weights, inputs = noisy_stack_weights(IMAGES, SHAPE), images()

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
    weights = noisy_stack_weights(IMAGES, SHAPE)
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
    weights, inputs = noisy_stack_weights(IMAGES, SHAPE), images(6)
    key, present = jax.random.key(0), jnp.asarray([1.0] * 4 + [0.0] * 2)
    learn = partial(IMAGES.forward, weights, training=True, key=key)
    masked = learn(inputs, present=present).statistics
    dropped = learn(inputs[:4]).statistics
    jax.tree.map(assert_close, masked, dropped)
    before = weights["batch_normalization"]["moving_mean"]
    assert (masked["batch_normalization"]["moving_mean"] != before).all()


def test_every_dropout_has_randomness_of_its_own() -> None:
    network = Stack((Dropout(0.5), Dropout(0.5, name="second")))
    weights, _ = network.init((0,), (1000,))
    outputs = network.apply(weights, jnp.ones((1, 1000)), training=True, key=jax.random.key(0))
    assert float((outputs == 0).mean()) == pytest.approx(0.75, abs=0.06)


def test_penalty_is_the_sum_over_layers() -> None:
    weights = noisy_stack_weights(IMAGES, SHAPE)
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
    weights = noisy_stack_weights(network, shape)
    inputs = np.random.default_rng(4).normal(size=(3, *shape)).astype(np.float32)
    twin = keras.Sequential(
        [keras.Input(shape), *(keras_layer(with_zeros(layer)) for layer in network.hidden)]
    )
    twin.set_weights([np.asarray(array) for own in weights.values() for array in own.values()])
    expected = np.asarray(twin(inputs))
    assert_close(network.apply(weights, jnp.asarray(inputs)), expected, tolerance=1e-4)


LENET = Stack((Conv2D(6, 5), BatchNormalization(), MaxPooling2D(2), Flatten(), Dense(84), Dense(6)))


def test_rows_and_counts_against_keras() -> None:
    twin = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(6, 5, name="conv2d"),
            keras.layers.BatchNormalization(name="batch_normalization"),
            keras.layers.MaxPooling2D(2, name="max_pooling2d"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(84, name="dense"),
            keras.layers.Dense(6, name="dense_1"),
        ]
    )
    expected = [
        (layer.name, type(layer).__name__, layer.output.shape[1:], layer.count_params())
        for layer in twin.layers
    ]
    assert layer_rows(LENET, (32, 32, 3)) == expected
    assert count_weights(LENET, (32, 32, 3)) == twin.count_params()


def test_the_table_as_text() -> None:
    assert summarise(Stack((Dense(1000, "relu"), Dense(2))), (30,)).splitlines() == [
        "Layer            Output shape  Weights",
        "----------------------------------------",
        "dense (Dense)    (None, 1000)  31,000",
        "dense_1 (Dense)  (None, 2)     2,002",
        "Weights in all: 33,002",
    ]

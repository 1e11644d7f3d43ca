"""What stacks and graphs share: lengths left open, layers that hold still."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from networks.example_graphs import RESIDUAL
from networks.twins import noisy_weights
from plainnet.errors import ShapeError
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.constraints import UnitNorm
from plainnet.layers.dense import Dense
from plainnet.layers.flatten import Flatten
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.masking import Masking
from plainnet.networks.graph import Graph, Node
from plainnet.networks.stack import Stack


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
    _, learned = graph.apply_and_learn_statistics(weights, inputs)
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

"""Networks under shared names."""

import jax.numpy as jnp
import numpy as np

from networks.example_graphs import GRAPHS, SIAMESE
from networks.twins import noisy_weights
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.networks.nameless import nameless, renamed_layers, shared_names
from plainnet.networks.shapes import each_shape
from plainnet.networks.stack import Stack


def test_every_graph_computes_the_same_without_names() -> None:
    for graph in GRAPHS.values():
        weights = noisy_weights(graph, graph.input_shape)
        inputs = tuple(jnp.ones((2, *shape)) for shape in each_shape(graph.input_shape))
        given = inputs if len(inputs) > 1 else inputs[0]
        ours = graph.apply(weights, given)
        same = nameless(graph).apply(renamed_layers(weights, shared_names(graph)), given)
        np.testing.assert_array_equal(np.asarray(ours[0]), np.asarray(same[0]))


def test_sharing_is_no_matter_of_names() -> None:
    plan = nameless(SIAMESE).plan
    assert [step.layer.name for step in plan.steps][:4] == ["000000", "000001"] * 2
    apart = Stack((Dense(3, name="a"), Dense(3, name="b")))
    assert nameless(apart) != nameless(Stack((apart.layers[0],)))


def test_layers_within_layers_have_no_names() -> None:
    first, second = (
        nameless(Stack((Bidirectional(LSTM(2, name=name)), Dense(1)))) for name in ("a", "b")
    )
    assert first == second


def test_the_batch_size_is_kept() -> None:
    network = Stack((Input((3,), batch_size=4), Dense(1)))
    assert nameless(network).batch_size == 4
    assert nameless(network) != nameless(Stack((Dense(1),)))


def test_only_layers_are_renamed() -> None:
    state = {"iterations": 1, "momentums": {"dense": {"kernel": 2}, "flatten": {}}}
    assert renamed_layers(state, {"dense": "a", "flatten": "b"}) == {
        "iterations": 1,
        "momentums": {"a": {"kernel": 2}, "b": {}},
    }

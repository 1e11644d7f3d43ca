"""Graphs against Keras: outputs, histories and weights; what they refuse."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close
from networks.example_graphs import GRAPHS, INCEPTION, NESTED, RESIDUAL, SHARED, SIAMESE, TWO_INPUTS
from networks.twins import noisy_weights, numbers_of, twin_of
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.embedding import Embedding
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.layers.merging import Add
from plainnet.model import Model
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Network, Stack, each_array, each_shape

ROWS = 14


def examples(network: Network) -> tuple[Any, Any]:
    """Draw inputs and one-hot targets, lists where there are several."""
    random = np.random.default_rng(5)
    inputs = [
        random.normal(size=(ROWS, *shape)).astype(np.float32)
        for shape in each_shape(network.input_shape)
    ]
    targets = [
        np.eye(shape[-1], dtype=np.float32)[random.integers(0, shape[-1], ROWS)]
        for shape in each_shape(network.output_shape(network.input_shape))
    ]
    return (*(part[0] if len(part) == 1 else part for part in (inputs, targets)),)


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_fit_against_keras(graph: Graph) -> None:
    weights = noisy_weights(graph, graph.input_shape)
    model, twin = Model(graph, built=(graph.input_shape, weights)), twin_of(graph, weights)
    inputs, targets = examples(graph)
    loss: Any = "categorical_crossentropy"
    metrics: Any = ["accuracy"]
    if isinstance(targets, list):
        loss, metrics = ["mse", "mae"], [["mae"], []]
    settings = {"epochs": 2, "batch_size": 4, "validation_split": 0.3, "shuffle": False}
    model.compile("sgd", loss, metrics)
    twin.compile("sgd", loss, metrics=metrics)
    history = model.fit(inputs, targets, **settings).figures
    expected = twin.fit(inputs, targets, verbose=0, **settings).history
    assert sorted(history) == sorted(expected)
    for name, figures in expected.items():
        assert_close(history[name], figures, name)
    for name, numbers in numbers_of(twin).items():
        for ours, theirs in zip(model.weights[name].values(), numbers, strict=True):
            assert_close(ours, theirs, name)
    predicted, theirs = model.predict(inputs), twin.predict(inputs, verbose=0)
    theirs = tuple(theirs) if isinstance(theirs, list) else theirs
    for one, other in zip(each_array(predicted), each_array(theirs), strict=True):
        assert_close(one, other)


def test_a_straight_graph_runs_the_very_program_of_a_stack() -> None:
    layers = (Dense(4, "relu", name="a"), Dropout(0.5, name="b"), Dense(2, name="c"))
    nodes = [Node(Input((3,)), ()), *(Node(layer, (at,)) for at, layer in enumerate(layers))]
    networks = Graph(nodes, outputs=(3,)), Stack(layers)
    weights, _ = networks[1].init((0,), (3,))
    programs = [
        jax.jit(partial(network.forward, training=True))
        .lower(weights, jnp.ones((5, 3)), key=jax.random.key(1))
        .as_text()
        for network in networks
    ]
    assert programs[0] == programs[1]
    assert jax.tree.all(
        jax.tree.map(lambda a, b: (a == b).all(), weights, networks[0].init((0,), (3,))[0])
    )


def test_a_shared_layer_has_one_set_of_weights() -> None:
    weights, _ = SIAMESE.init((0,), ((4,), (4,)))
    assert list(weights) == ["tower/shared", "tower/dense", "dot", "subtract", "concatenate",
                             "dense"]  # fmt: skip
    assert SIAMESE.multiplications(((4,), (4,))) == 2 * (4 * 3 + 3 * 3) + 4 * 2


def test_layers_without_a_name_are_shared_by_object() -> None:
    dense = Dense(3)
    graph = Graph((Node(Input((3,))), Node(dense, (0,)), Node(dense, (1,))), outputs=(2,))
    assert [layer.name for layer in graph.hidden] == ["dense"]
    apart = Graph((Node(Input((3,))), Node(Dense(3), (0,)), Node(Dense(3), (1,))), outputs=(2,))
    assert [layer.name for layer in apart.hidden] == ["dense", "dense_1"]


def test_a_convolution_read_once_is_pooled_in_one_pass_and_no_other() -> None:
    steps, passes = INCEPTION.wiring.steps, INCEPTION.wiring.passes
    names = [layer.name for layer in INCEPTION.hidden]
    fused = [(steps[at].layer.name, steps[pool].layer.name) for at, pool in passes if pool]
    assert fused == [("conv2d_2", "max_pooling2d_1")]
    assert len(passes) == len(names) - 1
    both = Graph(INCEPTION.nodes[:7], outputs=(5, 6))  # what is given is not only pooled
    assert all(pooling is None for _, pooling in both.wiring.passes)


def test_masks_are_merged_on_the_way() -> None:
    graph = Graph(
        (
            Node(Input((4,))),
            Node(Embedding(5, 3, mask_zero=True), (0,)),
            Node(Dense(3), (1,)),
            Node(Add(), (1, 2)),
            Node(LSTM(2), (3,)),
        ),
        outputs=(4,),
    )
    weights = noisy_weights(graph, (4,))
    words = np.array([[1, 2, 0, 0], [3, 0, 4, 1]], np.float32)
    assert_close(graph.apply(weights, jnp.asarray(words)), twin_of(graph, weights)(words))


def test_the_same_settings_are_the_same_value() -> None:
    again = Graph(RESIDUAL.nodes, RESIDUAL.outputs, name="residual")
    assert again == RESIDUAL
    assert hash(again) == hash(RESIDUAL)
    assert again != TWO_INPUTS


def test_names_of_inputs_and_outputs_in_the_order_of_the_arrays() -> None:
    assert TWO_INPUTS.input_names == ("series", "numbers")
    assert TWO_INPUTS.input_shape == ((3, 2), (4,))
    assert TWO_INPUTS.output_names == ("dense_1",)
    assert GRAPHS["two_ends"].output_names == ("dense", "dense_1")
    assert RESIDUAL.batch_size is None
    assert Graph((Node(Input((1,), batch_size=3)), Node(Dense(1), (0,))), (1,)).batch_size == 3


def test_shapes_of_each_node() -> None:
    shapes = NESTED.node_shapes((3,))
    assert shapes[1] == ((3,), ((2,), (3,)))
    assert shapes[4] == (((2,), (3,)), (5,))


def test_trace_gives_every_layer() -> None:
    weights = noisy_weights(RESIDUAL, (4,))
    inside = RESIDUAL.trace(weights, jnp.ones((2, 4)))
    assert list(inside) == [layer.name for layer in RESIDUAL.hidden]
    outputs = RESIDUAL.apply(weights, jnp.ones((2, 4)))
    np.testing.assert_array_equal(inside["dense_1"]["outputs"], outputs)


def test_other_shapes_than_declared_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"\('batch', 4\), but got \('batch', 5\)"):
        RESIDUAL.output_shape((5,))
    with pytest.raises(ShapeError, match=r"but got \('batch', 4\)"):
        TWO_INPUTS.output_shape((4,))


@pytest.mark.parametrize(
    ("nodes", "outputs", "sentence"),
    [
        ((Node(Input((3,))), Node(Dense(3), (2,)), Node(Dense(3), (0,))), (2,), "stand before it"),
        ((Node(Input((3,))), Node(Dense(3))), (1,), "stand before it"),
        ((Node(Input((3,))), Node(Dense(3), (0,))), (), "at least one output"),
        (
            (Node(Input((3,))), Node(SHARED, (0,)), Node(Dense(4, name="shared"), (0,))),
            (1, 2),
            "Two layers are called 'shared'",
        ),
    ],
)
def test_what_is_no_graph_is_refused(nodes: Any, outputs: Any, sentence: str) -> None:
    with pytest.raises(SettingError, match=sentence):
        Graph(nodes, outputs)


def test_a_network_within_wants_all_its_inputs() -> None:
    outer = Graph((Node(Input((4,))), Node(SIAMESE, (0,))), outputs=(1,))
    with pytest.raises(SettingError, match="siamese takes 2 inputs, but is given 1"):
        outer.output_shape((4,))

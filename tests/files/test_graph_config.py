"""Graphs as Keras writes them: each opens the other's files; old lists; what is refused."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from layers.against_keras import assert_close
from networks.example_graphs import GRAPHS, NESTED, SIAMESE, TWO_INPUTS
from networks.twins import noisy_weights, twin_of
from plainnet.errors import FileError
from plainnet.files.graph_config import graph_from_config
from plainnet.files.network_config import network_from_config, network_to_config
from plainnet.layers.activation_layers import ReLU
from plainnet.layers.attention import Attention, MultiHeadAttention
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.dense import Dense
from plainnet.layers.gru import GRU
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.model import Model, load_model
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Network, each_array, each_shape


def inputs_of(graph: Graph) -> Any:
    """Draw inputs."""
    random = np.random.default_rng(6)
    drawn = [
        random.normal(size=(3, *shape)).astype(np.float32)
        for shape in each_shape(graph.input_shape)
    ]
    return drawn if len(drawn) > 1 else drawn[0]


def assert_same_outputs(ours: Any, theirs: Any) -> None:
    """Compare one output or several."""
    theirs = tuple(theirs) if isinstance(theirs, list) else theirs
    for one, other in zip(each_array(ours), each_array(theirs), strict=True):
        assert_close(one, other)


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_keras_opens_what_is_written(graph: Graph, tmp_path: Path) -> None:
    model = Model(graph, built=(graph.input_shape, noisy_weights(graph, graph.input_shape)))
    model.save(tmp_path / "model.keras")
    twin = keras.saving.load_model(tmp_path / "model.keras")
    inputs = inputs_of(graph)
    assert_same_outputs(model.predict(inputs), twin.predict(inputs, verbose=0))
    again = load_model(tmp_path / "model.keras")
    assert_same_outputs(again.predict(inputs), model.predict(inputs))


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_what_keras_writes_is_opened(graph: Graph, tmp_path: Path) -> None:
    twin = twin_of(graph, noisy_weights(graph, graph.input_shape))
    twin.save(tmp_path / "model.keras")
    model = load_model(tmp_path / "model.keras")
    assert [layer.name for layer in model.network.layers] == [layer.name for layer in twin.layers]
    inputs = inputs_of(graph)
    assert_same_outputs(model.predict(inputs), twin.predict(inputs, verbose=0))


def plan_of(network: Network) -> Any:
    """Tell which layer reads what."""
    steps = [(step.layer.name, step.reads) for step in network.wiring.steps]
    return network.name, network.input_names, steps, network.wiring.outputs


def in_old_lists(saved: dict[str, Any]) -> dict[str, Any]:
    """Write a configuration as Keras 1 and 2 did, where uses of networks count from 1."""
    config = saved["config"]
    networks = {each["name"] for each in config["layers"] if "layers" in each["config"]}
    layers = []
    for layer in config["layers"]:
        nodes = []
        for node in layer["inbound_nodes"]:
            first = node["args"][0]
            tensors = first if isinstance(first, list) else [first]
            places = [tensor["config"]["keras_history"] for tensor in tensors]
            nodes.append([[name, use + (name in networks), output, {}]
                          for name, use, output in places])  # fmt: skip
        inner = in_old_lists(layer) if "input_layers" in layer["config"] else layer
        layers.append({**inner, "inbound_nodes": nodes})
    ends = config["output_layers"]
    ends = [ends] if isinstance(ends[0], str) else ends
    old = {"layers": layers, "output_layers": ends}
    return {**saved, "config": {**config, **old}}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=list(GRAPHS))
def test_lists_of_keras_1_and_2(graph: Graph) -> None:
    saved = network_to_config(graph, graph.input_shape)
    assert plan_of(network_from_config(saved, "file")) == plan_of(graph)
    assert plan_of(network_from_config(in_old_lists(saved), "file")) == plan_of(graph)


def test_a_layer_used_at_two_depths_on_itself() -> None:
    deep = keras.layers.Dense(3, name="deep")
    other = keras.layers.Dense(3, name="other")
    head = keras.Input((3,), name="head")
    model = keras.Model(head, deep(other(deep(other(head)))))
    network = network_from_config(
        {"class_name": "Functional", "config": model.get_config()}, "file"
    )
    assert [step.layer.name for step in network.wiring.steps] == ["other", "deep"] * 2


def test_the_order_of_inputs_is_kept() -> None:
    saved = network_to_config(TWO_INPUTS, TWO_INPUTS.input_shape)
    assert saved["config"]["input_layers"] == [["series", 0, 0], ["numbers", 0, 0]]
    assert network_from_config(saved, "file").input_names == ("series", "numbers")


def test_uses_of_shared_networks_are_counted() -> None:
    layers = network_to_config(SIAMESE, SIAMESE.input_shape)["config"]["layers"]
    tower = next(layer for layer in layers if layer["name"] == "tower")
    assert len(tower["inbound_nodes"]) == 2
    assert network_to_config(NESTED, (3,))["config"]["output_layers"] == ["dense", 0, 0]


@pytest.mark.parametrize(
    ("change", "setting"),
    [({"kwargs": {"mask": True}}, "mask"), ({"args": [[], 1]}, "args")],
)
def test_calls_with_more_than_inputs_are_refused(change: Any, setting: str) -> None:
    saved = network_to_config(GRAPHS["residual"], (4,))
    saved["config"]["layers"][1]["inbound_nodes"][0].update(change)
    with pytest.raises(FileError, match=setting):
        network_from_config(saved, "file")


def test_a_reader_is_handed_every_layer() -> None:
    saved = network_to_config(GRAPHS["residual"], (4,))
    graph = GRAPHS["residual"]
    by_name = {layer.name: layer for layer in graph.layers}
    read = graph_from_config(saved["config"], lambda layer: by_name[layer["name"]], "file")
    assert read == graph


def test_states_to_start_from_in_both_directions(tmp_path: Path) -> None:
    decoder = GRU(3, return_sequences=True)
    network = Graph(
        (
            Node(Input((4, 2))),
            Node(LSTM(3, return_state=True), (0,)),
            Node(Input((5, 2))),
            Node(LSTM(3, return_sequences=True), (2, (1, 1), (1, 2))),
            Node(Bidirectional(decoder), (3, (1, 1), (1, 2))),
            Node(Dense(1), (4,)),
        ),
        outputs=(5,),
    )
    model, inputs = Model(network), inputs_of(network)
    for name in ("model.keras", "model.h5"):
        model.save(tmp_path / name)
        again = load_model(tmp_path / name)
        assert_same_outputs(again.predict(inputs), model.predict(inputs))
        twin = keras.saving.load_model(tmp_path / name, compile=False)
        assert_same_outputs(again.predict(inputs), twin.predict(inputs, verbose=0))
    twin.save(tmp_path / "twin.keras")
    theirs = load_model(tmp_path / "twin.keras")
    assert_same_outputs(theirs.predict(inputs), model.predict(inputs))


def test_states_to_start_from_as_tf_keras_wrote_them() -> None:
    saved = network_to_config(
        Graph(
            (
                Node(Input((4, 2))),
                Node(GRU(3, return_state=True), (0,)),
                Node(GRU(3), (0, (1, 1))),
            ),
            outputs=(2,),
        ),
        (4, 2),
    )
    uses = [layer["inbound_nodes"] for layer in saved["config"]["layers"]]
    uses[1][0] = [["input_layer", 0, 0, {}]]
    uses[2][0] = [["input_layer", 0, 0, {"initial_state": [["gru", 0, 1]]}]]
    network = network_from_config(saved, "old.h5")
    assert isinstance(network, Graph)
    assert network.nodes[2].parents == ((0, 0), (1, 1))


@pytest.mark.parametrize("kind", [Attention, MultiHeadAttention])
def test_what_attention_is_called_with_is_kept(kind: Any, tmp_path: Path) -> None:
    settings: dict[str, Any] = {"use_causal_mask": True, "return_attention_scores": True}
    layer = kind(**settings) if kind is Attention else kind(2, 3, **settings)
    heads = [Node(Input((4, 2))), Node(Input((5, 2)))]
    graph = Graph([*heads, Node(layer, (0, 1))], [(2, 0), (2, 1)])
    model = Model(graph, built=(graph.input_shape, noisy_weights(graph, graph.input_shape)))
    model.save(tmp_path / "m.keras")
    twin, again = keras.saving.load_model(tmp_path / "m.keras"), load_model(tmp_path / "m.keras")
    twin.save(tmp_path / "theirs.keras")
    inputs = inputs_of(graph)
    for other in (twin.predict(inputs, verbose=0), again.predict(inputs)):
        assert_same_outputs(model.predict(inputs), other)
    theirs = load_model(tmp_path / "theirs.keras")
    assert_same_outputs(theirs.predict(inputs), model.predict(inputs))


def test_very_deep_graphs_and_circles() -> None:
    nodes = [Node(Input((1,))), *(Node(ReLU(), (number,)) for number in range(1200))]
    deep = Graph(nodes, outputs=(1200,))
    saved = network_to_config(deep, (1,))
    assert plan_of(network_from_config(saved, "file")) == plan_of(deep)
    layers = saved["config"]["layers"]
    layers[1]["inbound_nodes"] = layers[3]["inbound_nodes"]
    with pytest.raises(ValueError):
        network_from_config(saved, "file")

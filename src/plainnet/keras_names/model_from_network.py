"""A script's model around a network of the engine, as files give it."""

from typing import Any

from plainnet.keras_names.input_layer import InputLayer
from plainnet.keras_names.keras_model import Model
from plainnet.keras_names.layer_classes import layer_class
from plainnet.keras_names.sequential import Sequential
from plainnet.layers.input import Input as PlainInput
from plainnet.layers.layer import Layer
from plainnet.networks.graph import Graph
from plainnet.networks.network import Network, Stack


def keras_model_of(network: Network, input_shape: Any) -> Any:
    """Wrap every layer of a network and wire them again."""
    if isinstance(network, Stack):
        model = Sequential([_wrapped(member) for member in network.layers], name=network.name)
        if input_shape is not None:
            model.build((None, *input_shape))
        return model
    assert isinstance(network, Graph)
    return _functional(network)


def _wrapped(member: Layer | Network) -> Any:
    """Wrap a layer, or a network that is one."""
    if isinstance(member, PlainInput):
        return InputLayer(member.shape, member.batch_size, name=member.name)
    if isinstance(member, Layer):
        return layer_class(type(member).__name__).around(member)
    return keras_model_of(member, None)


def _functional(graph: Graph) -> Model:
    """Call the wrapped layers as the nodes say."""
    wrapped = {str(member.name): _wrapped(member) for member in graph.layers}
    given: list[Any] = []
    for node in graph.nodes:
        layer = wrapped[str(node.layer.name)]
        if isinstance(layer, InputLayer):
            given.append([layer.tensor])
            continue
        read = [given[number][output] for number, output in node.parents]
        tensors = layer(read[0] if len(read) == 1 else read)
        given.append(tensors if isinstance(tensors, list) else [tensors])
    return Model(
        [given[number][0] for number in graph.inputs],
        [given[number][output] for number, output in graph.outputs],
        name=graph.name,
    )

"""Graphs and Keras' models of the same layers, with the same weights."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np

from layers.against_keras import keras_layer, with_zeros
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.networks.graph import Graph
from plainnet.networks.network import Network, NetworkWeights, Stack
from plainnet.networks.wiring import name_of


def noisy_weights(network: Network, input_shape: Any) -> NetworkWeights:
    """Draw weights none of which is special."""
    weights: NetworkWeights = {}
    for layer, shape, _ in network.layer_shapes(input_shape):
        if name_of(layer) not in weights:
            random = np.random.default_rng(len(weights))
            own, _ = layer.init((0,), shape)
            weights[name_of(layer)] = {
                weight: jnp.asarray(
                    np.asarray(array) + abs(0.3 * random.normal(size=array.shape)), jnp.float32
                )
                for weight, array in own.items()
            }
    return weights


def keras_member(member: Layer | Network) -> Any:
    """Make Keras' layer, or its model where a network is one."""
    if isinstance(member, Network):
        return keras_network(member)
    return keras_layer(with_zeros(member))


def keras_network(network: Network) -> Any:
    """Make Keras' model of the same layers."""
    if isinstance(network, Stack):
        layers = [
            keras.Input(layer.shape, name=layer.name)
            if isinstance(layer, Input)
            else keras_member(layer)
            for layer in network.layers
        ]
        return keras.Sequential(layers, name=network.name)
    assert isinstance(network, Graph)
    made: dict[str, Any] = {}
    outputs: list[Any] = []
    for node in network.nodes:
        if isinstance(node.layer, Input):
            outputs.append([keras.Input(node.layer.shape, name=node.layer.name)])
            continue
        layer = made.setdefault(name_of(node.layer), None) or keras_member(node.layer)
        made[name_of(node.layer)] = layer
        read = [outputs[at][output] for at, output in node.parents]
        takes_list = len(read) > 1 or getattr(node.layer, "takes_several", False)
        given = layer(read if takes_list else read[0])
        outputs.append(given if isinstance(given, list | tuple) else [given])
    heads = [outputs[number][0] for number in network.inputs]
    ends = [outputs[at][output] for at, output in network.outputs]
    return keras.Model(
        heads[0] if len(heads) == 1 else heads,
        ends[0] if len(ends) == 1 else ends,
        name=network.name,
    )


def twin_of(network: Network, weights: NetworkWeights) -> Any:
    """Make Keras' model and give it the weights, layer by layer."""
    model = keras_network(network)
    hand_over(model, weights)
    return model


def hand_over(model: Any, weights: NetworkWeights, within: str = "") -> None:
    """Give each layer of a Keras model its weights."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            hand_over(layer, weights, f"{within}{layer.name}/")
        elif layer.weights:
            own = weights[f"{within}{layer.name}"]
            layer.set_weights([np.asarray(array) for array in own.values()])


def numbers_of(model: Any, within: str = "") -> dict[str, list[Any]]:
    """Read the weights of each layer of a Keras model."""
    numbers: dict[str, list[Any]] = {}
    for layer in model.layers:
        if hasattr(layer, "layers"):
            numbers |= numbers_of(layer, f"{within}{layer.name}/")
        elif not isinstance(layer, keras.layers.InputLayer):
            numbers[f"{within}{layer.name}"] = layer.get_weights()
    return numbers

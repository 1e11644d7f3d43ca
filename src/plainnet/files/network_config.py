"""A network's settings as Keras 3 writes them, and back."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import partial
from math import prod
from typing import Any

from plainnet.errors import FileError
from plainnet.files.graph_config import graph_from_config, graph_to_config
from plainnet.files.layer_config import (
    keras_object,
    layer_from_config,
    layer_to_config,
    sizes_of,
)
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.messages.language import say
from plainnet.networks.graph import Graph
from plainnet.networks.network import (
    STAND_INS,
    Network,
    Shapes,
    Stack,
    closed,
    each_shape,
)
from plainnet.networks.wiring import name_of

Saved = Mapping[str, Any]

MOST_LAYERS = 10_000
LARGEST_OUTPUT = 1 << 27  # numbers that a layer gives for one example


def network_to_config(
    network: Network, input_shape: Shapes, *, is_outline: bool = False
) -> dict[str, Any]:
    """Write a network as Keras 3 does."""
    write = partial(_member_to_config, is_outline=is_outline)
    if isinstance(network, Graph):
        return graph_to_config(network, input_shape, write)
    assert isinstance(network, Stack)
    shapes = each_shape(input_shape)
    layers = list(network.layers)
    if not isinstance(layers[0], Input | Network):
        layers = [Input(shapes[0], name="input_layer"), *layers]
    config = {
        "name": network.name,
        "trainable": True,
        "dtype": "float32",
        "layers": [write(layer, input_shape) for layer in layers],
        "build_input_shape": [None, *shapes[0]],
    }
    return keras_object("keras", "Sequential", config)


def _member_to_config(
    member: Layer | Network, input_shape: Shapes = (), *, is_outline: bool = False
) -> dict[str, Any]:
    """Write a layer, or a network that is one."""
    if isinstance(member, Network):
        shape = input_shape if member.input_shape is None else member.input_shape
        return network_to_config(member, shape, is_outline=is_outline)
    write = partial(_member_to_config, is_outline=is_outline)
    return layer_to_config(member, write, is_outline=is_outline)


def hash_network(network: Network, input_shape: Shapes) -> str:
    """Return the sha256 of the settings of all layers."""
    settings = network_to_config(network, input_shape, is_outline=True)
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()


def network_from_config(saved: Saved, file: object, notes: list[str] | None = None) -> Network:
    """Make the network that Keras 3 wrote."""
    kind, config = saved.get("class_name"), saved["config"]
    if (n_layers := _n_layers(saved)) > MOST_LAYERS:
        raise FileError("file.too_many_layers", file=file, layers=n_layers, most=MOST_LAYERS)
    read = partial(_member_from_config, file=file, notes=notes)
    if kind == "Functional":
        return graph_from_config(config, read, file)
    if kind != "Sequential":
        raise FileError("file.network_unknown", file=file, network=kind)
    return Stack(tuple(map(read, config["layers"])), name=str(config.get("name") or "sequential"))


def _n_layers(saved: Saved) -> int:
    """Count layers, those of networks within networks, too."""
    inner = saved["config"].get("layers", ())
    return 1 + sum(map(_n_layers, inner))


def _member_from_config(saved: Saved, file: object, notes: list[str] | None) -> Layer | Network:
    """Make a layer, or a network that is one."""
    if "layers" in saved["config"]:
        return network_from_config(saved, file, notes)
    read = partial(_member_from_config, file=file, notes=notes)
    return layer_from_config(saved, file, notes, read)


def declared_shape(saved: Saved, network: Network, file: object) -> Shapes:
    """Find the shape of the inputs: the inputs say it, or what Keras built it for."""
    if network.input_shape is not None:
        return _with_possible_outputs(network, network.input_shape, file)
    built = saved["config"].get("build_input_shape")
    built = built or saved.get("build_config", {}).get("input_shape")
    if not built:
        raise FileError("file.no_input_shape", file=file)
    return _with_possible_outputs(network, sizes_of(built)[1:], file)


def _with_possible_outputs(network: Network, shape: Shapes, file: object) -> Shapes:
    """Return the shape of the inputs, unless a layer would give more than memories hold."""
    for layer, _, after in network.layer_shapes(closed(shape, STAND_INS[0])):
        if sum(map(prod, each_shape(after))) > LARGEST_OUTPUT:
            raise FileError("file.too_large_output", file=file, layer=name_of(layer), shape=after)
    return shape


def note_on_precision(saved: Saved) -> tuple[str, ...]:
    """Say so if the network computed in something else than float32."""
    kinds = sorted({kind for kind in _precisions(saved) if kind != "float32"})
    return (say("file.precision", kinds=list(kinds)),) if kinds else ()


def _precisions(saved: Saved) -> Iterator[str]:
    """Find in what each layer computed; an input may hold anything."""
    config = saved["config"]
    for layer in config.get("layers", ()):
        yield from _precisions(layer)
    kind = config.get("dtype")
    if isinstance(kind, Mapping):
        kind = kind.get("config", {}).get("name")
    if isinstance(kind, str) and saved.get("class_name") not in ("InputLayer", "Embedding"):
        yield kind

"""Weights alone: read into a network that is built, and written."""

import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import h5py
import jax
import numpy as np

from plainnet.errors import FileError
from plainnet.files.hdf5_content import Hdf5Content, opened_hdf5, text_attribute
from plainnet.files.hdf5_layers import (
    Arrays,
    has_weights,
    layers_of_file,
    members_of_network,
    paired_in_order,
)
from plainnet.files.keras_archive import (
    checked_arrays,
    places_of_network,
    weights_member,
    weights_to_hdf5,
)
from plainnet.files.keras_hdf5 import write_layers
from plainnet.files.network_config import network_to_config
from plainnet.files.old_layer_settings import generation_of
from plainnet.files.saved_model import DAMAGE, SavedModel, content_of
from plainnet.files.whole_file import write_whole
from plainnet.networks.network import Network, NetworkWeights, Shapes

Built = tuple[Network, Shapes, NetworkWeights]

MISFITS = ("file.weight_shape", "file.weights_left")


def read_weights(
    path: Path, built: Built, *, by_name: bool = False, skip_mismatch: bool = False
) -> NetworkWeights:
    """Read weights into a network: from a file of weights, or of a whole model.

    `by_name`: else all of the file's layers that have weights go to the network's in order.
    """
    network, input_shape, weights = built
    try:
        content = content_of(path)
        if content[:2] == b"PK":
            content = weights_member(content, path)
        with opened_hdf5(content, path) as file:
            read: Arrays = {}
            for arrays in _arrays_of_layers(file, network, input_shape, by_name):
                try:
                    read |= arrays()
                except FileError as problem:
                    if not skip_mismatch or problem.key not in MISFITS:
                        raise
    except DAMAGE as problem:
        raise FileError("file.damaged", file=path) from problem
    fresh = {
        layer: {name: jax.device_put(np.asarray(array, np.float32)) for name, array in own.items()}
        for layer, own in read.items()
    }
    return {layer: {**own, **fresh.get(layer, {})} for layer, own in weights.items()}


def _arrays_of_layers(
    file: Hdf5Content, network: Network, input_shape: Shapes, by_name: bool
) -> Iterator[Callable[[], Arrays]]:
    """Return for each layer a function that reads its weights."""
    config = network_to_config(network, input_shape, is_outline=True)["config"]
    shapes = network.weight_shapes(input_shape)
    is_whole = "model_weights" in file.root
    group = file.at("model_weights") if is_whole else file.root
    if not {"layer_names", "layer_names0"} & set(group.attrs):
        if by_name:
            raise FileError("file.not_by_name", file=file.file)
        for layer, places in places_of_network(network, input_shape, config).items():
            yield partial(_arrays_of_one, file, layer, places, shapes[layer])
        return
    version = text_attribute(group, "keras_version") or text_attribute(file.root, "keras_version")
    layers = layers_of_file(file, group, generation_of(version))
    members = members_of_network(network, shapes, config)
    named = [(name, members.get(name, [])) for name in layers.datasets]
    for name, leaves in named if by_name else paired_in_order(members, layers):
        if not has_weights(leaves):  # by name there need be no such layer
            continue
        yield partial(layers.give, name, leaves)


def _arrays_of_one(
    file: Hdf5Content, layer: str, places: Mapping[str, str], shapes: Mapping[str, Any]
) -> Arrays:
    """Read one layer's weights in the layout of Keras 3."""
    return {layer: checked_arrays(file, layer, places, shapes)}


def write_weights(path: Path, built: Built) -> None:
    """Write weights alone, whole or not at all."""
    network, input_shape, weights = built
    config = network_to_config(network, input_shape, is_outline=True)["config"]
    if path.name.endswith(".weights.h5"):
        write_whole(path, weights_to_hdf5(SavedModel(network, weights, input_shape), config))
        return
    written = io.BytesIO()
    with h5py.File(written, "w", libver="v108") as file:
        write_layers(file, network, weights, (input_shape, config))
    write_whole(path, written.getvalue())

"""The layers of an `.h5` file and their weights, given to the layers of a network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainnet.errors import FileError
from plainnet.files.hdf5_content import Hdf5Content, names_attribute, text_attribute
from plainnet.files.old_weights import StoredArrays, take_weights
from plainnet.files.weight_places import groups_of_layers
from plainnet.layers.layer import Layer, Shape
from plainnet.layers.layer_within import LayerOfLayers
from plainnet.networks.network import Network
from plainnet.networks.wiring import name_of

Shapes = Mapping[str, Shape]


@dataclass(frozen=True)
class Portion:
    """Weights of one layer that stand together in a file."""

    owner: str  # the name of the layer in the whole network
    layer: Layer  # the layer itself, or one that it wraps
    prefix: str  # what stands before the names of a wrapped layer's weights
    shapes: Shapes  # by name without the prefix


def in_keras_order(leaves: Sequence[tuple[Layer, Shapes]]) -> list[Portion]:
    """Bring the weights of a layer, or of all layers of a network, into Keras' order."""
    portions = []
    parts = [part for layer, shapes in leaves for part in _parts(layer, shapes)]
    for is_held in (False, True):
        for part in parts:
            names = [n for n in part.shapes if _is_held(part.layer, n) == is_held]
            if names:
                shapes = {name: part.shapes[name] for name in names}
                portions.append(Portion(part.owner, part.layer, part.prefix, shapes))
    return portions


def _is_held(layer: Layer, weight: str) -> bool:
    """Return whether gradients leave a weight as it is."""
    return not layer.trainable or weight in layer.running_statistics


def _parts(layer: Layer, shapes: Shapes) -> Iterator[Portion]:
    """Return a layer, or all that it wraps."""

    def within(inner: Layer, own: Shapes, prefix: str) -> Iterator[Portion]:
        if not isinstance(inner, LayerOfLayers):
            yield Portion(name_of(layer), inner, prefix, own)
            return
        for each in inner.within:
            for held in each.hidden:
                name = "" if held is each.layer else f"{name_of(held)}/"
                place = f"{each.place}/{name}"
                below = {k.removeprefix(place): v for k, v in own.items() if k.startswith(place)}
                yield from within(held, below, prefix + place)

    yield from within(layer, shapes, "")


Leaves = Sequence[tuple[Layer, Shapes]]
Arrays = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class FileLayers:
    """The layers of an HDF5 file that have weights."""

    datasets: Mapping[str, list[Any]]  # the data sets of each layer, by its name
    content: Hdf5Content
    generation: int  # of the Keras that wrote it
    backend: str | None  # what computed with the weights

    def give(self, name: str, leaves: Leaves) -> Arrays:
        """Return the weights of one layer of the file to a layer, or the layers of a network."""
        stored = StoredArrays(
            iter(self.datasets[name]),
            self.content.array,
            self.generation,
            self.backend,
            self.content.file,
        )
        arrays: Arrays = {name_of(layer): {} for layer, _ in leaves}
        for portion in in_keras_order(leaves):
            for weight, array in take_weights(portion.layer, portion.shapes, stored).items():
                arrays[portion.owner][portion.prefix + weight] = array
        if stored.next_shape() is not None:
            raise FileError("file.weights_left", file=self.content.file, layer=name)
        ordered = {name_of(layer): shapes for layer, shapes in leaves}
        return {name: {w: own[w] for w in ordered[name]} for name, own in arrays.items()}


def layers_of_file(content: Hdf5Content, group: Any, generation: int) -> FileLayers:
    """Find the layers that have weights in a group."""
    datasets = {}
    for name in names_attribute(group, "layer_names"):
        own = content.at(name, group)
        names = names_attribute(own, "weight_names")
        if names:
            datasets[name] = [content.dataset(weight, own) for weight in names]
    return FileLayers(datasets, content, generation, text_attribute(group, "backend"))


def members_of_network(
    network: Network, shapes: Mapping[str, Shapes], config: Mapping[str, Any]
) -> dict[str, list[tuple[Layer, Shapes]]]:
    """Return the layers of each member of a network: itself, or all within a network."""
    layers = {name_of(layer): layer for layer in network.hidden}
    members: dict[str, list[tuple[Layer, Shapes]]] = {}
    for name in groups_of_layers(config):
        leaves = members.setdefault(name.partition("/")[0], [])
        if name in layers:  # inputs are none
            leaves.append((layers[name], shapes[name]))
    return members


def weights_by_name(members: Mapping[str, Leaves], layers: FileLayers) -> Arrays:
    """Return the file's weights to the layers of its own network.

    Names tell which is whose; where Keras 1 kept none, the order does.
    """
    needed = {name: leaves for name, leaves in members.items() if has_weights(leaves)}
    is_named = set(needed) == set(layers.datasets)
    pairs = needed.items() if is_named else paired_in_order(members, layers)
    given = [layers.give(name, leaves) for name, leaves in pairs]
    return {owner: own for arrays in given for owner, own in arrays.items()}


def paired_in_order(members: Mapping[str, Leaves], layers: FileLayers) -> list[tuple[str, Leaves]]:
    """Pair the file's layers that have weights with the network's, one after the other."""
    needed = [leaves for leaves in members.values() if has_weights(leaves)]
    if len(needed) != len(layers.datasets):
        raise FileError(
            "file.number_of_layers",
            file=layers.content.file,
            expected=len(needed),
            found=len(layers.datasets),
        )
    return list(zip(layers.datasets, needed, strict=True))


def has_weights(leaves: Leaves) -> bool:
    """Return whether there is anything to give."""
    return any(shapes for _, shapes in leaves)

"""The layers of an `.h5` file and their weights, given to the layers of a network.

Concepts: HDF5, weights
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainnet.errors import FileError
from plainnet.files.hdf5_content import Hdf5Content, names_attribute, text_attribute
from plainnet.files.old_weights import StoredArrays, take_weights
from plainnet.files.weight_order import Shapes, in_keras_order
from plainnet.files.weight_places import groups_of_layers
from plainnet.layers.layer import Layer
from plainnet.networks.layer_names import name_of
from plainnet.networks.network import Network

Leaves = Sequence[tuple[Layer, Shapes]]
Arrays = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class FileLayers:
    """The layers of an HDF5 file that have weights.

    Attributes
    ----------
    datasets : dict of str to list
        The data sets of each layer, by its name.
    content : Hdf5Content
    generation : int
        Of the Keras that wrote it.
    backend : str or None
        What computed with the weights.
    """

    datasets: Mapping[str, list[Any]]
    content: Hdf5Content
    generation: int
    backend: str | None

    def give(self, name: str, leaves: Leaves) -> Arrays:
        """Give the weights of one layer of the file to a layer, or the layers of a network."""
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
    """Find the layers that have weights in a group.

    Parameters
    ----------
    content : Hdf5Content
    group : h5py.Group
        With the attribute `layer_names`.
    generation : int
        Of the Keras that wrote it.

    Returns
    -------
    FileLayers
        In the order of the file.
    """
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
    """Give the layers of each member of a network: itself, or all within a network.

    Parameters
    ----------
    network : Network
    shapes : dict of str to dict of str to tuple of int
        Of the weights, by layer and name.
    config : mapping
        Of the network; its layers stand in Keras' order.

    Returns
    -------
    dict of str to list of (Layer, shapes)
        By the member's name.
    """
    layers = {name_of(layer): layer for layer in network.hidden}
    members: dict[str, list[tuple[Layer, Shapes]]] = {}
    for name in groups_of_layers(config):
        leaves = members.setdefault(name.partition("/")[0], [])
        if name in layers:  # inputs are none
            leaves.append((layers[name], shapes[name]))
    return members


def weights_by_name(members: Mapping[str, Leaves], layers: FileLayers) -> Arrays:
    """Give the file's weights to the layers of its own network.

    Names tell which is whose; where Keras 1 kept none, the order does.

    Parameters
    ----------
    members : dict of str to list of (Layer, shapes)
        As `members_of_network` gives them.
    layers : FileLayers

    Returns
    -------
    dict of str to dict of str to array
    """
    needed = {name: leaves for name, leaves in members.items() if has_weights(leaves)}
    is_named = set(needed) == set(layers.datasets)
    pairs = needed.items() if is_named else paired_in_order(members, layers)
    given = [layers.give(name, leaves) for name, leaves in pairs]
    return {owner: own for arrays in given for owner, own in arrays.items()}


def paired_in_order(members: Mapping[str, Leaves], layers: FileLayers) -> list[tuple[str, Leaves]]:
    """Pair the file's layers that have weights with the network's, one after the other.

    Raises
    ------
    FileError
        If there are more or fewer.
    """
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
    """Tell whether there is anything to give."""
    return any(shapes for _, shapes in leaves)

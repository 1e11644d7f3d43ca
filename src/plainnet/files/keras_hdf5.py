"""The `.h5` file of a whole model: of Keras 1, 2, 3 and TensorFlow, written as Keras 3 does.

Settings are JSON in attributes of the file, the weights of each layer a group of data
sets; attributes list the names of the groups and data sets in order. Nothing in a file is
ever executed.
"""

import io
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import FileError, SettingError, ShapeError
from plainnet.files.hdf5_content import (
    Hdf5Content,
    names_attribute,
    opened_hdf5,
    text_attribute,
)
from plainnet.files.hdf5_layers import (
    in_keras_order,
    layers_of_file,
    members_of_network,
    weights_by_name,
)
from plainnet.files.keras_archive import CARD_MEMBER, KERAS_VERSION, card_bytes
from plainnet.files.network_config import (
    declared_shape,
    network_from_config,
    network_to_config,
    note_on_precision,
)
from plainnet.files.old_compile_settings import in_full, todays_compile_config
from plainnet.files.old_layer_settings import (
    generation_of,
    stretched_for_keras_3,
    todays_layer,
    todays_names,
)
from plainnet.files.optimizer_variables import (
    checked_variables,
    todays_variables,
    variables_to_write,
)
from plainnet.files.saved_model import DAMAGE, SavedModel, built_weights, content_of
from plainnet.files.whole_file import write_whole
from plainnet.messages.language import say
from plainnet.networks.network import Network, NetworkWeights
from plainnet.optimizers.catalogue import find_optimizer

OPTIMIZER_GROUP = "optimizer_weights"


def read_hdf5(path: Path, custom_names: Collection[str] = ()) -> SavedModel:
    """Read an `.h5` file that holds a whole model."""
    try:
        with opened_hdf5(content_of(path), path) as content:
            return _saved_model(content, custom_names)
    except (SettingError, ShapeError) as problem:
        raise FileError("file.cannot_build", file=path, reason=problem) from problem
    except DAMAGE as problem:
        raise FileError("file.damaged", file=path) from problem


def _saved_model(content: Hdf5Content, custom_names: Collection[str]) -> SavedModel:
    """Make the network, fill in its weights, and see how it was trained."""
    text, file = text_attribute(content.root, "model_config"), content.file
    if text is None:
        raise FileError("file.weights_only", file=file)
    version = text_attribute(content.root, "keras_version")
    generation, notes = generation_of(version), list[str]()
    config = todays_layer(json.loads(text), generation)
    network = network_from_config(config, file, notes)
    shape = declared_shape(config, network, file)
    layers = layers_of_file(content, content.at("model_weights"), generation)
    members = members_of_network(network, network.weight_shapes(shape), config["config"])
    weights = built_weights(network, weights_by_name(members, layers))
    training = json.loads(text_attribute(content.root, "training_config") or "{}")
    compiled, not_compiled = todays_compile_config(training, generation, custom_names)
    variables = _optimizer_variables(content, compiled, generation, (network, weights))
    checked, dropped = checked_variables(compiled, variables or (), network, weights)
    if variables is None and compiled and find_optimizer(compiled["optimizer"]).slots:
        dropped = (say("file.optimizer_state"),)
    ignored = (*note_on_precision(config), *notes, *not_compiled, *dropped)
    card = _card(content)
    return SavedModel(network, weights, shape, compiled, card, checked, ignored, version or "1")


def _card(content: Hdf5Content) -> dict[str, Any] | None:
    """Read what plainnet keeps beside the network."""
    if CARD_MEMBER not in content.root:
        return None
    card: dict[str, Any] = json.loads(content.array(content.dataset(CARD_MEMBER)).tobytes())
    return card


def _optimizer_variables(
    content: Hdf5Content,
    compiled: Mapping[str, Any] | None,
    generation: int,
    built: tuple[Network, NetworkWeights],
) -> Sequence[NDArray[Any]] | None:
    """Read the optimizer's state in the order of Keras 3; None where nobody knows its order."""
    if compiled is None or OPTIMIZER_GROUP not in content.root:
        return ()
    group = content.at(OPTIMIZER_GROUP)
    names = names_attribute(group, "weight_names")
    variables = [content.array(content.dataset(name, group)) for name in names]
    if generation >= 3:
        return variables
    if generation == 1:  # sorted by the names of weights, which it did not keep
        return None
    network, weights = built
    optimizer = find_optimizer(compiled["optimizer"])
    moved, _ = network.split_statistics(weights)
    # TensorFlow began to write the counter as "iteration" when its order became today's.
    is_slot_by_slot = not any(name.startswith("iteration") for name in names)
    return todays_variables(optimizer, variables, moved, is_slot_by_slot=is_slot_by_slot)


def write_hdf5(path: Path, saved: SavedModel) -> None:
    """Write an `.h5` file that today's Keras opens, whole or not at all."""
    written = io.BytesIO()
    saved = stretched_for_keras_3(saved, path)
    network = todays_names(network_to_config(saved.network, saved.input_shape))
    model = {"class_name": network["class_name"], "config": network["config"]}
    with h5py.File(written, "w", libver="v108") as file:
        file.attrs["keras_version"] = KERAS_VERSION
        file.attrs["backend"] = "jax"
        file.attrs["model_config"] = json.dumps(model, default=np.generic.item)
        group = file.create_group("model_weights")
        write_layers(group, saved.network, saved.weights, (saved.input_shape, network["config"]))
        if saved.compile_config is not None:
            training = in_full(saved.compile_config)
            training["optimizer_config"] = training.pop("optimizer")
            file.attrs["training_config"] = json.dumps(training, default=np.generic.item)
            variables = enumerate(variables_to_write(saved))
            _write_arrays(
                file.create_group(OPTIMIZER_GROUP),
                {f"variable_{number}": variable for number, variable in variables},
            )
        if saved.card is not None:
            content = np.frombuffer(card_bytes(saved.card), np.uint8)
            file.create_dataset(CARD_MEMBER, data=content)
    write_whole(path, written.getvalue())


def write_layers(
    group: Any, network: Network, weights: NetworkWeights, built: tuple[Any, Mapping[str, Any]]
) -> None:
    """Write the weights of each layer into a group of its own."""
    group.attrs["backend"] = "jax"
    group.attrs["keras_version"] = KERAS_VERSION
    members = members_of_network(network, network.weight_shapes(built[0]), built[1])
    group.attrs["layer_names"] = [name.encode() for name in members]
    for name, leaves in members.items():
        arrays = {
            f"{portion.owner}/{portion.prefix}{weight}": weights[portion.owner][
                portion.prefix + weight
            ]
            for portion in in_keras_order(leaves)
            for weight in portion.shapes
        }
        _write_arrays(group.create_group(name), arrays)
    _write_arrays(group.create_group("top_level_model_weights"), {})


def _write_arrays(group: Any, arrays: Mapping[str, Any]) -> None:
    """Write data sets and the list of their names."""
    names = np.asarray([name.encode() for name in arrays], dtype=None if arrays else "S1")
    group.attrs["weight_names"] = names
    for name, array in arrays.items():
        group.create_dataset(name, data=np.asarray(array))

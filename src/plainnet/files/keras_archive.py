"""The `.keras` archive: what Keras 3 writes, and one member more.

`config.json` holds the network, `model.weights.h5` its weights, `metadata.json` a date;
`plainnet.json`, the member Keras does not know, what it takes to go from a raw file to an
answer. Nothing in an archive is ever executed.
"""

import io
import json
import zipfile
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from plainnet.errors import FileError, SettingError, ShapeError
from plainnet.files.hdf5_content import Hdf5Content, opened_hdf5
from plainnet.files.network_config import (
    declared_shape,
    network_from_config,
    network_to_config,
    note_on_precision,
)
from plainnet.files.old_compile_settings import todays_compile_config
from plainnet.files.old_layer_settings import (
    generation_of,
    stretched_for_keras_3,
    todays_layer,
    todays_names,
)
from plainnet.files.optimizer_variables import checked_variables, variables_to_write
from plainnet.files.saved_model import DAMAGE, SavedModel, built_weights, content_of
from plainnet.files.weight_places import (
    groups_of_layers,
    place_in_file,
    places_of_weights,
    settings_of_layers,
)
from plainnet.files.whole_file import write_whole
from plainnet.networks.network import Network, NetworkWeights, Shapes
from plainnet.networks.wiring import name_of

CARD_MEMBER = "plainnet.json"
# The Keras release whose files these follow.
KERAS_VERSION = "3.15.1"
LARGEST_TEXT = 1 << 26  # bytes of JSON, which takes ten times as much when it is read
LARGEST_MEMBER = 1 << 30  # bytes; more than a plain network needs, less than memory holds
OPTIMIZER_GROUP = "optimizer/vars"

Saved = Mapping[str, Any]


def write_archive(path: Path, saved: SavedModel) -> None:
    """Write an archive, whole or not at all."""
    written = io.BytesIO()
    saved = stretched_for_keras_3(saved, path)
    network = todays_names(network_to_config(saved.network, saved.input_shape))
    config = {**network, "compile_config": saved.compile_config or {}}
    with zipfile.ZipFile(written, "w") as archive:
        moment = f"{datetime.now(UTC):%Y-%m-%d@%H:%M:%S}"
        metadata = {"keras_version": KERAS_VERSION, "date_saved": moment}
        members: dict[str, str | bytes] = {
            "metadata.json": json.dumps(metadata),
            "config.json": json.dumps(config, default=np.generic.item),
            "model.weights.h5": weights_to_hdf5(saved, network["config"]),
        }
        if saved.card is not None:
            members[CARD_MEMBER] = card_bytes(saved.card)
        for name, content in members.items():
            member = zipfile.ZipInfo(name)  # without today's date, which may be none to an archive
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    write_whole(path, written.getvalue())


def card_bytes(card: dict[str, Any]) -> bytes:
    """Write a card as JSON, bytes of names that are no UTF-8 as numbers."""
    text = json.dumps(card, ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


def read_archive(path: Path, custom_names: Collection[str] = ()) -> SavedModel:
    """Read an archive that plainnet or Keras 3 wrote."""
    content = content_of(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            config = json.loads(_member(archive, "config.json", path))
            names = archive.namelist()
            if "model.weights.json" in names:
                raise FileError("file.in_parts", file=path)
            weights_file = _member(archive, "model.weights.h5", path)
            metadata = json.loads(_member(archive, "metadata.json", path))
            card = json.loads(_member(archive, CARD_MEMBER, path)) if CARD_MEMBER in names else None
        version = str(metadata.get("keras_version", KERAS_VERSION))
        return _saved_model(config, weights_file, card, version, path, custom_names)
    except (SettingError, ShapeError) as problem:
        raise FileError("file.cannot_build", file=path, reason=problem) from problem
    except DAMAGE as problem:
        raise FileError("file.damaged", file=path) from problem


def _saved_model(
    saved: Saved,
    weights_file: bytes,
    card: dict[str, Any] | None,
    version: str,
    path: Path,
    custom_names: Collection[str],
) -> SavedModel:
    """Make the network, fill in its weights, and see how it was trained."""
    generation = generation_of(version)
    config, notes = todays_layer(saved, generation), list[str]()
    network = network_from_config(config, path, notes)
    shape = declared_shape(config, network, path)
    compiled, not_compiled = todays_compile_config(
        saved.get("compile_config") or {}, generation, custom_names
    )
    with opened_hdf5(weights_file, path) as content:
        weights = weights_from_hdf5(network, shape, config["config"], content)
        group = content.at(OPTIMIZER_GROUP) if OPTIMIZER_GROUP in content.root else {}
        variables = [content.array(content.dataset(str(n), group)) for n in range(len(group))]
    checked, dropped = checked_variables(compiled, variables, network, weights)
    ignored = (*note_on_precision(config), *notes, *not_compiled, *dropped)
    return SavedModel(network, weights, shape, compiled, card, checked, ignored, version)


def weights_member(content: bytes, path: Path) -> bytes:
    """Take the weight file out of the bytes of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _member(archive, "model.weights.h5", path)


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Read a member, unless it unpacks to something absurdly large."""
    limit = LARGEST_TEXT if name.endswith(".json") else LARGEST_MEMBER
    if archive.getinfo(name).file_size > limit:
        raise FileError("file.damaged", file=path)
    return archive.read(name)


def weights_to_hdf5(saved: SavedModel, config: Saved) -> bytes:
    """Lay the weights and the optimizer's state out as Keras 3 does."""
    written = io.BytesIO()
    places_by_layer = places_of_network(saved.network, saved.input_shape, config)
    with h5py.File(written, "w", libver="v108") as file:
        for name, places in places_by_layer.items():
            for weight, place in places.items():
                file.create_dataset(place, data=np.asarray(saved.weights[name][weight]))
                file[place].parent.attrs["name"] = name.rpartition("/")[2]
        for number, variable in enumerate(variables_to_write(saved)):
            file.create_dataset(f"{OPTIMIZER_GROUP}/{number}", data=variable)
        file.create_group("vars").attrs["name"] = saved.network.name
    return written.getvalue()


def weights_from_hdf5(
    network: Network, input_shape: Shapes, config: Saved, content: Hdf5Content
) -> NetworkWeights:
    """Read each layer's weights and hold them against the shapes it has to have."""
    shapes = network.weight_shapes(input_shape)
    arrays = {
        name: checked_arrays(content, name, places, shapes[name])
        for name, places in places_of_network(network, input_shape, config).items()
    }
    return built_weights(network, arrays)


def checked_arrays(
    content: Hdf5Content, layer: str, places: Mapping[str, str], shapes: Mapping[str, Any]
) -> dict[str, Any]:
    """Read a layer's weights and hold them against the shapes they have to have."""
    arrays = {}
    for weight, place in places.items():
        found = content.dataset(place_in_file(content, place))
        if found.shape != tuple(shapes[weight]):
            raise FileError(
                "file.weight_shape",
                file=content.file,
                weight=f"{layer}/{weight}",
                expected=shapes[weight],
                found=found.shape,
            )
        arrays[weight] = content.array(found)
    return arrays


def places_of_network(
    network: Network, input_shape: Shapes, config: Saved
) -> dict[str, dict[str, str]]:
    """Return the data set of each weight in the layout of Keras 3, by layer and name."""
    groups, settings = groups_of_layers(config), settings_of_layers(config)
    shapes = network.weight_shapes(input_shape)
    names = [name_of(layer) for layer in network.hidden]
    return {
        name: places_of_weights(layer, shapes[name], groups[name], settings[name])
        for name, layer in zip(names, network.hidden, strict=True)
    }

"""The `.keras` archive: what Keras 3 writes, and one member more.

`config.json` holds the network, `model.weights.h5` its weights, `metadata.json` a date;
`plainnet.json`, the member Keras does not know, what it takes to go from a raw file to an
answer. Nothing in an archive is ever executed.

Concepts: model file
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import index
from pathlib import Path
from typing import Any

import h5py
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import FileError, SettingError, ShapeError
from plainnet.files.layer_config import layer_from_config, layer_to_config, weight_groups
from plainnet.files.whole_file import write_whole
from plainnet.layers.input import Input
from plainnet.layers.layer import Shape
from plainnet.losses.catalogue import find_loss
from plainnet.networks.layer_names import name_of
from plainnet.networks.network import Network, NetworkWeights
from plainnet.networks.stack import Stack
from plainnet.optimizers.catalogue import find_optimizer

CARD_MEMBER = "plainnet.json"
# The Keras release whose archives these follow.
KERAS_VERSION = "3.15.1"
LARGEST_MEMBER = 1 << 30  # bytes; more than a plain network needs, less than memory holds
OPTIMIZER_GROUP = "optimizer/vars"
# What zipfile, json, h5py and a configuration of the wrong build raise on damaged bytes.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    RuntimeError,  # an encrypted member; JSON nested too deep
    MemoryError,
)


@dataclass(frozen=True)
class SavedModel:
    """What an archive holds.

    Attributes
    ----------
    network : Network
    weights : dict of str to dict of str to array
    input_shape : tuple of int
        Without the batch axis.
    compile_config : dict or None
        Loss, optimizer and metrics as Keras saves them.
    card : dict or None
        What `plainnet.json` says; None in an archive that Keras wrote.
    optimizer_variables : tuple of array
        The optimizer's state in Keras' order; empty where there is none.
    """

    network: Network
    weights: NetworkWeights
    input_shape: Shape
    compile_config: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    optimizer_variables: tuple[NDArray[Any], ...] = ()


def write_archive(path: Path, saved: SavedModel) -> None:
    """Write an archive, whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in `.keras`.
    saved : SavedModel
        What goes in.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        moment = f"{datetime.now(UTC):%Y-%m-%d@%H:%M:%S}"
        metadata = {"keras_version": KERAS_VERSION, "date_saved": moment}
        archive.writestr("metadata.json", json.dumps(metadata))
        config = json.dumps(_network_config(saved), default=np.generic.item)  # 3, not np.int64(3)
        archive.writestr("config.json", config)
        archive.writestr("model.weights.h5", _weights_to_hdf5(saved))
        if saved.card is not None:
            archive.writestr(
                CARD_MEMBER, json.dumps(saved.card, ensure_ascii=False, indent=1, allow_nan=False)
            )
    write_whole(path, written.getvalue())


def read_archive(path: Path) -> SavedModel:
    """Read an archive that plainnet or Keras 3 wrote.

    Parameters
    ----------
    path : Path
        The archive.

    Returns
    -------
    SavedModel

    Raises
    ------
    FileError
        If there is no such file, it is damaged, or it holds something not covered.
    """
    content = _content(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            config = json.loads(_member(archive, "config.json", path))
            weights_file = _member(archive, "model.weights.h5", path)
            names = archive.namelist()
            card = json.loads(_member(archive, CARD_MEMBER, path)) if CARD_MEMBER in names else None
        network, input_shape = _network_from_config(config, path)
        weights = _weights_from_hdf5(network, input_shape, weights_file, path)
        compiled = _checked_compile_config(config.get("compile_config") or {})
        variables = _optimizer_from_hdf5(weights_file)
    except (SettingError, ShapeError) as problem:
        raise FileError("file.cannot_build", file=path, reason=problem) from problem
    except DAMAGE as problem:
        raise FileError("file.damaged", file=path) from problem
    return SavedModel(network, weights, input_shape, compiled, card, variables)


def _content(path: Path) -> bytes:
    """Read all of a file."""
    try:
        if path.is_dir():
            raise FileError("file.is_folder", file=path)
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise FileError("file.missing", file=path) from problem
    except OSError as problem:
        raise FileError("file.cannot_read", file=path, reason=problem.strerror) from problem


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Read a member, unless it unpacks to something absurdly large."""
    if archive.getinfo(name).file_size > LARGEST_MEMBER:
        raise FileError("file.damaged", file=path)
    return archive.read(name)


def _network_config(saved: SavedModel) -> dict[str, Any]:
    """Write a stack as Keras writes a Sequential."""
    network, head = saved.network, Input(saved.input_shape, name="input_layer")
    steps = [(head, head.shape, head.shape), *network.layer_shapes(saved.input_shape)]
    layers = [layer_to_config(layer, shape) for layer, shape, _ in steps]
    built = [None, *saved.input_shape]
    config = {"name": network.name, "trainable": True, "dtype": "float32", "layers": layers}
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {**config, "build_input_shape": built},
        "registered_name": None,
        "build_config": {"input_shape": built},
        "compile_config": saved.compile_config or {},
    }


def _network_from_config(saved: Mapping[str, Any], path: Path) -> tuple[Stack, Shape]:
    """Make the stack that a configuration describes, and the shape of its inputs."""
    kind = saved.get("class_name")
    if kind != "Sequential":
        raise FileError("file.network_unknown", file=path, network=kind)
    config = saved["config"]
    network = Stack(
        tuple(layer_from_config(layer, path) for layer in config["layers"]),
        name=str(config.get("name", "sequential")),
    )
    built = config.get("build_input_shape") or saved.get("build_config", {}).get("input_shape")
    shape = network.input_shape or (tuple(built[1:]) if built else None)
    if shape is None or None in shape:
        raise FileError("file.no_input_shape", file=path)
    return network, tuple(index(size) for size in shape)


def _checked_compile_config(saved: Mapping[str, Any]) -> dict[str, Any] | None:
    """Refuse a loss, an optimizer or a list of metrics that nobody could train with."""
    if saved.get("optimizer") and saved.get("loss"):
        find_optimizer(saved["optimizer"])
        find_loss(saved["loss"])
    for metrics in (saved.get("metrics"), saved.get("weighted_metrics")):
        if not isinstance(metrics, list | None):
            raise TypeError(type(metrics))
    return dict(saved) or None


def _weights_to_hdf5(saved: SavedModel) -> bytes:
    """Lay the weights and the optimizer's state out as Keras 3 does."""
    network, weights = saved.network, saved.weights
    written = io.BytesIO()
    with h5py.File(written, "w") as file:
        for layer, group in zip(network.hidden, weight_groups(network.hidden), strict=True):
            place = file.create_group(group)
            place.attrs["name"] = name_of(layer)
            for number, array in enumerate(weights[name_of(layer)].values()):
                place.create_dataset(str(number), data=np.asarray(array))
        for number, variable in enumerate(saved.optimizer_variables):
            file.create_dataset(f"{OPTIMIZER_GROUP}/{number}", data=variable)
        file.create_group("vars").attrs["name"] = network.name
    return written.getvalue()


def _optimizer_from_hdf5(content: bytes) -> tuple[NDArray[Any], ...]:
    """Read the numbered variables of the optimizer, if there are any."""
    with h5py.File(io.BytesIO(content), "r") as file:
        group = file.get(OPTIMIZER_GROUP, {})
        variables = [np.asarray(group[str(number)]) for number in range(len(group))]
    if any(variable.dtype.kind not in "iuf" for variable in variables):
        raise TypeError(OPTIMIZER_GROUP)
    return tuple(variables)


def _weights_from_hdf5(
    network: Network, input_shape: Shape, content: bytes, path: Path
) -> NetworkWeights:
    """Read each layer's weights and hold them against the shapes it has to have."""
    expected = network.weight_shapes(input_shape)
    weights: NetworkWeights = {}
    with h5py.File(io.BytesIO(content), "r") as file:
        for layer, group in zip(network.hidden, weight_groups(network.hidden), strict=True):
            name = name_of(layer)
            weights[name] = {}
            for number, (weight, shape) in enumerate(expected[name].items()):
                saved = file[f"{group}/{number}"]
                if saved.shape != shape:
                    raise FileError(
                        "file.weight_shape",
                        file=path,
                        weight=f"{name}/{weight}",
                        expected=shape,
                        found=saved.shape,
                    )
                weights[name][weight] = jnp.asarray(np.asarray(saved), jnp.float32)
    return weights

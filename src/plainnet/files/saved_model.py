"""What a model file holds, whatever its format."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import FileError
from plainnet.networks.network import Network, NetworkWeights, Shapes
from plainnet.networks.wiring import name_of

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


def content_of(path: Path) -> bytes:
    """Read all of a file."""
    try:
        if path.is_dir():
            raise FileError("file.is_folder", file=path)
        if path.exists() and not path.is_file():
            raise FileError("path.not_regular", path=path)
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise FileError("file.missing", file=path) from problem
    except OSError as problem:
        raise FileError("file.cannot_read", file=path, reason=problem.strerror) from problem


def built_weights(network: Network, arrays: Mapping[str, Mapping[str, Any]]) -> NetworkWeights:
    """Put arrays in the order of the network, and add the states that files do not hold."""
    weights = {
        name_of(layer): {
            name: jax.device_put(np.asarray(array, np.float32))
            for name, array in arrays.get(name_of(layer), {}).items()
        }
        for layer in network.hidden
    }
    return network.with_first_states(weights) if network.carries_states else weights


@dataclass(frozen=True)
class SavedModel:
    """What a model file holds.

    `compile_config`: loss, optimizer and metrics as Keras 3 saves them.
    `card`: what plainnet keeps beside the network; None in a file that Keras wrote.
    `optimizer_variables`: the optimizer's state in Keras 3's order; empty where there is none.
    `written_by`: the version of Keras whose layout the file has; empty where it does not say.
    """

    network: Network
    weights: NetworkWeights
    input_shape: Shapes  # without the batch axis
    compile_config: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    optimizer_variables: tuple[NDArray[Any], ...] = ()
    ignored: tuple[str, ...] = ()  # a sentence for everything in the file that was left out
    written_by: str = ""

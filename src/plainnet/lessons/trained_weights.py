"""The weights of trained nets as a lesson carries them: numbers of 16 bits, one after another."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, dict[str, NDArray[np.float64]]]  # by layer and name
HALF = np.dtype("<f2")


def rounded(weights: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, NDArray[Any]]]:
    """Round weights to 16 bits."""
    return {
        layer: {name: np.asarray(array, HALF) for name, array in arrays.items()}
        for layer, arrays in weights.items()
    }


def packed_layers(
    configs: Sequence[Mapping[str, Any]],
    weights: Mapping[str, Mapping[str, NDArray[Any]]],
    kept: Sequence[str],
) -> tuple[list[dict[str, Any]], bytes]:
    """Describe layers by the settings that are kept, and write their rounded weights in order."""
    layers, packed = [], bytearray()
    for config in configs:
        settings = config["config"]
        arrays = weights.get(settings["name"], {})
        packed += b"".join(array.tobytes() for array in arrays.values())
        shapes = {name: {"shape": array.shape} for name, array in arrays.items()}
        described = {key: settings[key] for key in kept if key in settings}
        layers.append({"kind": config["class_name"], **described, "weights": shapes})
    return layers, bytes(packed)


def unpacked_weights(
    packed: bytes, ways: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Weights], int]:
    """Read the weights of each way, and where they end."""
    place = 0
    weights: dict[str, Weights] = {}
    for way, described in ways.items():
        weights[way] = {}
        for layer in described["layers"]:
            arrays = {}
            for name, array in layer["weights"].items():
                values = np.frombuffer(packed, HALF, int(np.prod(array["shape"])), place)
                arrays[name] = values.reshape(array["shape"]).astype(np.float64)
                place += values.nbytes
            weights[way][layer["name"]] = arrays
    return weights, place

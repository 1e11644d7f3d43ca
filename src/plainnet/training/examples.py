"""Examples: inputs, targets and weights, held against each other.

Concepts: example, sample weight, class weight, validation split
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Shape


@dataclass(frozen=True)
class Examples:
    """Arrays on the host.

    Attributes
    ----------
    inputs : array of shape (rows, *input_shape), float32
    targets : array of shape (rows, ...)
    sample_weight : array of shape (rows,), float32
    """

    inputs: NDArray[np.float32]
    targets: NDArray[np.float32]
    sample_weight: NDArray[np.float32]


def examples_of(x: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Examples:
    """Turn what a user brings into arrays; without weights every row counts once."""
    inputs, targets = np.asarray(x, np.float32), np.asarray(y, np.float32)
    weights = (
        np.ones(len(inputs), np.float32)
        if sample_weight is None
        else np.asarray(sample_weight, np.float32).reshape(-1)
    )
    if not len(inputs) == len(targets) == len(weights) > 0:
        raise ShapeError(
            "model.rows", inputs=len(inputs), targets=len(targets), weights=len(weights)
        )
    return Examples(inputs, targets, weights)


def check_inputs(inputs: NDArray[np.float32], input_shape: Shape) -> None:
    """Refuse inputs of another shape than the network's, and none at all."""
    if inputs.shape[1:] != input_shape or not inputs.size:
        raise ShapeError(
            "network.input_shape", expected=("batch", *input_shape), found=inputs.shape
        )


def weighted_by_class(examples: Examples, class_weight: Mapping[int, float]) -> Examples:
    """Multiply the weight of each row by that of its class; 1 for a class not named."""
    targets = examples.targets
    classes = targets.argmax(-1) if targets.ndim > 1 and targets.shape[-1] > 1 else targets
    numbers = classes.reshape(len(targets)).astype(int)
    of_rows = np.array([class_weight.get(number, 1.0) for number in numbers], np.float32)
    return replace(examples, sample_weight=examples.sample_weight * of_rows)


def split_off(examples: Examples, fraction: float) -> tuple[Examples, Examples]:
    """Take the last rows for validation, before any shuffling."""
    n_rows = len(examples.inputs)
    split = int(n_rows * (1 - fraction))
    if not 0 < split < n_rows:
        raise SettingError("model.validation_split", fraction=fraction, rows=n_rows)
    parts = [
        Examples(*(array[rows] for array in vars(examples).values()))
        for rows in (slice(split), slice(split, None))
    ]
    return parts[0], parts[1]

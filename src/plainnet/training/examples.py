"""Examples: inputs, targets and weights, held against each other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import jax
import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Shape
from plainnet.networks.network import (
    Arrays,
    Shapes,
    alone_or_tuple,
    each_array,
    each_shape,
    is_open_to,
)


@dataclass(frozen=True)
class Examples:
    """Arrays on the host; tuples of them where a network has several inputs or outputs."""

    inputs: Arrays  # (rows, *input_shape)
    targets: Arrays  # (rows, ...)
    sample_weight: NDArray[np.float32]  # (rows,)

    @property
    def n_rows(self) -> int:
        """How many examples there are."""
        return len(self.sample_weight)

    def at(self, rows: Any) -> "Examples":
        """Return some of the examples, by a slice or by their numbers."""
        inputs, targets = (
            jax.tree.map(lambda array: array[rows], part) for part in (self.inputs, self.targets)
        )
        return Examples(inputs, targets, self.sample_weight[rows])


def examples_of(
    x: Any,
    y: Any,
    sample_weight: ArrayLike | None = None,
    *,
    input_names: tuple[str, ...] = ("x",),
    output_names: tuple[str, ...] = ("y",),
) -> Examples:
    """Turn what a user brings into arrays; without weights every row counts once.

    Shapes: `x` and `y` (rows, ...), `sample_weight` (rows,).
    `x` and `y`: `y` may be None where only inputs matter.
    """
    inputs = arrays_of(x, input_names)
    n_rows = len(each_array(inputs)[0])
    nothing = alone_or_tuple([np.zeros(n_rows, np.float32)] * len(output_names))
    targets = nothing if y is None else arrays_of(y, output_names)
    weights = _weights_of_rows(sample_weight, n_rows, output_names)
    counts = {len(array) for array in (*each_array(inputs), *each_array(targets), weights)}
    if len(counts) > 1 or not n_rows:
        n_targets = len(each_array(targets)[0])
        raise ShapeError("model.rows", inputs=n_rows, targets=n_targets, weights=len(weights))
    return Examples(inputs, targets, weights)


def _weights_of_rows(given: Any, n_rows: int, output_names: tuple[str, ...]) -> NDArray[np.float32]:
    """Return how much each row counts; weights of several outputs have to be the same."""
    if given is None:
        return np.ones(n_rows, np.float32)
    is_listed = isinstance(given, list | tuple) and any(hasattr(own, "__len__") for own in given)
    if isinstance(given, Mapping) or is_listed:
        of_outputs = list(given.values() if isinstance(given, Mapping) else given)
        rows = [np.asarray(own, np.float32).reshape(-1) for own in of_outputs]
        is_same = all(np.array_equal(own, rows[0]) for own in rows)
        if len(rows) != len(output_names) or not is_same:
            raise SettingError("model.weights_of_outputs", outputs=", ".join(output_names))
        given = rows[0]
    return np.asarray(given, np.float32).reshape(-1)


def arrays_of(given: Any, names: tuple[str, ...]) -> Arrays:
    """Return one float32 array, or a tuple of as many as there are names.

    >>> [array.shape for array in arrays_of({"b": [0, 1], "a": [[2], [3]]}, ("a", "b"))]
    [(2, 1), (2,)]
    """
    if isinstance(given, Mapping):
        if missing := [name for name in names if name not in given]:
            raise SettingError("model.no_array", name=missing[0], found=", ".join(map(str, given)))
        given = [given[name] for name in names]
    elif len(names) == 1:
        is_wrapped = isinstance(given, list | tuple) and len(given) == 1 and _is_batch(given[0])
        given = given if is_wrapped else [given]
    if not isinstance(given, list | tuple) or len(given) != len(names):
        found = len(given) if isinstance(given, list | tuple) else 1
        raise SettingError("model.number_of_arrays", expected=len(names), found=found)
    return alone_or_tuple([_array(part) for part in given])


def _is_batch(part: Any) -> bool:
    """Return whether the only item of a list is the whole array rather than its first row."""
    return hasattr(part, "__array__") and np.ndim(part) > 1


def _array(part: Any) -> NDArray[np.float32]:
    """Make numbers with at least an axis of rows."""
    return np.atleast_1d(np.asarray(part, np.float32))


def shape_of(arrays: Arrays) -> Shapes:
    """Return the shape of one example, or of each part of it."""
    return alone_or_tuple([array.shape[1:] for array in each_array(arrays)])


def with_axes_of(inputs: Arrays, input_shape: Shapes) -> Arrays:
    """Add a last axis of one to arrays that lack it, or take one away that is too many.

    >>> with_axes_of(np.ones(5, np.float32), (1,)).shape
    (5, 1)
    """
    return alone_or_tuple(
        [
            _with_axes(array, tuple(shape))
            for array, shape in zip(each_array(inputs), each_shape(input_shape), strict=True)
        ]
    )


def _with_axes(array: NDArray[np.float32], shape: Shape) -> NDArray[np.float32]:
    """Return one array the axes of a shape without the batch axis."""
    if array.ndim == len(shape) and shape[-1] == 1:
        return array[..., np.newaxis]
    if array.ndim == len(shape) + 2 and array.shape[-1] == 1:
        return array[..., 0]
    return array


def check_inputs(inputs: Arrays, input_shape: Shapes) -> None:
    """Refuse inputs of another shape than the network's, and none at all."""
    for array, shape in zip(each_array(inputs), each_shape(input_shape), strict=True):
        if not is_open_to((tuple(shape),), (array.shape[1:],)) or not array.size:
            raise ShapeError("network.input_shape", expected=("batch", *shape), found=array.shape)


def weighted_by_class(examples: Examples, class_weight: Mapping[int, float]) -> Examples:
    """Multiply the weight of each row by that of its class; 1 for a class not named."""
    targets = examples.targets
    classes = targets.argmax(-1) if targets.ndim > 1 and targets.shape[-1] > 1 else targets
    numbers = np.round(classes.reshape(len(targets))).astype(int)
    of_rows = np.array([class_weight.get(number, 1.0) for number in numbers], np.float32)
    return replace(examples, sample_weight=examples.sample_weight * of_rows)


def split_off(examples: Examples, fraction: float) -> tuple[Examples, Examples]:
    """Take the last rows for validation, before any shuffling."""
    n_rows = examples.n_rows
    split = int(n_rows * (1 - fraction))
    if not 0 < split < n_rows:
        raise SettingError("model.validation_split", fraction=fraction, rows=n_rows)
    return examples.at(slice(split)), examples.at(slice(split, None))

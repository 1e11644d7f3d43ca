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
    sample_weight: Arrays  # (rows,) or (rows, time); a tuple where outputs differ in it

    @property
    def n_rows(self) -> int:
        """How many examples there are."""
        return len(each_array(self.sample_weight)[0])

    def at(self, rows: Any) -> "Examples":
        """Return some of the examples, by a slice or by their numbers."""
        parts = (self.inputs, self.targets, self.sample_weight)
        return Examples(*jax.tree.map(lambda array: array[rows], parts))


def examples_of(
    x: Any,
    y: Any,
    sample_weight: ArrayLike | None = None,
    *,
    input_names: tuple[str, ...] = ("x",),
    output_names: tuple[str, ...] = ("y",),
) -> Examples:
    """Turn what a user brings into arrays; without weights every row counts once.

    Shapes: `x` and `y` (rows, ...), `sample_weight` (rows,) or (rows, time).
    `x` and `y`: `y` may be None where only inputs matter.
    """
    inputs = arrays_of(x, input_names)
    n_rows = len(each_array(inputs)[0])
    nothing = alone_or_tuple([np.zeros(n_rows, np.float32)] * len(output_names))
    _check_no_text(y)
    targets = nothing if y is None else arrays_of(y, output_names)
    weights = _weights_of_rows(sample_weight, n_rows, output_names)
    every = (*each_array(inputs), *each_array(targets), *each_array(weights))
    if {len(array) for array in every} != {n_rows} or not n_rows:
        found = {"targets": len(each_array(targets)[0]), "weights": len(each_array(weights)[0])}
        raise ShapeError("model.rows", inputs=n_rows, **found)
    return Examples(inputs, targets, weights)


def _check_no_text(targets: Any) -> None:
    """Refuse an array of words in the place of targets."""
    if getattr(getattr(targets, "dtype", None), "kind", "f") not in "OUST":
        return
    words = [each for each in np.asarray(targets).ravel()[:100].tolist() if isinstance(each, str)]
    if words:
        raise SettingError("model.text_targets", found=words[0])


def _weights_of_rows(given: Any, n_rows: int, output_names: tuple[str, ...]) -> Arrays:
    """Return how much each row counts, or each time; a tuple where outputs differ in it."""
    if given is None:
        return np.ones(n_rows, np.float32)
    is_listed = isinstance(given, list | tuple) and any(hasattr(own, "__len__") for own in given)
    if not isinstance(given, Mapping) and not is_listed:
        return _without_last_one(given)
    if isinstance(given, Mapping):
        given = [given.get(name) for name in output_names]
    if len(given) != len(output_names):
        raise SettingError("model.weights_of_outputs", outputs=list(output_names))
    ones = np.ones(n_rows, np.float32)
    each = [ones if own is None else _without_last_one(own) for own in given]
    is_same = all(np.array_equal(own, each[0]) for own in each)
    return each[0] if is_same else tuple(each)


def _without_last_one(weights: Any) -> NDArray[np.float32]:
    """Return weights without last axes of length one."""
    array = np.atleast_1d(np.asarray(weights, np.float32))
    while array.ndim > 1 and array.shape[-1] == 1:
        array = array[..., 0]
    return array


def arrays_of(given: Any, names: tuple[str, ...]) -> Arrays:
    """Return one float32 array, or a tuple of as many as there are names.

    >>> [array.shape for array in arrays_of({"b": [0, 1], "a": [[2], [3]]}, ("a", "b"))]
    [(2, 1), (2,)]
    """
    if isinstance(given, Mapping):
        if missing := [name for name in names if name not in given]:
            raise SettingError("model.no_array", name=missing[0], found=list(map(str, given)))
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
    if isinstance(targets, tuple):
        raise SettingError("model.class_weight_of_outputs", outputs=len(targets))
    classes = targets.argmax(-1) if targets.ndim > 1 and targets.shape[-1] > 1 else targets
    numbers = np.round(classes.reshape(len(targets))).astype(int)
    of_rows = np.array([class_weight.get(number, 1.0) for number in numbers], np.float32)
    given = examples.sample_weight
    return replace(examples, sample_weight=given * of_rows.reshape(-1, *[1] * (given.ndim - 1)))


def split_off(examples: Examples, fraction: float) -> tuple[Examples, Examples]:
    """Take the last rows for validation, before any shuffling."""
    n_rows = examples.n_rows
    split = int(n_rows * (1 - fraction))
    if not 0 < split < n_rows:
        raise SettingError("model.validation_split", fraction=fraction, rows=n_rows)
    return examples.at(slice(split)), examples.at(slice(split, None))

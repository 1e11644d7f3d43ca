"""Shapes of arrays under the names of `keras.backend`, `keras.ops` and `tf`."""

from typing import Any

import numpy as np

from plainnet.keras_names.arrays.array_arithmetic import array_function
from plainnet.keras_names.arrays.eager_array import (
    TensorShape,
    eager,
    namespace,
    numpy_dtype,
    tensor,
    whole_numbers,
)


@array_function
def expand_dims(x: Any, axis: int = -1) -> Any:
    """Add an axis of length 1."""
    array = tensor(x)
    return namespace(array).expand_dims(array, axis)


@array_function
def squeeze(x: Any, axis: Any = None, **settings: Any) -> Any:
    """Take axes of length 1 away."""
    array = tensor(x)
    axis = settings.get("squeeze_dims", axis)
    return namespace(array).squeeze(array, None if axis is None else whole_numbers(axis))


@array_function
def reshape(x: Any, shape: Any = None, **settings: Any) -> Any:
    """Return the same values another shape."""
    wanted = settings.get("newshape", settings.get("target_shape", shape))
    return tensor(x).reshape(whole_numbers(wanted))


@array_function
def flatten(x: Any) -> Any:
    """Put all values into one axis."""
    return tensor(x).reshape(-1)


@array_function
def batch_flatten(x: Any) -> Any:
    """Put the values of each row into one axis."""
    array = tensor(x)
    return array.reshape(array.shape[0], -1)


@array_function
def transpose(x: Any, perm: Any = None, axes: Any = None) -> Any:
    """Change the order of the axes."""
    array = tensor(x)
    order = perm if axes is None else axes
    return array.transpose() if order is None else array.transpose(whole_numbers(order))


@array_function
def permute_dimensions(x: Any, pattern: Any) -> Any:
    """Change the order of the axes."""
    return tensor(x).transpose(whole_numbers(pattern))


@array_function
def swapaxes(x: Any, axis1: int, axis2: int) -> Any:
    """Change places of two axes."""
    return tensor(x).swapaxes(axis1, axis2)


@array_function
def concatenate(x: Any, axis: int = -1, **settings: Any) -> Any:
    """Put arrays one behind the other."""
    arrays = [tensor(each) for each in settings.get("tensors", settings.get("values", x))]
    return namespace(*arrays).concatenate(arrays, axis=axis)


@array_function
def concat(values: Any, axis: int = 0) -> Any:
    """Put arrays one behind the other; the very old order of the arguments works too."""
    if isinstance(values, int):
        values, axis = axis, values
    return concatenate(values, axis=axis)


@array_function
def stack(x: Any, axis: int = 0, **settings: Any) -> Any:
    """Put arrays side by side along a new axis."""
    arrays = [tensor(each) for each in settings.get("values", x)]
    return namespace(*arrays).stack(arrays, axis=axis)


def unstack(value: Any, num: int | None = None, axis: int = 0, name: str | None = None) -> Any:
    """Take an array apart along an axis."""
    array = tensor(value)
    parts = namespace(array).moveaxis(array, axis, 0)
    return [eager(parts[place]) for place in range(parts.shape[0])]


def split(value: Any, num_or_size_splits: Any, axis: int = 0, name: str | None = None) -> Any:
    """Cut an array into parts of one length, or of the lengths given."""
    array = tensor(value)
    sizes = np.asarray(num_or_size_splits)
    places = np.cumsum(sizes)[:-1] if sizes.ndim else int(sizes)
    return [eager(part) for part in namespace(array).split(array, places, axis=axis)]


@array_function
def tile(x: Any, multiples: Any = None, **settings: Any) -> Any:
    """Repeat an array along its axes."""
    array = tensor(x)
    times = settings.get("n", settings.get("repeats", multiples))
    return namespace(array).tile(array, whole_numbers(times))


@array_function
def repeat(x: Any, repeats: Any, axis: int | None = None) -> Any:
    """Repeat the values of an array; of two axes, without saying which, along a new one."""
    array = tensor(x)
    return namespace(array).repeat(array, np.asarray(repeats), axis=axis)


@array_function
def repeat_rows(x: Any, n: int) -> Any:
    """Repeat each row `n` times along a new second axis, as `K.repeat` does."""
    array = tensor(x)
    return namespace(array).repeat(array[:, None], n, axis=1)


@array_function
def repeat_elements(x: Any, rep: int, axis: int) -> Any:
    """Repeat the values along an axis."""
    array = tensor(x)
    return namespace(array).repeat(array, rep, axis=axis)


@array_function
def reverse(x: Any, axes: Any = None, axis: Any = None) -> Any:
    """Turn the order along axes round."""
    array = tensor(x)
    return namespace(array).flip(array, whole_numbers(axes if axis is None else axis))


@array_function
def pad(x: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0) -> Any:
    """Put values around an array."""
    array = tensor(x)
    widths = [tuple(int(side) for side in sides) for sides in np.asarray(paddings)]
    if mode.lower() == "constant":
        return namespace(array).pad(array, widths, constant_values=constant_values)
    return namespace(array).pad(array, widths, mode=mode.lower())


@array_function
def gather(x: Any, indices: Any = None, axis: int = 0, **settings: Any) -> Any:
    """Take the places `indices` along an axis."""
    array = tensor(settings.get("params", settings.get("reference", x)))
    places = tensor(indices)
    return namespace(array, places).take(array, places.astype(np.int32), axis=axis)


@array_function
def gather_nd(params: Any, indices: Any) -> Any:
    """Take values by the numbers of their axes."""
    array, places = tensor(params), tensor(indices)
    return array[tuple(namespace(places).moveaxis(places.astype(np.int32), -1, 0))]


@array_function
def boolean_mask(x: Any, mask: Any, axis: int = 0) -> Any:
    """Keep the rows where `mask` is true."""
    return np.compress(np.asarray(mask, np.bool_), np.asarray(x), axis=axis)


@array_function
def where(condition: Any, x: Any = None, y: Any = None) -> Any:
    """Choose between two arrays value by value, or give the places that are true."""
    chosen = tensor(condition)
    if x is None:
        return np.argwhere(np.asarray(chosen))
    arrays = [each if isinstance(each, int | float) else tensor(each) for each in (x, y)]
    return namespace(chosen, *arrays).where(chosen, *arrays)


@array_function
def sort(x: Any, axis: int = -1, direction: str = "ASCENDING") -> Any:
    """Sort along an axis."""
    array = tensor(x)
    ordered = namespace(array).sort(array, axis=axis)
    return namespace(array).flip(ordered, axis) if direction == "DESCENDING" else ordered


@array_function
def argsort(x: Any, axis: int = -1, direction: str = "ASCENDING") -> Any:
    """Return the places in sorted order."""
    array = tensor(x)
    signed = -array if direction == "DESCENDING" else array
    return namespace(array).argsort(signed, axis=axis).astype(np.int32)


def shape(x: Any, out_type: Any = np.int32, name: str | None = None) -> Any:
    """Return the lengths of the axes as an array; as a tuple where the rows are open."""
    if hasattr(x, "inner_shape"):
        return tuple(x.shape)
    return tensor(np.asarray(tensor(x).shape, numpy_dtype(out_type)))


def int_shape(x: Any) -> tuple[int | None, ...]:
    """Return the lengths of the axes as Python's numbers."""
    return tuple(x.shape) if hasattr(x, "shape") else tuple(np.shape(x))


def static_shape(x: Any) -> TensorShape:
    """Return the lengths of the axes as TensorFlow's shape."""
    return TensorShape(int_shape(x))


def ndim(x: Any) -> int:
    """Return the number of axes."""
    return len(int_shape(x))


def rank(input: Any, name: str | None = None) -> Any:
    """Return the number of axes as an array."""
    return tensor(ndim(tensor(input)))


def size(input: Any, out_type: Any = np.int32, name: str | None = None) -> Any:
    """Return the number of values as an array."""
    return tensor(int(tensor(input).size), out_type)


def dtype_name(x: Any) -> str:
    """Name the type of an array."""
    return str(np.dtype(tensor(x).dtype).name)

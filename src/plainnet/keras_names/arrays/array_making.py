"""New arrays under the names of `keras.backend`, `keras.ops` and `tf`."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.arrays.backend_settings import floatx
from plainnet.keras_names.arrays.eager_array import (
    EagerArray,
    Variable,
    eager,
    is_traced,
    namespace,
    numpy_dtype,
    tensor,
    whole_numbers,
)


def constant(value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Any:
    """Make an array of a value; one number fills a shape."""
    made = tensor(value, dtype)
    if shape is None:
        return made
    lengths = whole_numbers(shape)
    return eager(np.full(lengths, made) if made.size == 1 else np.reshape(made, lengths))


def backend_constant(
    value: Any, dtype: Any = None, shape: Any = None, name: str | None = None
) -> Any:
    """Make an array of a value, in the program's float type unless told otherwise."""
    return constant(value, dtype or floatx(), shape)


def backend_variable(
    value: Any, dtype: Any = None, name: str | None = None, constraint: Any = None
) -> Variable:
    """Make a variable, in the program's float type unless told otherwise."""
    return Variable(value, name=name, dtype=dtype or floatx())


def convert_to_tensor(value: Any, dtype: Any = None, **settings: Any) -> Any:
    """Turn a value into an array."""
    return tensor(value, dtype or settings.get("preferred_dtype"))


def convert_to_numpy(x: Any) -> Any:
    """Return NumPy's own array."""
    return x.numpy() if isinstance(x, EagerArray) else np.asarray(x)


def is_tensor(x: Any) -> bool:
    """Whether something is an array of the kind that `tf` functions give."""
    return isinstance(x, EagerArray | jax.Array)


def identity(input: Any, name: str | None = None) -> Any:
    """Return the array itself."""
    return tensor(input)


def zeros(shape: Any, dtype: Any = "float32", name: str | None = None) -> Any:
    """Make an array of zeros."""
    return eager(np.zeros(whole_numbers(shape), numpy_dtype(dtype)))


def ones(shape: Any, dtype: Any = "float32", name: str | None = None) -> Any:
    """Make an array of ones."""
    return eager(np.ones(whole_numbers(shape), numpy_dtype(dtype)))


def fill(dims: Any, value: Any, name: str | None = None) -> Any:
    """Make an array of one value."""
    return eager(np.full(whole_numbers(dims), tensor(value)))


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """Make an array of one value."""
    return eager(np.full(whole_numbers(shape), tensor(fill_value, dtype)))


def eye(
    num_rows: int, num_columns: int | None = None, dtype: Any = "float32", name: str | None = None
) -> Any:
    """Make an array with ones in its diagonal."""
    return eager(np.eye(int(num_rows), num_columns, dtype=numpy_dtype(dtype)))


def zeros_like(x: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Make zeros of an array's shape."""
    return _filled_like(x, 0, dtype)


def ones_like(x: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Make ones of an array's shape."""
    return _filled_like(x, 1, dtype)


def _filled_like(x: Any, value: int, dtype: Any) -> Any:
    """Make an array of one value in another's shape."""
    array = tensor(x)
    kind = None if dtype is None else numpy_dtype(dtype)
    return eager(namespace(array).full_like(array, value, dtype=kind))


def arange(
    start: Any = 0,
    stop: Any = None,
    step: Any = 1,
    dtype: Any = None,
    name: str | None = None,
    **older: Any,
) -> Any:
    """Count from `start`, or from 0, to below `stop`; `limit` and `delta` in TensorFlow's words."""
    beyond = older.get("limit", stop)
    bounds = (0, start) if beyond is None else (start, beyond)
    values = (*bounds, older.get("delta", step))
    numbers = [each.item() if hasattr(each, "item") else each for each in values]
    return tensor(np.arange(*numbers).tolist(), dtype)


def linspace(start: Any, stop: Any, num: int = 50, name: str | None = None) -> Any:
    """Return numbers in even steps from `start` to `stop`."""
    return eager(np.linspace(start, stop, int(num)).astype(np.float32))


def one_hot(
    indices: Any,
    depth: Any = None,
    on_value: Any = 1.0,
    off_value: Any = 0.0,
    axis: int = -1,
    dtype: Any = "float32",
    name: str | None = None,
    *,
    num_classes: Any = None,
) -> Any:
    """Return for each number a row that is 1 at its place and 0 elsewhere."""
    places = tensor(indices)
    classes = int(depth if num_classes is None else num_classes)
    arrays = jnp if is_traced(places) else np
    is_there = places[..., None] == np.arange(classes)
    rows = arrays.where(np.asarray(is_there) if arrays is np else is_there, on_value, off_value)
    return eager(arrays.moveaxis(rows.astype(numpy_dtype(dtype)), -1, axis))


def get_value(x: Any) -> Any:
    """Return NumPy's array or number."""
    return convert_to_numpy(x)


def batch_get_value(xs: Any) -> list[Any]:
    """Return NumPy's arrays or numbers."""
    return [get_value(each) for each in xs]


def set_value(x: Any, value: Any) -> None:
    """Replace what a variable holds."""
    if isinstance(x, np.ndarray):
        x[...] = value
    else:
        x.assign(value)


def batch_set_value(tuples: Any) -> None:
    """Replace what variables hold."""
    for x, value in tuples:
        set_value(x, value)


def update(x: Any, new_x: Any) -> Any:
    """Replace what a variable holds and give it."""
    set_value(x, new_x)
    return x


def update_add(x: Any, increment: Any) -> Any:
    """Add to what a variable holds and give it."""
    return update(x, x + increment)


def update_sub(x: Any, decrement: Any) -> Any:
    """Subtract from what a variable holds and give it."""
    return update(x, x - decrement)


def stop_gradient(variables: Any) -> Any:
    """Let no gradient through."""
    value = tensor(variables)
    return jax.lax.stop_gradient(value) if is_traced(value) else eager(np.array(value))


def cast_to_floatx(x: Any) -> Any:
    """Return NumPy's array in the program's float type."""
    if isinstance(x, jax.Array):
        return x.astype(floatx())
    return np.asarray(x, numpy_dtype(floatx()))

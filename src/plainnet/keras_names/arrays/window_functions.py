"""Windows that run over arrays, as functions: convolution and pooling of `tf.nn` and `K`."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.arrays.array_arithmetic import array_function
from plainnet.keras_names.arrays.eager_array import is_traced, tensor
from plainnet.keras_names.door.refusal import refusal_of


@array_function
def max_pool(
    x: Any, ksize: Any = 2, strides: Any = None, padding: str = "VALID", **settings: Any
) -> Any:
    """Return the largest number of each window."""
    array, window, steps = _read(x, ksize, strides, settings)
    return _shown(
        jax.lax.reduce_window(array, -jnp.inf, jax.lax.max, window, steps, padding.upper()), x
    )


@array_function
def avg_pool(
    x: Any, ksize: Any = 2, strides: Any = None, padding: str = "VALID", **settings: Any
) -> Any:
    """Return the mean of each window, of what lies inside the array."""
    array, window, steps = _read(x, ksize, strides, settings)
    arguments = (0.0, jax.lax.add, window, steps, padding.upper())
    sums = jax.lax.reduce_window(array, *arguments)
    return _shown(sums / jax.lax.reduce_window(jnp.ones_like(array), *arguments), x)


@array_function
def conv(
    x: Any,
    filters: Any = None,
    strides: Any = 1,
    padding: str = "VALID",
    dilations: Any = 1,
    **settings: Any,
) -> Any:
    """Return the sums of windows, each number times that of a kernel.

    Shapes: `x` (rows, ..., channels), `filters` (..., channels, filters) -> (rows, ..., filters).
    """
    kernel = next(
        (settings.pop(name) for name in ("kernel", "filter") if name in settings), filters
    )
    dilations = settings.pop("dilation_rate", dilations)
    array, _, steps = _read(x, 1, strides, settings)
    axes = array.ndim - 2
    letters = "DHW"[-axes:]
    summed = jax.lax.conv_general_dilated(
        array,
        jnp.asarray(tensor(kernel)),
        steps[1:-1],
        padding.upper(),
        rhs_dilation=_each_axis(dilations, axes),
        dimension_numbers=(f"N{letters}C", f"{letters}IO", f"N{letters}C"),
    )
    return _shown(summed, x, kernel)


@array_function
def pool2d(
    x: Any,
    pool_size: Any = 2,
    strides: Any = (1, 1),
    padding: str = "valid",
    data_format: str | None = None,
    pool_mode: str = "max",
) -> Any:
    """Return the largest number or the mean of each window, as `keras.backend` asks for it."""
    pooling = max_pool if pool_mode == "max" else avg_pool
    return pooling(x, pool_size, strides, padding, data_format=data_format)


@array_function
def l2_loss(t: Any) -> Any:
    """Return half the sum of squares."""
    array = tensor(t)
    return (array * array).sum() / 2


def _read(x: Any, window: Any, strides: Any, settings: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Return the array, and lengths and steps of windows for each of its axes."""
    window = settings.pop("pool_size", window)
    data_format = settings.pop("data_format", None)
    if data_format in ("channels_first", "NCHW", "NCW", "NCDHW"):
        raise refusal_of(f"data_format={data_format!r}", "script.hint.setting")
    array = jnp.asarray(tensor(x), jnp.float32)
    axes = array.ndim - 2
    lengths = _each_axis(window, axes)
    steps = lengths if strides is None else _each_axis(strides, axes)
    return array, (1, *lengths, 1), (1, *steps, 1)


def _each_axis(sizes: Any, axes: int) -> tuple[int, ...]:
    """Return a size for each axis but those of rows and channels, which TensorFlow may list."""
    listed = [int(size) for size in np.atleast_1d(np.asarray(sizes))]
    if len(listed) == axes + 2:
        listed = listed[1:-1]
    return tuple(listed * axes if len(listed) == 1 else listed)


def _shown(result: jax.Array, *arrays: Any) -> Any:
    """Return an array of NumPy's, unless the function is traced."""
    return result if any(is_traced(each) for each in arrays) else np.asarray(result)

"""How windows lie on a line of pixels: padding, stride, and how many fit."""

from typing import Any, Literal

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, Shape, check_pair, check_positive, settle

DataFormat = Literal["channels_last", "channels_first"]

_PLACES = {1: ("time",), 2: ("height", "width"), 3: ("depth", "height", "width")}
_CHANNELS = {1: "features", 2: "channels", 3: "channels"}


def settle_data_format(layer: Layer, data_format: str | None) -> None:
    """Set the data format of a layer that is being made; None is channels last."""
    settle(layer, data_format="channels_last" if data_format is None else data_format)
    if data_format not in (None, "channels_last", "channels_first"):
        raise SettingError("layer.data_format", layer=type(layer).__name__, value=data_format)


def places_and_channels(
    layer: Layer, input_shape: Shape, rank: int, data_format: DataFormat
) -> tuple[Shape, int]:
    """Part a shape into its places and its number of channels."""
    is_last = data_format == "channels_last"
    if len(input_shape) != rank + 1:
        names, channels = ", ".join(_PLACES[rank]), _CHANNELS[rank]
        expected = f"(batch, {names}, {channels})" if is_last else f"(batch, {channels}, {names})"
        found = ("batch", *input_shape)
        raise ShapeError("layer.rank", layer=type(layer).__name__, expected=expected, found=found)
    if is_last:
        return tuple(input_shape[:-1]), input_shape[-1]
    return tuple(input_shape[1:]), input_shape[0]


def shape_of(places: Shape, channels: int, data_format: DataFormat) -> Shape:
    """Join places and channels to a shape without the batch axis."""
    return (*places, channels) if data_format == "channels_last" else (channels, *places)


def to_channels_last(inputs: jax.Array, data_format: DataFormat) -> jax.Array:
    """Turn inputs so that their channels come last.

    >>> to_channels_last(jnp.zeros((2, 3, 5, 7)), "channels_first").shape
    (2, 5, 7, 3)
    """
    return inputs if data_format == "channels_last" else jnp.moveaxis(inputs, 1, -1)


def from_channels_last(outputs: jax.Array, data_format: DataFormat) -> jax.Array:
    """Turn outputs back from channels last."""
    return outputs if data_format == "channels_last" else jnp.moveaxis(outputs, -1, 1)


Border = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]]


def settle_border(layer: Layer, rank: int, setting: str) -> None:
    """Write a border as `(before, after)`, for images once for each axis, and check it."""
    value: Any = getattr(layer, setting)
    axes: Any = value if isinstance(value, tuple | list) else (value, value)
    if rank == 1:
        sides = tuple(axes)
    else:
        sides = tuple(
            tuple(side) if isinstance(side, tuple | list) else (side,) * 2 for side in axes
        )
    flat = [number for side in (sides if rank == 2 else (sides,)) for number in side]
    is_whole = all(isinstance(number, int | np.integer) and number >= 0 for number in flat)
    if len(sides) != 2 or len(flat) != 2 * rank or not is_whole:
        raise SettingError("layer.border", layer=type(layer).__name__, setting=setting, value=value)
    settle(layer, **{setting: sides})


Sizes = int | tuple[int, ...]
Pair = tuple[int, int]


def settle_sizes(layer: Layer, rank: int, *settings: str) -> None:
    """Write sizes that are one number as one for each axis, and check them."""
    for setting in settings:
        value = getattr(layer, setting)
        sizes = tuple(value) if isinstance(value, tuple | list) else (value,) * rank
        if rank == 2:
            check_pair(layer, setting, sizes)
        else:
            for size in sizes if len(sizes) == rank else (value,):
                check_positive(layer, setting, size)
        settle(layer, **{setting: sizes})


def sizes_of(sizes: Sizes | None) -> tuple[int, ...]:
    """Return sizes that `settle_sizes` wrote: one for each axis."""
    assert isinstance(sizes, tuple)
    return sizes


def settle_padding(layer: Layer, padding: str, *further: str) -> None:
    """Set the padding of a layer that is being made: "valid", "same" or one of `further`."""
    found = padding.lower() if isinstance(padding, str) else padding
    if found not in ("valid", "same", *further):
        raise SettingError("layer.padding", padding=padding)
    settle(layer, padding=found)


def padding_of(size: int, window: int, stride: int, padding: str) -> tuple[int, int]:
    """Count the pixels added before and after a line of `size` pixels.

    `size`, `window` and `stride`: in pixels.
    `padding`: an odd pixel goes after the line.

    >>> padding_of(32, 5, 1, "same")
    (2, 2)
    >>> padding_of(32, 5, 1, "causal")
    (4, 0)
    """
    if padding == "valid":
        return 0, 0
    if padding == "causal":
        return window - 1, 0
    missing = max(0, (-(-size // stride) - 1) * stride + window - size)
    return missing // 2, missing - missing // 2


def output_size(layer: Layer, size: int, window: int, stride: int, padding: str) -> int:
    """Count the windows on a line of `size` pixels: floor((padded - window) / stride) + 1."""
    padded = size + sum(padding_of(size, window, stride, padding))
    if padded < window:
        name = type(layer).__name__
        key = "layer.window_in_time" if "1D" in name else "layer.window"
        raise ShapeError(key, layer=name, window=window, size=size)
    return (padded - window) // stride + 1


def reach(window: int, dilation: int) -> int:
    """Count the pixels from the first to the last that a dilated window looks at.

    >>> reach(3, 2)
    5
    """
    return (window - 1) * dilation + 1

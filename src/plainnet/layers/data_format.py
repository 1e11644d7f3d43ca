"""Where images keep their channels: behind height and width, or before them.

Layers compute with the channels last; with the channels first they turn the axes around
before and after, and the compiler leaves out what cancels.
"""

from typing import Literal

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, Shape, settle

DataFormat = Literal["channels_last", "channels_first"]

_PLACES = {1: ("time",), 2: ("height", "width")}
_CHANNELS = {1: "features", 2: "channels"}


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

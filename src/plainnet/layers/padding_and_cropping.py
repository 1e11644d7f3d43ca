"""Padding and cropping: zeros around what comes in, or its borders cut away."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.layers.layer import Layer, Shape, Weights
from plainnet.layers.window_geometry import (
    Border,
    DataFormat,
    from_channels_last,
    places_and_channels,
    settle_border,
    settle_data_format,
    shape_of,
    to_channels_last,
)


@dataclass(frozen=True)
class ZeroPadding(Layer):
    """Add zeros before and after every series or around every image.

    Parameters
    ----------
    padding : int or tuple, default=1
        How many on every side; `(before, after)` of a series; `(rows, columns)` or
        `((top, bottom), (left, right))` of an image.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    """

    padding: Border = 1
    data_format: DataFormat = "channels_last"

    rank: ClassVar[int]
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_border(self, self.rank, "padding")
        settle_data_format(self, self.data_format)

    @property
    def sides(self) -> tuple[tuple[int, int], ...]:
        """How many before and after, for each axis."""
        return self.padding if self.rank == 2 else (self.padding,)  # type: ignore[return-value]

    def output_shape(self, input_shape: Shape) -> Shape:
        """Add the border to the sizes."""
        sizes, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        places = tuple(size + sum(side) for size, side in zip(sizes, self.sides, strict=True))
        return shape_of(places, channels, self.data_format)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Add the border."""
        maps = to_channels_last(inputs, self.data_format)
        padded = jnp.pad(maps, ((0, 0), *self.sides, (0, 0)))
        return from_channels_last(padded, self.data_format)


@dataclass(frozen=True)
class ZeroPadding1D(ZeroPadding):
    """Add zeros before and after every series.

    The settings are those of every `ZeroPadding`.

    Examples
    --------
    >>> ZeroPadding1D((2, 0)).apply({}, jnp.ones((1, 2, 1)))[0, :, 0].tolist()
    [0.0, 0.0, 1.0, 1.0]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class ZeroPadding2D(ZeroPadding):
    """Add zeros around every image.

    The settings are those of every `ZeroPadding`.

    Examples
    --------
    >>> ZeroPadding2D(((1, 0), (2, 2))).output_shape((6, 6, 3))
    (7, 10, 3)
    """

    rank: ClassVar[int] = 2


@dataclass(frozen=True)
class Cropping1D(Layer):
    """Cut off the beginning and the end of every series.

    Parameters
    ----------
    cropping : int or (int, int), default=1
        How many steps of time before and after.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Cropping1D((2, 1)).output_shape((10, 3))
    (7, 3)
    """

    cropping: Any = (1, 1)

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_border(self, 1, "cropping")

    def output_shape(self, input_shape: Shape) -> Shape:
        """Take the border off the times."""
        (time,), features = places_and_channels(self, input_shape, 1, "channels_last")
        return left_over(self, time, self.cropping), features

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Cut the border off."""
        before, after = self.cropping
        return inputs[:, before : inputs.shape[1] - after]


@dataclass(frozen=True)
class Cropping2D(Layer):
    """Cut a border off every image.

    Parameters
    ----------
    cropping : int or tuple, default=0
        How many pixels: `(rows, columns)` or `((top, bottom), (left, right))`.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Cropping2D(((1, 0), (2, 2))).output_shape((7, 10, 3))
    (6, 6, 3)
    """

    cropping: Any = ((0, 0), (0, 0))
    data_format: DataFormat = "channels_last"

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_border(self, 2, "cropping")
        settle_data_format(self, self.data_format)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Take the border off the sizes."""
        (height, width), channels = places_and_channels(self, input_shape, 2, self.data_format)
        rows, columns = self.cropping
        places = left_over(self, height, rows), left_over(self, width, columns)
        return shape_of(places, channels, self.data_format)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Cut the border off."""
        maps = to_channels_last(inputs, self.data_format)
        (top, bottom), (left, right) = self.cropping
        kept = maps[:, top : maps.shape[1] - bottom, left : maps.shape[2] - right]
        return from_channels_last(kept, self.data_format)


def left_over(layer: Layer, size: int, border: tuple[int, int]) -> int:
    """Count what is left of `size` pixels; raises `ShapeError` where nothing is."""
    left = size - sum(border)
    if left < 1:
        raise ShapeError("layer.cropped", layer=type(layer).__name__, size=size, border=border)
    return left

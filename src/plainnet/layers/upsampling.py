"""Upsampling: make images or series larger."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.layer import Layer, Shape, Weights, check_positive, settle
from plainnet.layers.window_geometry import (
    DataFormat,
    Sizes,
    from_channels_last,
    places_and_channels,
    settle_data_format,
    settle_sizes,
    shape_of,
    to_channels_last,
)

INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")


@dataclass(frozen=True)
class UpSampling1D(Layer):
    """Repeat every time of a series.

    Parameters
    ----------
    size : int, default=2
        How often.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> UpSampling1D(2).apply({}, jnp.asarray([[[1.0], [2.0]]]))[0, :, 0].tolist()
    [1.0, 1.0, 2.0, 2.0]
    """

    size: int = 2

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        size = self.size
        settle_sizes(self, 1, "size")
        settle(self, size=size[0] if isinstance(size, tuple | list) else size)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Multiply the times."""
        (time,), features = places_and_channels(self, input_shape, 1, "channels_last")
        return time * self.size, features

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Repeat every time."""
        return jnp.repeat(inputs, self.size, axis=1)


@dataclass(frozen=True)
class UpSampling2D(Layer):
    """Make images larger by whole factors.

    Parameters
    ----------
    size : int or (int, int), default=2
        Factors of height and width.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    interpolation : {"nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"}
        "nearest" repeats every pixel.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> UpSampling2D((2, 3)).output_shape((4, 4, 8))
    (8, 12, 8)
    """

    size: Sizes = (2, 2)
    data_format: DataFormat = "channels_last"
    interpolation: Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] = "nearest"

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_sizes(self, 2, "size")
        settle_data_format(self, self.data_format)
        check_interpolation(self, self.interpolation)

    @property
    def factors(self) -> tuple[int, int]:
        """The factors of height and width."""
        return self.size  # type: ignore[return-value]

    def output_shape(self, input_shape: Shape) -> Shape:
        """Multiply height and width."""
        (height, width), channels = places_and_channels(self, input_shape, 2, self.data_format)
        places = height * self.factors[0], width * self.factors[1]
        return shape_of(places, channels, self.data_format)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Repeat every pixel, or interpolate between them."""
        maps = to_channels_last(inputs, self.data_format)
        rows, columns = self.factors
        if self.interpolation == "nearest":
            larger = maps.repeat(rows, axis=1).repeat(columns, axis=2)
        else:
            batch, height, width, channels = maps.shape
            shape = (batch, height * rows, width * columns, channels)
            larger = jax.image.resize(maps, shape, self.interpolation)
        return from_channels_last(larger, self.data_format)


@dataclass(frozen=True)
class Resizing(Layer):
    """Bring images to one size.

    Parameters
    ----------
    height, width : int
        In pixels.
    interpolation : {"bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"}
        How numbers between pixels are found.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Resizing(32, 48).output_shape((100, 80, 3))
    (32, 48, 3)
    """

    height: int
    width: int
    interpolation: Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] = "bilinear"
    data_format: DataFormat = "channels_last"

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "height", self.height)
        check_positive(self, "width", self.width)
        settle_data_format(self, self.data_format)
        check_interpolation(self, self.interpolation)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the size wanted and the channels there are."""
        _, channels = places_and_channels(self, input_shape, 2, self.data_format)
        return shape_of((self.height, self.width), channels, self.data_format)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Interpolate; one image alone is a batch."""
        images = to_channels_last(inputs[None] if inputs.ndim == 3 else inputs, self.data_format)
        shape = (len(images), self.height, self.width, images.shape[-1])
        resized = jax.image.resize(images, shape, self.interpolation, antialias=False)
        outputs = from_channels_last(resized, self.data_format)
        return outputs[0] if inputs.ndim == 3 else outputs


def check_interpolation(layer: Layer, interpolation: str) -> None:
    """Refuse a way to find numbers between pixels that there is not."""
    if interpolation not in INTERPOLATIONS:
        known = list(INTERPOLATIONS)
        kind = type(layer).__name__
        raise SettingError("layer.interpolation", layer=kind, value=interpolation, known=known)

"""Pooling: one number for each window, or for each whole feature map."""

from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.layers.layer import Layer, Shape, Weights, settle
from plainnet.layers.window_geometry import (
    DataFormat,
    Pair,
    Sizes,
    from_channels_last,
    output_size,
    padding_of,
    places_and_channels,
    settle_data_format,
    settle_padding,
    settle_sizes,
    shape_of,
    sizes_of,
    to_channels_last,
)


@dataclass(frozen=True)
class WindowPooling(Layer):
    """Make one number of each window of every feature map.

    Series are pooled as images one pixel high.

    Parameters
    ----------
    pool_size : int or tuple of int, default=2
        Size of the window, in pixels or steps of time.
    strides : int, tuple of int or None
        Step between windows. None means `pool_size`.
    padding : {"valid", "same"}, default="valid"
        Whether windows stay inside the map or may reach over its border.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    """

    pool_size: Sizes = 2
    strides: Sizes | None = None
    padding: Literal["valid", "same"] = "valid"
    data_format: DataFormat = "channels_last"

    rank: ClassVar[int]
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_sizes(self, self.rank, "pool_size")
        settle(self, strides=self.pool_size if self.strides is None else self.strides)
        settle_sizes(self, self.rank, "strides")
        settle_padding(self, self.padding)
        settle_data_format(self, self.data_format)

    @property
    def geometry(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Window and strides, each as two numbers, or three for volumes."""
        along = (1,) * (2 - self.rank)
        return (*along, *sizes_of(self.pool_size)), (*along, *sizes_of(self.strides))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the windows."""
        sizes, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        along = zip(sizes, sizes_of(self.pool_size), sizes_of(self.strides), strict=True)
        places = tuple(
            output_size(self, size, window, stride, self.padding) for size, window, stride in along
        )
        return shape_of(places, channels, self.data_format)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Pool every window."""
        maps = to_channels_last(inputs, self.data_format)
        pooled = self.pooled(maps[:, None])[:, 0] if self.rank == 1 else self.pooled(maps)
        return from_channels_last(pooled, self.data_format)

    def pooled(self, maps: jax.Array) -> jax.Array:
        """Pool maps (batch, height, width, channels), or volumes with their depth before."""
        raise NotImplementedError

    def border(self, maps: jax.Array) -> tuple[Pair, ...]:
        """Count what is added before and after each axis of maps."""
        along = zip(maps.shape[1:-1], *self.geometry, strict=True)
        return (0, 0), *(padding_of(*axis, self.padding) for axis in along), (0, 0)


def split_windows(maps: jax.Array, window: tuple[int, ...]) -> jax.Array:
    """Part maps into windows that touch and do not overlap.

    Shapes: `maps` (batch, height, width, channels) -> (batch, window height * window width, rows,
    columns, channels).

    >>> import jax.numpy as jnp
    >>> split_windows(jnp.arange(16.0).reshape(1, 4, 4, 1), (2, 2))[0, :, 0, 0, 0].tolist()
    [0.0, 1.0, 4.0, 5.0]
    """
    batch, height, width, channels = maps.shape
    rows, columns = height // window[0], width // window[1]
    whole = maps[:, : rows * window[0], : columns * window[1]]
    parts = whole.reshape(batch, rows, window[0], columns, window[1], channels)
    parts = parts.transpose(0, 2, 4, 1, 3, 5)
    return parts.reshape(batch, window[0] * window[1], rows, columns, channels)


# Windows of more pixels are left to XLA: our way back takes one step a pixel.
MOST_PIXELS = 16


@dataclass(frozen=True)
class MaxPooling(WindowPooling):
    """Keep the largest value in each window, of series or of images.

    The settings are those of every `WindowPooling`.
    """

    def pooled(self, maps: jax.Array) -> jax.Array:
        """Take the largest value of each window; the first one where several are equal."""
        window, strides = self.geometry
        border = self.border(maps)
        if self.rank < 3 and window == strides and prod(window) <= MOST_PIXELS:
            maps = (
                jnp.pad(maps, border, constant_values=-jnp.inf) if any(map(any, border)) else maps
            )
            return largest_of_parts(split_windows(maps, window))
        largest: jax.Array = jax.lax.reduce_window(
            maps, -jnp.inf, jax.lax.max, (1, *window, 1), (1, *strides, 1), border
        )
        return largest


@dataclass(frozen=True)
class MaxPooling1D(MaxPooling):
    """Keep the largest value in each stretch of every series.

    The settings are those of every `WindowPooling`, in steps of time.

    Examples
    --------
    >>> MaxPooling1D().apply({}, jnp.arange(6.0).reshape(1, 6, 1))[0, :, 0].tolist()
    [1.0, 3.0, 5.0]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class MaxPooling2D(MaxPooling):
    """Keep the largest value in each window of every feature map.

    The settings are those of every `WindowPooling`; one number for a size holds for height
    and width.

    References
    ----------
    Riesenhuber and Poggio (1999), "Hierarchical models of object recognition in
    cortex", Nature Neuroscience 2.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> image = jnp.arange(16.0).reshape(1, 4, 4, 1)
    >>> MaxPooling2D(2).apply({}, image)[0, :, :, 0].tolist()
    [[5.0, 7.0], [13.0, 15.0]]
    """

    pool_size: Sizes = (2, 2)

    rank: ClassVar[int] = 2


@dataclass(frozen=True)
class MaxPooling3D(MaxPooling):
    """Keep the largest value in each window of every volume.

    The settings are those of every `WindowPooling`; one number for a size holds for depth,
    height and width.

    Examples
    --------
    >>> MaxPooling3D().output_shape((6, 8, 8, 3))
    (3, 4, 4, 3)
    """

    pool_size: Sizes = (2, 2, 2)

    rank: ClassVar[int] = 3


@jax.custom_vjp
def largest_of_parts(parts: jax.Array) -> jax.Array:
    """Take the largest along the second axis.

    The gradient goes to the first of equal ones, as in TensorFlow and PyTorch; autodiff
    of `maximum` would share it out, and `reduce_window` is slow on a processor.
    """
    return parts.max(1)


def _largest_forward(parts: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    """Keep what the gradient needs."""
    largest = largest_of_parts(parts)
    return largest, (parts, largest)


def _largest_backward(kept: tuple[jax.Array, jax.Array], gradient: jax.Array) -> tuple[jax.Array]:
    """Hand the gradient to the first part that was the largest."""
    parts, largest = kept
    shares, is_taken = [], jnp.zeros(largest.shape, bool)
    for number in range(parts.shape[1]):
        is_first = (parts[:, number] == largest) & ~is_taken
        is_taken |= is_first
        shares.append(jnp.where(is_first, gradient, 0))
    return (jnp.stack(shares, 1),)


largest_of_parts.defvjp(_largest_forward, _largest_backward)


@dataclass(frozen=True)
class AveragePooling(WindowPooling):
    """Keep the mean of each window, of series or of images.

    Only what lies on the map counts: a window that reaches over the border has fewer
    pixels.

    The settings are those of every `WindowPooling`.
    """

    def pooled(self, maps: jax.Array) -> jax.Array:
        """Add up each window and divide by the pixels it has on the map."""
        window, strides = self.geometry
        border = self.border(maps)
        if self.rank < 3 and window == strides and not any(map(any, border)):
            return split_windows(maps, window).mean(1)
        sums = jax.lax.reduce_window(
            maps, 0.0, jax.lax.add, (1, *window, 1), (1, *strides, 1), border
        )
        along = (
            np.convolve(np.pad(np.ones(size), ends), np.ones(reach), "valid")[::stride]
            for size, ends, reach, stride in zip(
                maps.shape[1:-1], border[1:-1], window, strides, strict=True
            )
        )
        counts = reduce(np.multiply.outer, along)
        means: jax.Array = sums / jnp.asarray(counts, maps.dtype)[..., None]
        return means


@dataclass(frozen=True)
class AveragePooling1D(AveragePooling):
    """Keep the mean of each stretch of every series.

    The settings are those of every `WindowPooling`, in steps of time.

    Examples
    --------
    >>> AveragePooling1D(2).apply({}, jnp.arange(6.0).reshape(1, 6, 1))[0, :, 0].tolist()
    [0.5, 2.5, 4.5]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class AveragePooling2D(AveragePooling):
    """Keep the mean of each window of every feature map.

    The settings are those of every `WindowPooling`; one number for a size holds for height
    and width.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
    document recognition".

    Examples
    --------
    >>> image = jnp.arange(16.0).reshape(1, 4, 4, 1)
    >>> AveragePooling2D(2).apply({}, image)[0, :, :, 0].tolist()
    [[2.5, 4.5], [10.5, 12.5]]
    """

    pool_size: Sizes = (2, 2)

    rank: ClassVar[int] = 2


@dataclass(frozen=True)
class AveragePooling3D(AveragePooling):
    """Keep the mean of each window of every volume.

    The settings are those of every `WindowPooling`; one number for a size holds for depth,
    height and width.

    Examples
    --------
    >>> AveragePooling3D(3, 1).output_shape((6, 8, 8, 3))
    (4, 6, 6, 3)
    """

    pool_size: Sizes = (2, 2, 2)

    rank: ClassVar[int] = 3


@dataclass(frozen=True)
class GlobalPooling(Layer):
    """Make one number of each feature map or series.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs keep their channels.
    keepdims : bool, default=False
        Whether the axes that were pooled stay, with size 1.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    """

    data_format: DataFormat = "channels_last"
    keepdims: bool = False

    rank: ClassVar[int]
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_data_format(self, self.data_format)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return `(channels,)`, and a 1 for each axis that stays."""
        places, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        if not self.keepdims:
            return (channels,)
        return shape_of((1,) * len(places), channels, self.data_format)

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes that are pooled, the batch being axis 0."""
        first = 1 if self.data_format == "channels_last" else 2
        return tuple(range(first, first + self.rank))


@dataclass(frozen=True)
class GlobalMaxPooling(GlobalPooling):
    """Keep the largest value of each feature map or series.

    The settings are those of every `GlobalPooling`.
    """

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Take the largest values."""
        return inputs.max(self.axes, keepdims=self.keepdims)


@dataclass(frozen=True)
class GlobalMaxPooling1D(GlobalMaxPooling):
    """Keep the largest value of each series.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> GlobalMaxPooling1D().apply({}, jnp.asarray([[[1.0], [3.0], [2.0]]])).tolist()
    [[3.0]]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class GlobalMaxPooling2D(GlobalMaxPooling):
    """Keep the largest value of each feature map.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> GlobalMaxPooling2D().output_shape((7, 5, 3))
    (3,)
    """

    rank: ClassVar[int] = 2


@dataclass(frozen=True)
class GlobalMaxPooling3D(GlobalMaxPooling):
    """Keep the largest value of each volume.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> GlobalMaxPooling3D().output_shape((4, 7, 5, 3))
    (3,)
    """

    rank: ClassVar[int] = 3


@dataclass(frozen=True)
class GlobalAveragePooling1D(GlobalPooling):
    """Keep the mean of each series over the times that are there.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> mask = jnp.asarray([[True, True, False]])
    >>> series = jnp.asarray([[[1.0], [3.0], [8.0]]])
    >>> GlobalAveragePooling1D().apply({}, series, mask=mask).tolist()
    [[2.0]]
    """

    rank: ClassVar[int] = 1
    uses_mask: ClassVar[bool] = True

    def apply(
        self, weights: Weights, inputs: jax.Array, *, mask: jax.Array | None = None, **_: Any
    ) -> jax.Array:
        """Take the means; an example without any time has no mean."""
        if mask is None:
            return inputs.mean(self.axes, keepdims=self.keepdims)
        is_there = jnp.expand_dims(mask, 2 if self.data_format == "channels_last" else 1)
        sums = jnp.where(is_there, inputs, 0).sum(self.axes, keepdims=self.keepdims)
        return sums / is_there.astype(inputs.dtype).sum(self.axes, keepdims=self.keepdims)


@dataclass(frozen=True)
class GlobalAveragePooling2D(GlobalPooling):
    """Keep the mean of each feature map.

    The settings are those of every `GlobalPooling`.

    References
    ----------
    Lin, Chen and Yan (2014), "Network in network", ICLR.

    Examples
    --------
    >>> GlobalAveragePooling2D(keepdims=True).output_shape((7, 5, 3))
    (1, 1, 3)
    """

    rank: ClassVar[int] = 2

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Take the means."""
        return inputs.mean(self.axes, keepdims=self.keepdims)


@dataclass(frozen=True)
class GlobalAveragePooling3D(GlobalAveragePooling2D):
    """Keep the mean of each volume.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> GlobalAveragePooling3D().output_shape((4, 7, 5, 3))
    (3,)
    """

    rank: ClassVar[int] = 3

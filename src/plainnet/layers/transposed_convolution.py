"""Transposed convolution: every pixel stamps the kernel onto a larger image.

It is the way back of a convolution. Zeros are put between the pixels, and the kernel,
turned around, slides over what comes out.
"""

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.activations import Activation, Function, find_activation
from plainnet.layers.convolution import convolve
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive, settle
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules
from plainnet.layers.window_geometry import (
    DataFormat,
    Pair,
    Sizes,
    from_channels_last,
    places_and_channels,
    reach,
    settle_data_format,
    settle_padding,
    settle_sizes,
    shape_of,
    to_channels_last,
)


@dataclass(frozen=True)
class Conv2DTranspose(Layer):
    """Stamp `filters` kernels, each times a pixel, onto a larger image.

    Parameters
    ----------
    filters : int
        Number of feature maps.
    kernel_size : int or (int, int)
        Height and width of the kernel, in pixels.
    strides : int or (int, int), default=1
        Distance of the stamps: the factor by which the image grows.
    padding : {"valid", "same"}, default="valid"
        "same" cuts off the border, so that the image grows by `strides` exactly.
    output_padding : int, (int, int) or None
        Further pixels behind; None is what suits the padding.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    dilation_rate : int or (int, int), default=1
        Distance between the numbers of the kernel, in pixels.
    activation : str, Activation, callable or None
        A name or a function of an array; None is a straight line.
    use_bias : bool, default=True
        Whether each map has a bias.
    kernel_initializer, bias_initializer : str or Initializer
        What the weights start from.
    kernel_regularizer, bias_regularizer : str, Regularizer or None
        What large weights cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    kernel_constraint, bias_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Zeiler, Krishnan, Taylor and Fergus (2010), "Deconvolutional networks", CVPR.

    Examples
    --------
    >>> Conv2DTranspose(8, 3, strides=2, padding="same").output_shape((7, 7, 16))
    (14, 14, 8)
    """

    filters: int
    kernel_size: Sizes
    strides: Sizes = 1
    padding: Literal["valid", "same"] = "valid"
    output_padding: Sizes | None = None
    data_format: DataFormat = "channels_last"
    dilation_rate: Sizes = 1
    activation: str | Activation | Function | None = None
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    kernel_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    kernel_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "bias")
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "filters", self.filters)
        settle_sizes(self, 2, "kernel_size", "strides", "dilation_rate")
        if self.output_padding is not None:
            settle_output_padding(self)
        settle_padding(self, self.padding)
        settle_data_format(self, self.data_format)
        settle_weight_rules(self)
        find_activation(self.activation)

    @property
    def border(self) -> tuple[Pair, Pair]:
        """How many zeros are added before and after, for rows and columns."""
        return self._border(0), self._border(1)

    def _border(self, axis: int) -> Pair:
        """Count the zeros along one axis; what is negative is cut off."""
        window, stride = self._window(axis), _at(self.strides, axis)
        further = None if self.output_padding is None else _at(self.output_padding, axis)
        if self.padding == "valid":
            behind = max(window, stride) - window if further is None else further
            return window - 1, window - 1 + behind
        both = stride + window - 2
        if further is not None:
            both = window + window % 2 - 2 + further
        before = min(both - both // 2, window - 1)
        return before, both - before

    def _window(self, axis: int) -> int:
        """Count the pixels from the first to the last that a stamp covers."""
        return reach(_at(self.kernel_size, axis), _at(self.dilation_rate, axis))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the pixels of the larger image."""
        sizes, _ = places_and_channels(self, input_shape, 2, self.data_format)
        places = tuple(
            (size - 1) * _at(self.strides, axis)
            + 1
            + sum(self.border[axis])
            - self._window(axis)
            + 1
            for axis, size in enumerate(sizes)
        )
        return shape_of(places, self.filters, self.data_format)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `kernel` (height, width, filters, channels) and `bias` (filters,)."""
        assert isinstance(self.kernel_size, tuple)
        _, channels = places_and_channels(self, input_shape, 2, self.data_format)
        shapes: dict[str, Shape] = {"kernel": (*self.kernel_size, self.filters, channels)}
        if self.use_bias:
            shapes["bias"] = (self.filters,)
        return shapes

    def places(self, input_shape: Shape) -> int:
        """Count the stamps: the pixels that come in."""
        return prod(places_and_channels(self, input_shape, 2, self.data_format)[0])

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Compute the feature maps."""
        images = to_channels_last(inputs, self.data_format)
        rows, columns = (
            (*border, _at(self.strides, axis) - 1) for axis, border in enumerate(self.border)
        )
        spread = jax.lax.pad(
            images, jnp.zeros((), images.dtype), ((0, 0, 0), rows, columns, (0, 0, 0))
        )
        turned = weights["kernel"][::-1, ::-1].swapaxes(2, 3)
        dilation = _at(self.dilation_rate, 0), _at(self.dilation_rate, 1)
        maps = convolve(spread, turned, (1, 1), dilation)
        maps = maps + weights["bias"] if self.use_bias else maps
        return find_activation(self.activation)(from_channels_last(maps, self.data_format))


def settle_output_padding(layer: Conv2DTranspose) -> None:
    """Write further pixels for each axis; there must be fewer of them than the stride."""
    value = layer.output_padding
    sizes = value if isinstance(value, tuple | list) else (value, value)
    strides = layer.strides
    assert isinstance(strides, tuple)
    is_fine = len(sizes) == 2 and all(
        isinstance(size, int) and 0 <= size < stride
        for size, stride in zip(sizes, strides, strict=True)
    )
    if not is_fine:
        raise SettingError("convolution.output_padding", value=value, strides=strides)
    settle(layer, output_padding=tuple(sizes))


def _at(sizes: Sizes, axis: int) -> int:
    """Pick the size along one axis."""
    assert isinstance(sizes, tuple)
    return sizes[axis]

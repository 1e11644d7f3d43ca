"""Convolutions of each channel on its own, alone or followed by one across the channels."""

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar, Literal, NamedTuple

import jax

from plainnet.layers.activations import Activation, Function, find_activation
from plainnet.layers.convolution import padded_images
from plainnet.layers.convolution_formulation import convolve_each_channel
from plainnet.layers.dense import times_kernel
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules
from plainnet.layers.window_geometry import (
    DataFormat,
    Pair,
    Sizes,
    from_channels_last,
    output_size,
    places_and_channels,
    reach,
    settle_data_format,
    settle_padding,
    settle_sizes,
    shape_of,
    to_channels_last,
)


class Windows(NamedTuple):
    """How a kernel lies on an image: sizes and steps in pixels, and the padding."""

    size: Sizes
    strides: Sizes
    dilation: Sizes
    padding: str

    def places(self, layer: Layer, sizes: Shape) -> Shape:
        """Count the places along height and width."""
        each = zip(sizes, *self._pairs(), strict=True)
        return tuple(
            output_size(layer, size, reach(window, distance), stride, self.padding)
            for size, window, stride, distance in each
        )

    def convolved_by_channel(self, images: jax.Array, kernel: jax.Array) -> jax.Array:
        """Pad images (batch, height, width, channels) and convolve every channel."""
        size, strides, dilation = self._pairs()
        padded = padded_images(images, size, strides, dilation, self.padding)
        return convolve_each_channel(padded, kernel, strides, dilation)

    def _pairs(self) -> tuple[Pair, Pair, Pair]:
        """Return size, strides and dilation as pairs, which the layer has settled."""
        return self.size, self.strides, self.dilation  # type: ignore[return-value]


@dataclass(frozen=True)
class DepthwiseConv2D(Layer):
    """Slide `depth_multiplier` kernels over every channel of an image.

    Parameters
    ----------
    kernel_size : int or (int, int)
        Height and width of the kernel, in pixels.
    strides : int or (int, int), default=1
        Step of the kernel, in pixels.
    padding : {"valid", "same"}, default="valid"
        "same" adds zeros around the image, so that stride 1 keeps its size.
    depth_multiplier : int, default=1
        Number of feature maps of each channel.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    dilation_rate : int or (int, int), default=1
        Distance between the numbers of the kernel, in pixels.
    activation : str, Activation, callable or None
        A name or a function of an array; None is a straight line.
    use_bias : bool, default=True
        Whether each map has a bias.
    depthwise_initializer, bias_initializer : str or Initializer
        What the weights start from.
    depthwise_regularizer, bias_regularizer : str, Regularizer or None
        What large weights cost.
    activity_regularizer : str, Regularizer or None
        What large outputs cost.
    depthwise_constraint, bias_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Howard et al. (2017), "MobileNets: efficient convolutional neural networks for mobile
    vision applications".

    Examples
    --------
    >>> layer = DepthwiseConv2D(3, depth_multiplier=2)
    >>> weights, output_shape = layer.init((0,), (32, 32, 5))
    >>> weights["kernel"].shape, output_shape
    ((3, 3, 5, 2), (30, 30, 10))
    """

    kernel_size: Sizes
    strides: Sizes = 1
    padding: Literal["valid", "same"] = "valid"
    depth_multiplier: int = 1
    data_format: DataFormat = "channels_last"
    dilation_rate: Sizes = 1
    activation: str | Activation | Function | None = None
    use_bias: bool = True
    depthwise_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    depthwise_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    depthwise_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "bias")
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "depth_multiplier", self.depth_multiplier)
        settle_sizes(self, 2, "kernel_size", "strides", "dilation_rate")
        settle_padding(self, self.padding)
        settle_data_format(self, self.data_format)
        settle_weight_rules(self)
        find_activation(self.activation)

    @property
    def kernel_initializer(self) -> str | Initializer:
        """What the kernel starts from."""
        return self.depthwise_initializer

    @property
    def kernel_regularizer(self) -> str | Regularizer | None:
        """What a large kernel costs."""
        return self.depthwise_regularizer

    @property
    def kernel_constraint(self) -> str | Constraint | None:
        """What the kernel is kept to."""
        return self.depthwise_constraint

    @property
    def windows(self) -> Windows:
        """How the kernel lies on the image."""
        return Windows(self.kernel_size, self.strides, self.dilation_rate, self.padding)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the places that the kernel sees, and the maps."""
        sizes, channels = places_and_channels(self, input_shape, 2, self.data_format)
        places = self.windows.places(self, sizes)
        return shape_of(places, channels * self.depth_multiplier, self.data_format)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `kernel` (height, width, channels, multiplier) and `bias` (maps,)."""
        _, channels = places_and_channels(self, input_shape, 2, self.data_format)
        assert isinstance(self.kernel_size, tuple)
        kernel = (*self.kernel_size, channels, self.depth_multiplier)
        shapes: dict[str, Shape] = {"kernel": kernel}
        if self.use_bias:
            shapes["bias"] = (channels * self.depth_multiplier,)
        return shapes

    def places(self, input_shape: Shape) -> int:
        """Count the pixels of a feature map."""
        sizes, _ = places_and_channels(self, input_shape, 2, self.data_format)
        return prod(self.windows.places(self, sizes))

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Compute the feature maps."""
        images = to_channels_last(inputs, self.data_format)
        maps = self.windows.convolved_by_channel(images, weights["kernel"])
        maps = maps + weights["bias"] if self.use_bias else maps
        return find_activation(self.activation)(from_channels_last(maps, self.data_format))


@dataclass(frozen=True)
class SeparableConv2D(Layer):
    """Slide kernels over every channel of an image, then mix the channels at every pixel.

    Parameters
    ----------
    filters : int
        Number of feature maps.
    kernel_size : int or (int, int)
        Height and width of the kernel, in pixels.
    strides : int or (int, int), default=1
        Step of the kernel, in pixels.
    padding : {"valid", "same"}, default="valid"
        "same" adds zeros around the image, so that stride 1 keeps its size.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    dilation_rate : int or (int, int), default=1
        Distance between the numbers of the kernel, in pixels.
    depth_multiplier : int, default=1
        Number of kernels for each channel.
    activation : str, Activation, callable or None
        A name or a function of an array; None is a straight line.
    use_bias : bool, default=True
        Whether each map has a bias.
    depthwise_initializer, pointwise_initializer, bias_initializer : str or Initializer
        What the weights start from.
    depthwise_regularizer, pointwise_regularizer : str, Regularizer or None
        What large kernels cost.
    bias_regularizer, activity_regularizer : str, Regularizer or None
        What large biases and large outputs cost.
    depthwise_constraint, pointwise_constraint, bias_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Chollet (2017), "Xception: deep learning with depthwise separable convolutions", CVPR.

    Examples
    --------
    >>> SeparableConv2D(8, 3).weight_shapes((32, 32, 5))["pointwise_kernel"]
    (1, 1, 5, 8)
    """

    filters: int
    kernel_size: Sizes
    strides: Sizes = 1
    padding: Literal["valid", "same"] = "valid"
    data_format: DataFormat = "channels_last"
    dilation_rate: Sizes = 1
    depth_multiplier: int = 1
    activation: str | Activation | Function | None = None
    use_bias: bool = True
    depthwise_initializer: str | Initializer = "glorot_uniform"
    pointwise_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    depthwise_regularizer: str | Regularizer | None = None
    pointwise_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    depthwise_constraint: str | Constraint | None = None
    pointwise_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("depthwise_kernel", "pointwise_kernel", "bias")
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "filters", self.filters)
        check_positive(self, "depth_multiplier", self.depth_multiplier)
        settle_sizes(self, 2, "kernel_size", "strides", "dilation_rate")
        settle_padding(self, self.padding)
        settle_data_format(self, self.data_format)
        settle_weight_rules(self)
        find_activation(self.activation)

    @property
    def windows(self) -> Windows:
        """How the kernel lies on the image."""
        return Windows(self.kernel_size, self.strides, self.dilation_rate, self.padding)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the places that the kernel sees: rows, columns and filters."""
        sizes, _ = places_and_channels(self, input_shape, 2, self.data_format)
        return shape_of(self.windows.places(self, sizes), self.filters, self.data_format)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `depthwise_kernel`, `pointwise_kernel` and `bias`."""
        assert isinstance(self.kernel_size, tuple)
        _, channels = places_and_channels(self, input_shape, 2, self.data_format)
        shapes: dict[str, Shape] = {
            "depthwise_kernel": (*self.kernel_size, channels, self.depth_multiplier),
            "pointwise_kernel": (1, 1, channels * self.depth_multiplier, self.filters),
        }
        if self.use_bias:
            shapes["bias"] = (self.filters,)
        return shapes

    def places(self, input_shape: Shape) -> int:
        """Count the pixels of a feature map."""
        sizes, _ = places_and_channels(self, input_shape, 2, self.data_format)
        return prod(self.windows.places(self, sizes))

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Compute the feature maps."""
        images = to_channels_last(inputs, self.data_format)
        maps = self.windows.convolved_by_channel(images, weights["depthwise_kernel"])
        maps = times_kernel(maps, weights["pointwise_kernel"][0, 0])
        maps = maps + weights["bias"] if self.use_bias else maps
        return find_activation(self.activation)(from_channels_last(maps, self.data_format))

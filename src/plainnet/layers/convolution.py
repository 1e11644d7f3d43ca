"""Convolution: the same small kernel looks at every place of the image."""

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.activations import Activation, Function, find_activation
from plainnet.layers.convolution_formulation import (
    convolution_formulation,
    convolve_and_pool,
    convolve_by_taps,
    convolve_in_tiles,
    convolve_volumes,
    formulation_of_copies,
    one_by_one,
    pooled_tile,
)
from plainnet.layers.dense import times_kernel
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.regularizers import Constraint, Regularizer, settle_weight_rules
from plainnet.layers.window_geometry import (
    DataFormat,
    Pair,
    Sizes,
    from_channels_last,
    output_size,
    padding_of,
    places_and_channels,
    reach,
    settle_data_format,
    settle_padding,
    settle_sizes,
    shape_of,
    sizes_of,
    to_channels_last,
)


@dataclass(frozen=True)
class Convolution(Layer):
    """What convolutions over series and over images have in common.

    Series are computed as images one pixel high.

    Parameters
    ----------
    filters : int
        Number of feature maps.
    kernel_size : int or tuple of int
        Size of the kernel, in pixels or steps of time.
    strides : int or tuple of int, default=1
        Step of the kernel.
    padding : {"valid", "same"}, default="valid"
        "same" adds zeros around, so that stride 1 keeps the size.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    dilation_rate : int or tuple of int, default=1
        Distance between the numbers of the kernel, in pixels or steps of time.
    groups : int, default=1
        The channels are parted into so many groups; each filter sees one of them.
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
    """

    filters: int
    kernel_size: Sizes
    strides: Sizes = 1
    padding: Literal["valid", "same", "causal"] = "valid"
    data_format: DataFormat = "channels_last"
    dilation_rate: Sizes = 1
    groups: int = 1
    activation: str | Activation | Function | None = None
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    kernel_regularizer: str | Regularizer | None = None
    bias_regularizer: str | Regularizer | None = None
    activity_regularizer: str | Regularizer | None = None
    kernel_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    rank: ClassVar[int]
    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "bias")
    further_paddings: ClassVar[tuple[str, ...]] = ()
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "filters", self.filters)
        check_positive(self, "groups", self.groups)
        settle_sizes(self, self.rank, "kernel_size", "strides", "dilation_rate")
        settle_padding(self, self.padding, *self.further_paddings)
        settle_data_format(self, self.data_format)
        settle_weight_rules(self)
        find_activation(self.activation)
        self._check_groups(self.filters, "filters")

    @property
    def geometry(self) -> tuple[Pair, Pair]:
        """Kernel size and strides, each as two numbers."""
        return self._pair(self.kernel_size), self._pair(self.strides)

    @property
    def dilation(self) -> Pair:
        """Distance between the numbers of the kernel, as two numbers."""
        return self._pair(self.dilation_rate)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the places that the kernel sees: places and filters."""
        sizes, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        self._check_groups(channels, "channels")
        along = zip(
            sizes,
            sizes_of(self.kernel_size),
            sizes_of(self.strides),
            sizes_of(self.dilation_rate),
            strict=True,
        )
        places = tuple(
            output_size(self, size, reach(window, distance), stride, self.padding)
            for size, window, stride, distance in along
        )
        return shape_of(places, self.filters, self.data_format)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `kernel` (places of the kernel, channels // groups, filters) and `bias`."""
        _, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        kernel = (*sizes_of(self.kernel_size), channels // self.groups, self.filters)
        shapes: dict[str, Shape] = {"kernel": kernel}
        if self.use_bias:
            shapes["bias"] = (self.filters,)
        return shapes

    def places(self, input_shape: Shape) -> int:
        """Count the pixels of a feature map."""
        shape = self.output_shape(input_shape)
        return prod(places_and_channels(self, shape, self.rank, self.data_format)[0])

    def pre_activation(self, weights: Weights, inputs: jax.Array) -> jax.Array:
        """Compute the feature maps before the activation."""
        images, kernel = self._prepared(weights, inputs)
        maps = convolve(images, kernel, self.geometry[1], self.dilation, self.groups)
        maps = maps + weights["bias"] if self.use_bias else maps
        return from_channels_last(maps if self.rank == 2 else maps[:, 0], self.data_format)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Compute the feature maps."""
        return find_activation(self.activation)(self.pre_activation(weights, inputs))

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Return `pre_activation` and `outputs`, the feature maps."""
        maps = self.pre_activation(weights, inputs)
        return {"pre_activation": maps, "outputs": find_activation(self.activation)(maps)}

    def _prepared(self, weights: Weights, inputs: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return padded images and a kernel for images, the channels last.

        The kernel is folded where one channel stands for all.
        """
        images, kernel = to_channels_last(inputs, self.data_format), weights["kernel"]
        if self.rank == 1:
            images, kernel = images[:, None], kernel[None]
        windows, strides = self.geometry
        images = padded_images(images, windows, strides, self.dilation, self.padding)
        if images.shape[3] == 1 != kernel.shape[2] and self.groups == 1:
            kernel = kernel.sum(2, keepdims=True)
        return images, kernel

    def _pair(self, sizes: Sizes) -> Pair:
        """Write the sizes of a series as those of an image one pixel high."""
        along = sizes_of(sizes)
        return (1, *along) if self.rank == 1 else along  # type: ignore[return-value]

    def _check_groups(self, count: int, what: str) -> None:
        """Refuse channels or filters that cannot be parted into the groups."""
        if count % self.groups:
            kind = type(self).__name__
            raise SettingError(f"convolution.{what}", layer=kind, count=count, groups=self.groups)


@dataclass(frozen=True)
class Conv2D(Convolution):
    """Slide `filters` kernels over an image; each gives one feature map.

    The settings are those of every `Convolution`; one number for a size holds for height
    and width.

    Notes
    -----
    An image of one channel may stand for one whose channels are all equal: a grey picture
    read as three. The kernel is then summed over its channels, and each channel gets the
    same gradient, as if all three had been there.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
    document recognition".

    Examples
    --------
    >>> layer = Conv2D(6, 5, activation="relu")
    >>> weights, output_shape = layer.init((0,), (32, 32, 3))
    >>> weights["kernel"].shape, output_shape
    ((5, 5, 3, 6), (28, 28, 6))
    """

    rank: ClassVar[int] = 2

    def apply_and_pool(
        self, weights: Weights, inputs: jax.Array, pooling: MaxPooling2D
    ) -> jax.Array:
        """Compute the feature maps and pool them, in one step where that is faster."""
        images, kernel = self._prepared(weights, inputs)
        strides, activation = self.geometry[1], find_activation(self.activation)
        formulation = convolution_formulation(images.shape[1:], kernel.shape, strides)
        tile = pooled_tile(formulation)
        is_halving = pooling.geometry == ((2, 2), (2, 2)) and pooling.padding == "valid"
        is_plain = self.dilation == (1, 1) and self.groups == 1 and activation.is_rising
        is_alike = pooling.data_format == self.data_format
        if tile is None or not (is_halving and is_plain and is_alike):
            return pooling.apply({}, self.apply(weights, inputs))
        maps = convolve_and_pool(images, kernel, weights.get("bias"), activation, strides, tile)
        return from_channels_last(maps, self.data_format)


def padded_images(
    images: jax.Array, windows: Pair, strides: Pair, dilation: Pair, padding: str
) -> jax.Array:
    """Add the zeros that a padding asks for around images (batch, height, width, channels)."""
    rows, columns = (
        padding_of(
            images.shape[1 + axis], reach(windows[axis], dilation[axis]), strides[axis], padding
        )
        for axis in (0, 1)
    )
    return jnp.pad(images, ((0, 0), rows, columns, (0, 0))) if any((*rows, *columns)) else images


def convolve(
    images: jax.Array, kernel: jax.Array, strides: Pair, dilation: Pair, groups: int = 1
) -> jax.Array:
    """Convolve padded images the way that suits the shapes.

    Shapes: `images` (batch, height, width, channels), `kernel` (kernel_height, kernel_width,
    channels // groups, filters) -> (batch, rows, columns, filters).
    `strides` and `dilation`: step of the kernel and distance of its numbers, in pixels.
    """
    if dilation != (1, 1) or groups > 1:
        if jax.default_backend() == "cpu":
            return convolve_by_taps(images, kernel, strides, dilation, groups)
        return _convolve_by_library(images, kernel, strides, dilation, groups)
    formulation = convolution_formulation(images.shape[1:], kernel.shape, strides)
    if formulation == "whole_map":
        height, width, _, filters = kernel.shape
        covered = images[:, :height, :width].reshape(images.shape[0], -1)
        return times_kernel(covered, kernel.reshape(-1, filters)).reshape(-1, 1, 1, filters)
    if formulation == "library":
        return _convolve_by_library(images, kernel, strides)
    if formulation == "one_by_one":
        return one_by_one(lambda few: convolve_by_taps(few, kernel, strides, dilation), images)
    assert not isinstance(formulation, str)
    return convolve_in_tiles(images, kernel, strides, formulation)


def _convolve_by_library(
    images: jax.Array,
    kernel: jax.Array,
    strides: tuple[int, ...],
    dilation: tuple[int, ...] | None = None,
    groups: int = 1,
) -> jax.Array:
    """Leave images or volumes to XLA."""
    axes = "HW" if images.ndim == 4 else "DHW"
    return jax.lax.conv_general_dilated(
        images,
        kernel,
        strides,
        "VALID",
        rhs_dilation=dilation,
        dimension_numbers=(f"N{axes}C", f"{axes}IO", f"N{axes}C"),
        feature_group_count=groups,
    )


@dataclass(frozen=True)
class Conv1D(Convolution):
    """Slide `filters` kernels along time; each gives one new series.

    The settings are those of every `Convolution`. The padding may also be "causal": then
    no output looks ahead in time.

    References
    ----------
    van den Oord et al. (2016), "WaveNet: a generative model for raw audio".

    Examples
    --------
    >>> layer = Conv1D(8, 3, padding="causal", dilation_rate=2)
    >>> weights, output_shape = layer.init((0,), (20, 5))
    >>> weights["kernel"].shape, output_shape
    ((3, 5, 8), (20, 8))
    """

    rank: ClassVar[int] = 1
    further_paddings: ClassVar[tuple[str, ...]] = ("causal",)


@dataclass(frozen=True)
class Conv3D(Convolution):
    """Slide `filters` kernels through a volume, or through the frames of a film.

    The settings are those of every `Convolution`; one number for a size holds for depth,
    height and width.

    References
    ----------
    Ji, Xu, Yang and Yu (2013), "3D convolutional neural networks for human action
    recognition", IEEE Transactions on Pattern Analysis and Machine Intelligence 35.

    Examples
    --------
    >>> Conv3D(8, 3).output_shape((10, 16, 16, 1))
    (8, 14, 14, 8)
    """

    strides: Sizes = (1, 1, 1)
    dilation_rate: Sizes = (1, 1, 1)

    rank: ClassVar[int] = 3

    def pre_activation(self, weights: Weights, inputs: jax.Array) -> jax.Array:
        """Compute the feature maps before the activation."""
        kernel, steps = weights["kernel"], sizes_of(self.strides)
        dilation = sizes_of(self.dilation_rate)
        volumes = to_channels_last(inputs, self.data_format)
        windows = map(reach, kernel.shape[:3], dilation)
        axes = zip(volumes.shape[1:4], windows, steps, strict=False)
        added = [padding_of(*axis, self.padding) for axis in axes]
        volumes = jnp.pad(volumes, ((0, 0), *added, (0, 0)))
        places = prod(self.output_shape(inputs.shape[1:])) // self.filters

        def convolve(some: jax.Array) -> jax.Array:
            """Return the maps of padded volumes."""
            return convolve_volumes(some, kernel, steps, dilation, self.groups)

        match formulation_of_copies(places * prod(kernel.shape[:4])):
            case "library":
                maps = _convolve_by_library(volumes, kernel, steps, dilation, self.groups)
            case "one_by_one":
                maps = one_by_one(convolve, volumes)
            case None:
                maps = convolve(volumes)
        maps = maps + weights["bias"] if self.use_bias else maps
        return from_channels_last(maps, self.data_format)

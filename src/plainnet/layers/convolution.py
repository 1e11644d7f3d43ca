"""Convolution: the same small kernel looks at every place of the image.

Concepts: convolution, kernel, filter, padding, stride, weight sharing
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.layers.activations import find_activation
from plainnet.layers.constraints import Constraint
from plainnet.layers.convolution_formulation import convolution_formulation, pooled_tile
from plainnet.layers.initializers import Initializer
from plainnet.layers.layer import (
    Layer,
    Shape,
    Weights,
    check_pair,
    check_positive,
    check_rank,
    pair_of,
    settle,
)
from plainnet.layers.matrix_product import times_kernel
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.layers.regularizers import Regularizer
from plainnet.layers.tiled_convolution import Pair, convolve_and_pool, convolve_in_tiles
from plainnet.layers.weight_rules import settle_weight_rules
from plainnet.layers.window_geometry import output_size, padding_of


@dataclass(frozen=True)
class Conv2D(Layer):
    """Slide `filters` kernels over an image; each gives one feature map.

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
    activation : str or None
        None is a straight line.
    use_bias : bool, default=True
        Whether each map has a bias.
    kernel_initializer, bias_initializer : str or Initializer
        What the weights start from.
    kernel_regularizer, bias_regularizer : Regularizer or None
        What large weights cost.
    activity_regularizer : Regularizer or None
        What large outputs cost.
    kernel_constraint, bias_constraint : str, Constraint or None
        What weights are kept to after every step.
    name : str or None
        Name in summaries and files.

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

    filters: int
    kernel_size: int | tuple[int, int]
    strides: int | tuple[int, int] = (1, 1)
    padding: Literal["valid", "same"] = "valid"
    activation: str | None = None
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    bias_initializer: str | Initializer = "zeros"
    kernel_regularizer: Regularizer | None = None
    bias_regularizer: Regularizer | None = None
    activity_regularizer: Regularizer | None = None
    kernel_constraint: str | Constraint | None = None
    bias_constraint: str | Constraint | None = None

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "bias")
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle(
            self,
            kernel_size=pair_of(self.kernel_size),
            strides=pair_of(self.strides),
        )
        settle_weight_rules(self)
        check_positive(self, "filters", self.filters)
        check_pair(self, "kernel_size", self.kernel_size)
        check_pair(self, "strides", self.strides)
        find_activation(self.activation)

    @property
    def geometry(self) -> tuple[Pair, Pair]:
        """Kernel size and strides, each as two numbers."""
        return pair_of(self.kernel_size), pair_of(self.strides)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the places that the kernel sees: `(rows, columns, filters)`."""
        check_rank(self, input_shape, 3, "(batch, height, width, channels)")
        height, width, _ = input_shape
        kernel, strides = self.geometry
        rows = output_size(self, height, kernel[0], strides[0], self.padding)
        columns = output_size(self, width, kernel[1], strides[1], self.padding)
        return rows, columns, self.filters

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Give `kernel` (height, width, channels, filters) and `bias` (filters,)."""
        shapes: dict[str, Shape] = {"kernel": (*self.geometry[0], input_shape[-1], self.filters)}
        if self.use_bias:
            shapes["bias"] = (self.filters,)
        return shapes

    def places(self, input_shape: Shape) -> int:
        """Count the pixels of a feature map."""
        rows, columns, _ = self.output_shape(input_shape)
        return rows * columns

    def pre_activation(self, weights: Weights, inputs: jax.Array) -> jax.Array:
        """Compute the feature maps before the activation."""
        images, kernel = self._prepared(weights, inputs)
        maps = _convolve(images, kernel, self.geometry[1])
        return maps + weights["bias"] if self.use_bias else maps

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Compute the feature maps."""
        return find_activation(self.activation)(self.pre_activation(weights, inputs))

    def apply_and_pool(
        self, weights: Weights, inputs: jax.Array, pooling: MaxPooling2D
    ) -> jax.Array:
        """Compute the feature maps and pool them, in one step where that is faster."""
        images, kernel = self._prepared(weights, inputs)
        strides, activation = self.geometry[1], find_activation(self.activation)
        formulation = convolution_formulation(images.shape[1:], kernel.shape, strides)
        tile = pooled_tile(formulation)
        is_halving = pooling.geometry == ((2, 2), (2, 2)) and pooling.padding == "valid"
        if tile is None or not is_halving or not activation.is_rising:
            return pooling.apply({}, self.apply(weights, inputs))
        return convolve_and_pool(images, kernel, weights.get("bias"), activation, strides, tile)

    def _prepared(self, weights: Weights, inputs: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Pad the images, and fold the kernel where one channel stands for all."""
        kernel_size, strides = self.geometry
        rows, columns = (
            padding_of(inputs.shape[1 + axis], kernel_size[axis], strides[axis], self.padding)
            for axis in (0, 1)
        )
        if any((*rows, *columns)):
            inputs = jnp.pad(inputs, ((0, 0), rows, columns, (0, 0)))
        kernel = weights["kernel"]
        if inputs.shape[3] == 1 != kernel.shape[2]:
            kernel = kernel.sum(2, keepdims=True)
        return inputs, kernel

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Give `pre_activation` and `outputs`, the feature maps."""
        maps = self.pre_activation(weights, inputs)
        return {"pre_activation": maps, "outputs": find_activation(self.activation)(maps)}


def _convolve(images: jax.Array, kernel: jax.Array, strides: Pair) -> jax.Array:
    """Convolve padded images the way that suits the shapes."""
    formulation = convolution_formulation(images.shape[1:], kernel.shape, strides)
    if formulation == "whole_map":
        height, width, _, filters = kernel.shape
        covered = images[:, :height, :width].reshape(images.shape[0], -1)
        return times_kernel(covered, kernel.reshape(-1, filters)).reshape(-1, 1, 1, filters)
    if formulation == "library":
        return jax.lax.conv_general_dilated(
            images, kernel, strides, "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )
    assert not isinstance(formulation, str)
    return convolve_in_tiles(images, kernel, strides, formulation)

"""Layers that keep every number and give the array another shape."""

from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, Shape, Weights, check_positive, check_rank, settle
from plainnet.layers.window_geometry import DataFormat, settle_data_format, to_channels_last


@dataclass(frozen=True)
class Flatten(Layer):
    """Turn `(batch, height, width, channels)` into `(batch, height * width * channels)`.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs keep their channels; the row holds them last in either case.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Flatten().output_shape((5, 5, 16))
    (400,)
    """

    data_format: DataFormat = "channels_last"

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_data_format(self, self.data_format)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the numbers of one example."""
        return (prod(input_shape),)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Lay each example out in a row."""
        if inputs.ndim > 1:
            inputs = to_channels_last(inputs, self.data_format)
        return inputs.reshape(inputs.shape[0], -1)


@dataclass(frozen=True)
class Reshape(Layer):
    """Return every example another shape.

    Parameters
    ----------
    target_shape : tuple of int
        Without the batch axis; one size may be -1 and follows from the others.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Reshape((7, -1)).output_shape((28, 3))
    (7, 12)
    """

    target_shape: Shape

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        given = self.target_shape
        settle(self, target_shape=tuple(given) if isinstance(given, tuple | list) else (given,))
        if self.target_shape.count(-1) > 1 or any(size < -1 for size in self.target_shape):
            raise SettingError("reshape.open", shape=self.target_shape)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Fill in the size that is left open."""
        known = prod(size for size in self.target_shape if size != -1)
        is_open = -1 in self.target_shape
        count = prod(input_shape)
        if count % known if is_open and known else count != known:
            raise ShapeError(
                "reshape.count", found=input_shape, count=count, target=self.target_shape
            )
        return tuple(count // known if size == -1 else size for size in self.target_shape)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Reshape each example."""
        return inputs.reshape(inputs.shape[0], *self.output_shape(inputs.shape[1:]))


@dataclass(frozen=True)
class Permute(Layer):
    """Put the axes of every example in another order.

    Parameters
    ----------
    dims : tuple of int
        `(2, 1)` swaps two axes; the batch would be axis 0 and stays where it is.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Permute((3, 1, 2)).output_shape((28, 32, 3))
    (3, 28, 32)
    """

    dims: tuple[int, ...]

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle(self, dims=tuple(self.dims))
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise SettingError("permute.dims", dims=self.dims, count=len(self.dims))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Reorder the sizes."""
        names = ("batch", *(f"axis {axis + 1}" for axis in range(len(self.dims))))
        check_rank(self, input_shape, len(self.dims), f"({', '.join(names)})")
        return tuple(input_shape[axis - 1] for axis in self.dims)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Transpose each example."""
        return inputs.transpose(0, *self.dims)


@dataclass(frozen=True)
class RepeatVector(Layer):
    """Turn `(batch, features)` into `(batch, n, features)`.

    Parameters
    ----------
    n : int
        Number of times.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> RepeatVector(3).output_shape((5,))
    (3, 5)
    """

    n: int

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        check_positive(self, "n", self.n)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Put the times before the features."""
        check_rank(self, input_shape, 1, "(batch, features)")
        return (self.n, *input_shape)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Repeat."""
        return jnp.repeat(inputs[:, None], self.n, axis=1)

"""Dot: products of the vectors of two arrays."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, Shape, Weights, settle
from plainnet.layers.merging import check_two

SMALLEST_SQUARE = 1e-12  # below it a vector counts as this long, so that none divides by 0


@dataclass(frozen=True)
class Dot(Layer):
    """Multiply two arrays along one axis of each and add up.

    Parameters
    ----------
    axes : int or (int, int)
        Counted with the batch axis.
    normalize : bool, default=False
        Whether vectors are scaled to length one before: the cosine of their angle.
    name : str or None
        As in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Dot(axes=(1, 2)).output_shape(((3, 5), (10, 3)))
    (5, 10)
    """

    axes: int | tuple[int, int]
    normalize: bool = False

    takes_several: ClassVar[bool] = True
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if isinstance(self.axes, list | tuple):
            settle(self, axes=tuple(self.axes))
        pair = self.axes if isinstance(self.axes, tuple) else (self.axes,) * 2
        if len(pair) != 2 or not all(isinstance(axis, int) and axis for axis in pair):
            raise SettingError("layer.batch_axis", layer="Dot", axis=self.axes)

    def _axes(self, ranks: tuple[int, int]) -> tuple[int, int]:
        """Count the axes from the batch axis, which is 0."""
        pair = self.axes if isinstance(self.axes, tuple) else (self.axes, self.axes)
        return pair[0] % ranks[0], pair[1] % ranks[1]

    def output_shape(self, input_shape: Any) -> Shape:
        """Leave out both axes; a single number is a vector of one."""
        check_two(self, input_shape)
        shapes = [(None, *shape) for shape in input_shape]
        ranks = len(shapes[0]), len(shapes[1])
        axes = self._axes(ranks)
        sizes = [shape[axis] for shape, axis in zip(shapes, axes, strict=True)]
        if sizes[0] != sizes[1] or None in sizes:
            raise ShapeError(
                "layer.joined_shapes",
                layer="Dot",
                axis=self.axes,
                shapes=", ".join(str(("batch", *shape)) for shape in input_shape),
            )
        left = [size for at, size in enumerate(shapes[0]) if at not in (0, axes[0])]
        right = [size for at, size in enumerate(shapes[1]) if at not in (0, axes[1])]
        return tuple(left + right) or (1,)

    def places(self, input_shape: Any) -> int:
        """Count none: there are no weights."""
        return 0

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Multiply and add up.

        Shapes: `inputs` (batch, ...) -> (batch, *rest of the first, *rest of the second).
        `weights`: None.
        """
        first, second = inputs
        axes = self._axes((first.ndim, second.ndim))
        if self.normalize:
            first, second = (_of_length_one(a, axis) for a, axis in zip(inputs, axes, strict=True))
        products = jnp.moveaxis(first, axes[0], -1), jnp.moveaxis(second, axes[1], -1)
        batch, size = first.shape[0], first.shape[axes[0]]
        rest = [array.shape[1:-1] for array in products]
        left, right = (array.reshape(batch, -1, size) for array in products)
        sums = jnp.einsum("bis,bjs->bij", left, right)
        return sums.reshape(batch, *(rest[0] + rest[1] or (1,)))


def _of_length_one(array: jax.Array, axis: int) -> jax.Array:
    """Divide vectors by their length."""
    squares = (array**2).sum(axis, keepdims=True)
    return array * jax.lax.rsqrt(jnp.maximum(squares, SMALLEST_SQUARE))

"""Reshape: the same numbers in another shape."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

import jax

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, Shape, Weights, settle


@dataclass(frozen=True)
class Reshape(Layer):
    """Give every example another shape.

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

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Reshape each example."""
        return inputs.reshape(inputs.shape[0], *self.output_shape(inputs.shape[1:]))

"""Flatten: lay feature maps out as one row of numbers.

Concepts: flatten
"""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

import jax

from plainnet.layers.layer import Layer, Shape, Weights


@dataclass(frozen=True)
class Flatten(Layer):
    """Turn `(batch, height, width, channels)` into `(batch, height * width * channels)`.

    Examples
    --------
    >>> Flatten().output_shape((5, 5, 16))
    (400,)
    """

    passes_mask: ClassVar[bool] = False

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the numbers of one example."""
        return (prod(input_shape),)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Lay each example out in a row."""
        return inputs.reshape(inputs.shape[0], -1)

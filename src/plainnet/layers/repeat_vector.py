"""RepeatVector: the same numbers at every time."""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.layer import Layer, Shape, Weights, check_positive, check_rank


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

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Repeat."""
        return jnp.repeat(inputs[:, None], self.n, axis=1)

"""Softmax as a layer of its own."""

from dataclasses import dataclass

import jax

from plainnet.layers.layer import Layer, Weights, settle


@dataclass(frozen=True)
class Softmax(Layer):
    """Turn scores into probabilities that add up to 1 along an axis.

    Parameters
    ----------
    axis : int or tuple of int, default=-1
        Of the inputs; the batch is axis 0.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> Softmax().apply({}, jnp.zeros((1, 4))).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """

    axis: int | tuple[int, ...] = -1

    def __post_init__(self) -> None:
        settle(self, axis=self.axis if isinstance(self.axis, int) else tuple(self.axis))

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Exponentiate and divide by the sum."""
        return jax.nn.softmax(inputs, axis=self.axis)

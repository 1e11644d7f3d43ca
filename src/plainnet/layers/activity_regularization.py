"""A price on what a layer gives, as a layer of its own."""

from dataclasses import dataclass

import jax

from plainnet.layers.layer import Layer, Weights
from plainnet.layers.regularizers import L1L2, Regularizer


@dataclass(frozen=True)
class ActivityRegularization(Layer):
    """Give the inputs back, and add what they cost to the loss.

    Parameters
    ----------
    l1, l2 : float, default=0.0
        Price of the absolute and of the squared numbers, for each example.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> ActivityRegularization(l1=0.5).activity_regularizer
    L1L2(l1=0.5, l2=0.0)
    """

    l1: float = 0.0
    l2: float = 0.0

    @property
    def activity_regularizer(self) -> Regularizer:
        """What the numbers cost."""
        return L1L2(self.l1, self.l2)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Give the inputs back."""
        return inputs

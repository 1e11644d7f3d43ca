"""A loss written as a function of targets and outputs.

Concepts: loss
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.losses.loss import Loss
from plainnet.losses.matching_shapes import match_axes


@dataclass(frozen=True)
class CustomLoss(Loss):
    """What a function gives; it is traced into the compiled run.

    Two of them are equal if their functions are the same object.

    Parameters
    ----------
    function : callable
        Takes targets and outputs of a batch and gives losses of shape (batch, ...), or one
        number for the whole batch.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> CustomLoss(lambda y_true, y_pred: abs(y_true - y_pred)).apply([[1.0]], [[3.0]]).tolist()
    [2.0]
    """

    function: Callable[..., Any]

    @property
    def mixes_rows(self) -> bool:
        """A function may take means over the batch."""
        return True

    def apply(self, y_true: ArrayLike, y_pred: ArrayLike) -> jax.Array:
        """Give the loss of each sample; one number for the batch is that of each.

        Parameters
        ----------
        y_true : array of shape (batch, ...)
            Targets.
        y_pred : array of shape (batch, ..., features)
            What the network gave.

        Returns
        -------
        array of shape (batch,)
        """
        outputs = jnp.asarray(y_pred)
        losses = self.losses(*self.match(jnp.asarray(y_true, outputs.dtype), outputs))
        if losses.ndim == 0:
            return jnp.broadcast_to(losses, outputs.shape[:1])
        per_row = jnp.mean(losses, axis=tuple(range(1, losses.ndim)))
        # A function may give fewer or more losses than there are rows; their mean counts.
        is_by_row = per_row.shape == outputs.shape[:1]
        return per_row if is_by_row else jnp.broadcast_to(per_row.mean(), outputs.shape[:1])

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Bring targets and outputs to as many axes; the function judges the shapes."""
        return match_axes(y_true, y_pred)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Call the function."""
        return jnp.asarray(self.function(y_true, y_pred), jnp.float32)

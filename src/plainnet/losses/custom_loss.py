"""A loss written as a function of targets and outputs."""

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

    `function`: takes targets and outputs of a batch and gives losses of shape (batch, ...), or one
        number for the whole batch.
    `reduction`: whether the loss of a batch is the mean or the sum of its losses.

    >>> CustomLoss(lambda y_true, y_pred: abs(y_true - y_pred)).apply([[1.0]], [[3.0]]).tolist()
    [2.0]
    """

    function: Callable[..., Any]

    @property
    def mixes_rows(self) -> bool:
        """A function may take means over the batch."""
        return True

    def by_element(self, y_true: ArrayLike, y_pred: ArrayLike) -> jax.Array:
        """Give the losses of shape (batch, ...); one number for the batch is that of each."""
        losses = super().by_element(y_true, y_pred)
        n_rows = jnp.asarray(y_pred).shape[0]
        # A function may give fewer or more losses than there are rows; their mean counts.
        is_by_row = losses.shape[:1] == (n_rows,)
        return losses if is_by_row else jnp.broadcast_to(losses.mean(), (n_rows,))

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Bring targets and outputs to as many axes; the function judges the shapes."""
        return match_axes(y_true, y_pred)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Call the function."""
        return jnp.asarray(self.function(y_true, y_pred), jnp.float32)

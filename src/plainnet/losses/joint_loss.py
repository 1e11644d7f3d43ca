"""The loss of a network with several outputs: the weighted sum of the losses of each."""

from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class JointLoss(Loss):
    """One loss and one weight for each output.

    `reduction`: whether the loss of a batch is the mean or the sum of its losses.
    """

    parts: tuple[Loss, ...]  # in the order of the outputs
    weights: tuple[float, ...]  # how much each counts
    name: str = field(default="loss", kw_only=True)  # what histories and messages call it

    @property
    def mixes_rows(self) -> bool:
        """Whether one of the losses does."""
        return any(part.mixes_rows for part in self.parts)

    def apply(self, y_true: Any, y_pred: Any, shares: Any = None) -> jax.Array:
        """Add the losses of each sample up.

        Shapes: `y_true` and `y_pred` (batch, ...), `shares` (batch, time) -> (batch,).
        `shares`: 1 where None.
        """
        own = (None,) * len(self.parts) if shares is None else shares
        total = jnp.float32(0)
        for part, weight, *of_output in zip(
            self.parts, self.weights, y_true, y_pred, own, strict=True
        ):
            total = total + weight * part.apply(*of_output)
        return jnp.asarray(total)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Give the same: nothing is left to be reduced."""
        return self.apply(y_true, y_pred)

"""A loss that is no function of targets and outputs, added on the way through the network."""

from dataclasses import dataclass
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.layer import Layer, Passed, Shape, Weights


@dataclass(frozen=True)
class AddLoss(Layer):
    """Give the first input back, and add the means of the others to the loss.

    Parameters
    ----------
    name : str or None
        Name in summaries.
    trainable : bool, default=True
        Without effect: there are no weights.

    References
    ----------
    Kingma and Welling (2014), "Auto-encoding variational Bayes": the loss of a code.

    Examples
    --------
    >>> AddLoss().forward({}, (jnp.zeros((2, 3)), jnp.asarray([1.0, 2.0]))).added_loss.item()
    3.0
    """

    takes_several: ClassVar[bool] = True
    mixes_rows: ClassVar[bool] = True

    def output_shape(self, input_shape: Any) -> Shape:
        """Return the shape of the first input."""
        return tuple(input_shape[0])

    def places(self, input_shape: Any) -> int:
        """Count none: there are no weights."""
        return 0

    def apply(self, weights: Weights, inputs: Any, **_: Any) -> jax.Array:
        """Return the first input."""
        first: jax.Array = inputs[0]
        return first

    def forward(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> Passed:
        """Hand the first input on, and what the others cost."""
        added_loss = sum(added_loss_of(loss, present, len(inputs[0])) for loss in inputs[1:])
        return Passed(inputs[0], {}, None if mask is None else mask[0], added_loss)


def added_loss_of(loss: Any, present: jax.Array | None, n_rows: int) -> jax.Array:
    """Add up a loss over the rows that are there; one number for the batch is that of each.

    Shapes: `loss` (batch, ...) or (), `present` (batch,) -> ().
    """
    there = jnp.ones(n_rows) if present is None else present
    losses = jnp.asarray(loss)
    if losses.shape[:1] != (n_rows,):
        return losses.mean() * there.sum()
    return jnp.where(there > 0, losses.reshape(n_rows, -1).mean(1), 0).sum()

"""The mean size of the errors in percent of the targets."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class MeanAbsolutePercentageError(Loss):
    """The mean of |target - output| / |target|, in percent.

    A target of 0 counts as 1e-7, so a single one makes the loss huge.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> MeanAbsolutePercentageError().apply([[2.0]], [[1.0]]).tolist()
    [50.0]
    """

    name: str = field(default="mean_absolute_percentage_error", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean percentage over the last axis."""
        shares = jnp.abs((y_true - y_pred) / jnp.maximum(jnp.abs(y_true), EPSILON))
        return 100.0 * jnp.mean(shares, axis=-1)

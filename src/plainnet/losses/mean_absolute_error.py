"""The mean of the errors' sizes."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class MeanAbsoluteError(Loss):
    """The mean of |target - output|; its unit is the target's.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> MeanAbsoluteError().apply([[0.0, 1.0], [0.0, 0.0]], [[2.0, 1.0], [1.0, 0.0]]).tolist()
    [1.0, 0.5]
    """

    name: str = field(default="mean_absolute_error", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean size of the errors over the last axis."""
        return jnp.mean(jnp.abs(y_true - y_pred), axis=-1)

"""A loss like the squared error for small errors and the absolute one for large."""

import math
from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class LogCosh(Loss):
    """The mean of log(cosh(output - target)).

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> LogCosh().apply([[1.0]], [[1.0]]).tolist()
    [0.0]
    """

    name: str = field(default="log_cosh", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the last axis."""
        errors = y_pred - y_true
        # log((exp(e) + exp(-e)) / 2), without an exponential that overflows.
        return jnp.mean(errors + jax.nn.softplus(-2.0 * errors) - math.log(2.0), axis=-1)

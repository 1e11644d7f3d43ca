"""The loss of counts."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class Poisson(Loss):
    """The mean of output - target * log(output): targets are counts, outputs their rates.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> Poisson().apply([[3.0]], [[1.0]]).round(4).tolist()
    [1.0]
    """

    name: str = field(default="poisson", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the last axis."""
        return jnp.mean(y_pred - y_true * jnp.log(y_pred + EPSILON), axis=-1)

"""The mean of the squared errors of logarithms."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class MeanSquaredLogarithmicError(Loss):
    """The mean of (log(1 + target) - log(1 + output)) squared: errors count as ratios.

    Numbers below 1e-7 count as 1e-7.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> MeanSquaredLogarithmicError().apply([[3.0]], [[3.0]]).tolist()
    [0.0]
    """

    name: str = field(default="mean_squared_logarithmic_error", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Square the differences of logarithms and take their mean over the last axis."""
        logs = [jnp.log(jnp.maximum(numbers, EPSILON) + 1.0) for numbers in (y_true, y_pred)]
        return jnp.mean(jnp.square(logs[0] - logs[1]), axis=-1)

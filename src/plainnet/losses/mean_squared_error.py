"""The mean of the squared errors."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """The mean of (target - output) squared; its unit is the target's, squared.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> MeanSquaredError().apply([[0.0, 1.0], [0.0, 0.0]], [[1.0, 1.0], [1.0, 0.0]]).tolist()
    [0.5, 0.5]
    """

    name: str = field(default="mean_squared_error", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Square the errors and take their mean over the last axis."""
        return jnp.mean(jnp.square(y_true - y_pred), axis=-1)

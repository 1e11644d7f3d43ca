"""The loss of support vector machines."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.hinge_labels import signed_labels
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class Hinge(Loss):
    """The mean of what is missing to 1 in target * output; targets are -1 or 1.

    Targets of 0 and 1 count as -1 and 1.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> Hinge().apply([[1.0], [-1.0]], [[0.25], [-2.0]]).tolist()
    [0.75, 0.0]
    """

    name: str = field(default="hinge", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the last axis."""
        missing = jnp.maximum(1.0 - signed_labels(y_true) * y_pred, 0.0)
        return jnp.mean(missing, axis=-1)

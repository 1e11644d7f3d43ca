"""The hinge loss of several classes."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class CategoricalHinge(Loss):
    """What the true class's output lacks to be 1 above the largest other; targets one-hot.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> CategoricalHinge().apply([[0.0, 1.0]], [[0.25, 0.75]]).tolist()
    [0.5]
    """

    name: str = field(default="categorical_hinge", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compare the true class with the largest other."""
        true = jnp.sum(y_true * y_pred, axis=-1)
        other = jnp.max((1.0 - y_true) * y_pred, axis=-1)
        return jnp.maximum(other - true + 1.0, 0.0)

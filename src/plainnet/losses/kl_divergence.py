"""How far one distribution is from another."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class KLDivergence(Loss):
    """The sum of target * log(target / output) over the classes; both are distributions.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    References
    ----------
    Kullback and Leibler (1951), "On information and sufficiency", Annals of Mathematical
    Statistics 22.

    Examples
    --------
    >>> KLDivergence().apply([[0.5, 0.5]], [[0.5, 0.5]]).tolist()
    [0.0]
    """

    name: str = field(default="kl_divergence", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Add up over the last axis; shares are kept from 0."""
        true, said = jnp.clip(y_true, EPSILON, 1.0), jnp.clip(y_pred, EPSILON, 1.0)
        return jnp.sum(true * jnp.log(true / said), axis=-1)

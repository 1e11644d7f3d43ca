"""Dropout: switch numbers off at random while training.

Concepts: dropout
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.layer import Layer, Weights


@dataclass(frozen=True)
class Dropout(Layer):
    """Set a fraction `rate` of the inputs to 0 in training and scale up the rest.

    Parameters
    ----------
    rate : float
        Fraction dropped, 0 <= rate <= 1.
    name : str or None
        Name in summaries and files.

    References
    ----------
    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from
    overfitting", JMLR 15.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> kept = Dropout(0.5).apply({}, jnp.ones((1, 8)), training=True, key=jax.random.key(0))
    >>> sorted(set(kept[0].tolist()))
    [0.0, 2.0]
    """

    rate: float

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            raise SettingError("dropout.rate", rate=self.rate)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Drop in training, else give the inputs back."""
        if not training or self.rate == 0:
            return inputs
        if self.rate == 1:
            return jnp.zeros_like(inputs)
        if key is None:
            raise SettingError("dropout.key")
        is_kept = jax.random.bernoulli(key, 1 - self.rate, inputs.shape)
        return jnp.where(is_kept, inputs / (1 - self.rate), 0)

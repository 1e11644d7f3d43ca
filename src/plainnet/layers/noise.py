"""Layers that only training feels: noise, and a penalty on the size of activations."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError
from plainnet.layers.dropout import check_rate, required_key
from plainnet.layers.layer import Layer, Weights
from plainnet.layers.regularizers import L1L2, Regularizer


@dataclass(frozen=True)
class GaussianNoise(Layer):
    """Add normal noise in training.

    Parameters
    ----------
    stddev : float
        Standard deviation of the noise, not below 0.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> GaussianNoise(0.5).apply({}, jnp.ones((1, 2))).tolist()
    [[1.0, 1.0]]
    """

    stddev: float

    def __post_init__(self) -> None:
        if not self.stddev >= 0:
            raise SettingError("noise.stddev", stddev=self.stddev)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Add noise in training, else give the inputs back."""
        if not training or self.stddev == 0:
            return inputs
        noise = jax.random.normal(required_key(self, key), inputs.shape, inputs.dtype)
        return inputs + self.stddev * noise


@dataclass(frozen=True)
class GaussianDropout(Layer):
    """Multiply by normal noise around 1 in training, as uncertain as dropout.

    Parameters
    ----------
    rate : float
        Of the dropout whose variance the noise has, 0 <= rate < 1.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from
    overfitting", JMLR 15, section 10.
    """

    rate: float

    def __post_init__(self) -> None:
        check_rate(self, self.rate, may_be_one=False)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Multiply in training, else give the inputs back."""
        if not training or self.rate == 0:
            return inputs
        noise = jax.random.normal(required_key(self, key), inputs.shape, inputs.dtype)
        return inputs * (1 + sqrt(self.rate / (1 - self.rate)) * noise)


# SELU's scale times alpha: what a unit gives that is driven far below 0.
SATURATION = -1.0507009873554805 * 1.6732632423543772


@dataclass(frozen=True)
class AlphaDropout(Layer):
    """Dropout that keeps the mean and variance of units with SELU.

    Parameters
    ----------
    rate : float
        Fraction dropped, 0 <= rate < 1.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    References
    ----------
    Klambauer, Unterthiner, Mayr and Hochreiter (2017), "Self-normalizing neural networks",
    NeurIPS.
    """

    rate: float

    def __post_init__(self) -> None:
        check_rate(self, self.rate, may_be_one=False)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Drop to the saturation in training, then scale and shift."""
        if not training or self.rate == 0:
            return inputs
        is_kept = jax.random.bernoulli(required_key(self, key), 1 - self.rate, inputs.shape)
        stretch = 1 / sqrt((1 - self.rate) * (1 + self.rate * SATURATION**2))
        shift = -stretch * SATURATION * self.rate
        return stretch * jnp.where(is_kept, inputs, SATURATION) + shift


@dataclass(frozen=True)
class ActivityRegularization(Layer):
    """Return the inputs back, and add what they cost to the loss.

    Parameters
    ----------
    l1, l2 : float, default=0.0
        Price of the absolute and of the squared numbers, for each example.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> ActivityRegularization(l1=0.5).activity_regularizer
    L1L2(l1=0.5, l2=0.0)
    """

    l1: float = 0.0
    l2: float = 0.0

    @property
    def activity_regularizer(self) -> Regularizer:
        """What the numbers cost."""
        return L1L2(self.l1, self.l2)

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Return the inputs back."""
        return inputs

"""Losses of numbers: squared, absolute, relative and robust errors, counts and directions."""

import math
from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.classification_losses import EPSILON
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
        """Compute the mean size of the errors over the last axis."""
        return jnp.mean(jnp.abs(y_true - y_pred), axis=-1)


@dataclass(frozen=True)
class MeanAbsolutePercentageError(Loss):
    """The mean of |target - output| / |target|, in percent.

    A target of 0 counts as 1e-7, so a single one makes the loss huge.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> MeanAbsolutePercentageError().apply([[2.0]], [[1.0]]).tolist()
    [50.0]
    """

    name: str = field(default="mean_absolute_percentage_error", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compute the mean percentage over the last axis."""
        shares = jnp.abs((y_true - y_pred) / jnp.maximum(jnp.abs(y_true), EPSILON))
        return 100.0 * jnp.mean(shares, axis=-1)


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


@dataclass(frozen=True)
class Huber(Loss):
    """Half the squared error up to `delta`, and from there on a straight line.

    Parameters
    ----------
    delta : float, default=1.0
        The error from which on the loss is straight.
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    References
    ----------
    Huber (1964), "Robust estimation of a location parameter", Annals of Mathematical
    Statistics 35.

    Examples
    --------
    >>> Huber().apply([[0.0], [0.0]], [[1.0], [3.0]]).tolist()
    [0.5, 2.5]
    """

    delta: float = 1.0
    name: str = field(default="huber_loss", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compute the mean over the last axis."""
        sizes = jnp.abs(y_pred - y_true)
        straight = self.delta * sizes - 0.5 * self.delta**2
        return jnp.mean(jnp.where(sizes <= self.delta, 0.5 * sizes**2, straight), axis=-1)


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
        """Compute the mean over the last axis."""
        errors = y_pred - y_true
        # log((exp(e) + exp(-e)) / 2), without an exponential that overflows.
        return jnp.mean(errors + jax.nn.softplus(-2.0 * errors) - math.log(2.0), axis=-1)


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
        """Compute the mean over the last axis."""
        return jnp.mean(y_pred - y_true * jnp.log(y_pred + EPSILON), axis=-1)


@dataclass(frozen=True)
class CosineSimilarity(Loss):
    """Minus the cosine of the angle between target and output, from -1 for alike to 1.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> CosineSimilarity().apply([[0.0, 1.0]], [[0.0, 2.0]]).tolist()
    [-1.0]
    """

    name: str = field(default="cosine_similarity", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Multiply the directions along the last axis."""
        return -cosine(y_true, y_pred)


def cosine(y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
    """Return the cosine of the angle along the last axis; 0 where one of them has no length.

    >>> cosine(jnp.asarray([0.0, 2.0]), jnp.asarray([0.0, 0.5])).item()
    1.0
    """
    return jnp.sum(_direction(y_true) * _direction(y_pred), axis=-1)


def _direction(vectors: jax.Array) -> jax.Array:
    """Scale to length 1; a vector shorter than `EPSILON` counts as that long."""
    squares = jnp.sum(jnp.square(vectors), axis=-1, keepdims=True)
    return vectors * jax.lax.rsqrt(jnp.maximum(squares, EPSILON**2))

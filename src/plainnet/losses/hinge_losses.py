"""The losses of support vector machines."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


def signed_labels(y_true: jax.Array) -> jax.Array:
    """Write labels 0 and 1 as -1 and 1, if there are no others.

    >>> signed_labels(jnp.asarray([0.0, 1.0])).tolist()
    [-1.0, 1.0]
    >>> signed_labels(jnp.asarray([-1.0, 1.0])).tolist()
    [-1.0, 1.0]
    """
    is_binary = jnp.all((y_true == 0) | (y_true == 1))
    return jnp.where(is_binary, 2.0 * y_true - 1.0, y_true)


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


@dataclass(frozen=True)
class SquaredHinge(Loss):
    """The mean square of what is missing to 1 in target * output; targets are -1 or 1.

    Targets of 0 and 1 count as -1 and 1.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> SquaredHinge().apply([[1.0], [-1.0]], [[0.5], [-2.0]]).tolist()
    [0.25, 0.0]
    """

    name: str = field(default="squared_hinge", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the last axis."""
        missing = jnp.maximum(1.0 - signed_labels(y_true) * y_pred, 0.0)
        return jnp.mean(jnp.square(missing), axis=-1)


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

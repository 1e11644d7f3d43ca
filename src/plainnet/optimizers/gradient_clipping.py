"""Keep a gradient from being so large that one step ruins the weights."""

from typing import Any

import jax
import jax.numpy as jnp


def clip_values(gradients: Any, limit: float) -> Any:
    """Put each number of each gradient between -limit and limit.

    >>> clip_values(jnp.asarray([3.0, -0.5]), 1.0).tolist()
    [1.0, -0.5]
    """
    return jax.tree.map(lambda gradient: jnp.clip(gradient, -limit, limit), gradients)


def clip_norms(gradients: Any, limit: float) -> Any:
    """Shorten each gradient whose Euclidean length exceeds the limit, on its own.

    >>> clip_norms(jnp.asarray([3.0, 4.0]), 1.0).round(4).tolist()
    [0.5999999642372131, 0.7999999523162842]
    """

    def clip(gradient: jax.Array) -> jax.Array:
        """Scale one gradient to at most the limit."""
        length = jnp.sqrt(jnp.sum(jnp.square(gradient)))
        return gradient * limit / jnp.maximum(length, limit)

    return jax.tree.map(clip, gradients)


def clip_global_norm(gradients: Any, limit: float) -> Any:
    """Shorten all gradients by one factor if their common length exceeds the limit.

    Result: not numbers if the length is infinite, so that a run that has blown up is seen to have.

    Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural
    networks", ICML.

    >>> clip_global_norm([jnp.asarray(3.0), jnp.asarray(4.0)], 10.0)[1].tolist()
    4.0
    """
    squares = [jnp.sum(jnp.square(gradient)) for gradient in jax.tree.leaves(gradients)]
    length = jnp.sqrt(jnp.asarray(sum(squares)))
    factor = limit * jnp.minimum(1.0 / length, 1.0 / limit) + (length - length)
    return jax.tree.map(lambda gradient: gradient * factor, gradients)

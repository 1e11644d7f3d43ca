"""How alike two directions are, as a loss."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss

# A shorter vector has no direction.
SHORTEST = 1e-12


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
    """Give the cosine of the angle along the last axis; 0 where one of them has no length.

    >>> cosine(jnp.asarray([0.0, 2.0]), jnp.asarray([0.0, 0.5])).item()
    1.0
    """
    return jnp.sum(_direction(y_true) * _direction(y_pred), axis=-1)


def _direction(vectors: jax.Array) -> jax.Array:
    """Scale to length 1."""
    squares = jnp.sum(jnp.square(vectors), axis=-1, keepdims=True)
    return vectors * jax.lax.rsqrt(jnp.maximum(squares, SHORTEST**2))

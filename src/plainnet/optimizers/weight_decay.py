"""Pull weights towards zero at every step, beside the gradient and not through it."""

import re
from collections.abc import Sequence
from typing import Any

import jax


def decay_steps(
    weights: Any,
    *,
    weight_decay: float,
    learning_rate: jax.Array,
    excluded: Sequence[str] = (),
) -> Any:
    """Give what weight decay adds to each weight in one step.

    Shapes: `learning_rate` ().

    Loshchilov and Hutter (2019), "Decoupled weight decay regularization", ICLR.

    >>> import jax.numpy as jnp
    >>> weights = {"kernel": jnp.asarray(2.0), "bias": jnp.asarray(2.0)}
    >>> steps = decay_steps(
    ...     weights, weight_decay=0.5, learning_rate=jnp.asarray(0.1), excluded=["bias"]
    ... )
    >>> {name: round(float(step), 6) for name, step in steps.items()}
    {'bias': 0.0, 'kernel': -0.1}
    """

    def decay(path: tuple[Any, ...], weight: jax.Array) -> jax.Array:
        """Give one weight's decay."""
        name = jax.tree_util.keystr(path[-1:], simple=True)
        if any(re.search(pattern, name) for pattern in excluded):
            return jax.numpy.zeros_like(weight)
        return -(weight * weight_decay * learning_rate)

    return jax.tree_util.tree_map_with_path(decay, weights)

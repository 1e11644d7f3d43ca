"""Walk through time, step by step.

Concepts: recurrence, backpropagation through time
"""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp


def walk(
    step: Callable[[Any, Any], tuple[Any, Any]],
    start: Any,
    inputs: Any,
    *,
    backwards: bool = False,
) -> Any:
    """Apply `step` along the first axis of `inputs` and collect what it gives.

    Parameters
    ----------
    step : callable
        `(carry, inputs at one time) -> (carry, outputs at that time)`.
    start : tree of arrays
        What the first step carries.
    inputs : tree of arrays of shape (time, ...)
    backwards : bool, default=False
        Whether to begin at the end.

    Returns
    -------
    tree of arrays of shape (time, ...)
        In the order of time, also when walked backwards.
    """
    return jax.lax.scan(step, start, inputs, reverse=backwards)[1]


def shifted(states: jax.Array) -> jax.Array:
    """Give at each time the state before it; the first is zero."""
    return jnp.concatenate([jnp.zeros_like(states[:1]), states[:-1]])

"""The logarithm of class probabilities, kept away from minus infinity."""

import jax
import jax.numpy as jnp

#: What a probability keeps from 0 and from 1, as in Keras.
EPSILON = 1e-7


def log_probabilities(y_pred: jax.Array, *, from_logits: bool) -> jax.Array:
    """Give the logarithm of each class's probability.

    Shapes: `y_pred` (batch, ..., classes) -> (batch, ..., classes).
    `y_pred`: probabilities, scaled here to sum 1, or logits.
    `from_logits`: whether they are logits: then softmax and logarithm are one stable step.
    Result: natural logarithms, at least log(1e-7) for probabilities.

    >>> import jax.numpy as jnp
    >>> log_probabilities(jnp.asarray([1000.0, 0.0]), from_logits=True).tolist()
    [0.0, -1000.0]
    """
    if from_logits:
        return jax.nn.log_softmax(y_pred, axis=-1)
    shares = y_pred / jnp.sum(y_pred, axis=-1, keepdims=True)
    return jnp.log(jnp.clip(shares, EPSILON, 1.0 - EPSILON))

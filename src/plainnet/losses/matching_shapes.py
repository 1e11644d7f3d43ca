"""Bring targets and outputs to the same number of axes before they are compared.

A target column of shape (batch,) and an output of shape (batch, 1) hold the same
numbers, but subtracting them would broadcast to (batch, batch).
"""

import jax

from plainnet.errors import ShapeError


def match_axes(y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Add or drop a last axis of length one so that both have as many axes.

    Shapes: `y_true` and `y_pred` (batch, ...).
    Result: both with at least two axes where one of them had a last axis to spare.

    >>> import jax.numpy as jnp
    >>> [a.shape for a in match_axes(jnp.zeros(3), jnp.zeros((3, 1)))]
    [(3, 1), (3, 1)]
    """
    if y_true.ndim == y_pred.ndim == 1:
        return y_true[:, None], y_pred[:, None]
    if y_true.ndim == y_pred.ndim + 1 and y_true.shape[-1] == 1:
        return (y_true, y_pred[:, None]) if y_pred.ndim == 1 else (y_true[..., 0], y_pred)
    if y_pred.ndim == y_true.ndim + 1 and y_pred.shape[-1] == 1:
        return (y_true[:, None], y_pred) if y_true.ndim == 1 else (y_true, y_pred[..., 0])
    return y_true, y_pred


def match_shapes(name: str, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Match the axes, then insist on equal shapes: nothing is broadcast unseen.

    Shapes: `y_true` and `y_pred` (batch, ...).
    """
    matched_true, matched_pred = match_axes(y_true, y_pred)
    if matched_true.shape != matched_pred.shape:
        raise ShapeError("loss.shapes", loss=name, targets=y_true.shape, outputs=y_pred.shape)
    return matched_true, matched_pred

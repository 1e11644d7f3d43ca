"""Times of a sequence that are not there: what they count in loss and metrics."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.metrics.metric import Metric, MetricOfOutput


def each_alone(function: Callable[[jax.Array], jax.Array], masks: Any) -> Any:
    """Apply a function to the mask of each output; None stays None."""
    if isinstance(masks, tuple):
        return tuple(each_alone(function, mask) for mask in masks)
    return None if masks is None else function(masks)


def time_shares(present: jax.Array, mask: jax.Array) -> jax.Array:
    """Tell how much each time counts in the loss, so that a batch has the mean of those there.

    Shapes: `present` (batch,), `mask` (batch, time) -> (batch, time).

    >>> time_shares(jnp.ones(1), jnp.asarray([[True, True, False, False]])).tolist()
    [[2.0, 2.0, 0.0, 0.0]]
    """
    there = mask * present[:, None]
    return there * (present.sum() * mask.shape[1] / jnp.maximum(there.sum(), 1))


def weights_of_times(masks: Any, metric: Metric, weights: jax.Array) -> jax.Array:
    """Give the weights of a metric's samples, or of their times where some are not there.

    Shapes: `masks` (batch, time), `weights` (batch,) -> (batch,).
    """
    number = metric.number if isinstance(metric, MetricOfOutput) else 0
    mask: jax.Array | None = masks[number] if isinstance(masks, tuple) else masks
    if mask is None or not metric.counts_times:
        return weights
    return weights[:, None] * mask

"""A metric that is the weighted mean of one number a sample.

Concepts: metric, weighted mean
"""

from abc import abstractmethod
from dataclasses import dataclass

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.metrics.metric import Metric, Tally, divide_or_zero


@dataclass(frozen=True)
class MeanMetric(Metric):
    """The mean of `values` over the samples, each times its weight.

    Parameters
    ----------
    name : str
        Its name in the history.
    """

    @abstractmethod
    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Give numbers of shape (batch, ...); a sample counts with the mean of its own."""

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Add up the samples' values and their weights."""
        outputs = jnp.asarray(y_pred)
        values = self.values(jnp.asarray(y_true, outputs.dtype), outputs)
        means = jnp.mean(values, axis=tuple(range(1, values.ndim)))  # (batch,)
        weights = jnp.asarray(sample_weight, means.dtype)
        return {"total": jnp.sum(means * weights), "count": jnp.sum(weights)}

    def result(self, tally: Tally) -> jax.Array:
        """Divide the sum by the weight."""
        return divide_or_zero(tally["total"], tally["count"])

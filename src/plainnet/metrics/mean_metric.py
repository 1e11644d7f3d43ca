"""A metric that is the weighted mean of one number a sample."""

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

    @property
    def counts_times(self) -> bool:
        """Whether times that are not there count nothing."""
        return True

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Add up the samples' values and their weights."""
        outputs = jnp.asarray(y_pred)
        values = self.values(jnp.asarray(y_true, outputs.dtype), outputs)
        return weighted_sums(values, jnp.asarray(sample_weight, values.dtype))

    def result(self, tally: Tally) -> jax.Array:
        """Divide the sum by the weight."""
        return divide_or_zero(tally["total"], tally["count"])


def weighted_sums(values: jax.Array, weights: jax.Array) -> Tally:
    """Add up values `(batch, ...)` and their weights, a sample counting as the mean of its own.

    Shapes: `values` (batch, ...), `weights` (batch,).
    """
    n_axes = min(weights.ndim, values.ndim)
    values = jnp.mean(values, axis=tuple(range(n_axes, values.ndim)))
    weights = jnp.mean(weights, axis=tuple(range(n_axes, weights.ndim)))
    per_sample = values.size // max(values.shape[0], 1)
    return {"total": jnp.sum(values * weights) / per_sample, "count": jnp.sum(weights) / per_sample}

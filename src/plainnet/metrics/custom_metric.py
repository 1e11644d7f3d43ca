"""A metric written as a function of targets and outputs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.losses.matching_shapes import match_axes
from plainnet.metrics.mean_metric import weighted_sums
from plainnet.metrics.metric import Metric, Tally, divide_or_zero


@dataclass(frozen=True)
class CustomMetric(Metric):
    """The mean of what a function gives; it is traced into the compiled run.

    A function that gives one number for a whole batch has the mean taken over the batches,
    each counting once.

    `function`: takes targets and outputs of a batch and gives values of shape (batch, ...), or one
    number for the whole batch.
    """

    function: Callable[..., Any]

    @property
    def mixes_rows(self) -> bool:
        """A function may take means over the batch."""
        return True

    @property
    def counts_times(self) -> bool:
        """Whether times that are not there count nothing."""
        return True

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Add values up, each times its weight."""
        outputs = jnp.asarray(y_pred)
        matched = match_axes(jnp.asarray(y_true, outputs.dtype), outputs)
        values = jnp.asarray(self.function(*matched), jnp.float32)
        weights = jnp.asarray(sample_weight, jnp.float32)
        if values.shape[:1] != weights.shape[:1]:
            return {"total": values.sum(), "count": jnp.float32(values.size)}
        return weighted_sums(values, weights)

    def result(self, tally: Tally) -> jax.Array:
        """Divide."""
        return divide_or_zero(tally["total"], tally["count"])

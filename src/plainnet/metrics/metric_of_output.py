"""Metrics of a network with several outputs: each looks at one of them."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss
from plainnet.metrics.metric import Metric, Tally, divide_or_zero


@dataclass(frozen=True)
class MetricOfOutput(Metric):
    """A metric of one output."""

    metric: Metric
    number: int  # of the output

    @property
    def mixes_rows(self) -> bool:
        """Whether the metric does."""
        return self.metric.mixes_rows

    @property
    def counts_times(self) -> bool:
        """Whether the metric does."""
        return self.metric.counts_times

    def tally(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tally:
        """Give the metric's sums."""
        return self.metric.tally(y_true[self.number], y_pred[self.number], sample_weight)

    def result(self, tally: Tally) -> jax.Array:
        """Give the metric's figure."""
        return self.metric.result(tally)


@dataclass(frozen=True)
class LossOfOutput(Metric):
    """The loss of one output as a figure of its own."""

    loss: Loss
    number: int  # of the output

    @property
    def mixes_rows(self) -> bool:
        """Whether the loss does."""
        return self.loss.mixes_rows

    def tally(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tally:
        """Add losses up; rows count once, their losses by their weights."""
        losses = self.loss.apply(y_true[self.number], y_pred[self.number])
        weights = jnp.asarray(sample_weight)
        total = jnp.where(weights > 0, losses * weights, 0).sum()
        return {"total": total, "count": jnp.sum(weights > 0).astype(jnp.float32)}

    def result(self, tally: Tally) -> jax.Array:
        """Divide."""
        return divide_or_zero(tally["total"], tally["count"])

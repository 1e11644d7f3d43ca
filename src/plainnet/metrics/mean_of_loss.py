"""Any loss, read as a metric."""

from dataclasses import dataclass

import jax

from plainnet.losses.loss import Loss
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class MeanOfLoss(MeanMetric):
    """The mean of a loss over the samples: mse, mae and the cross-entropies.

    >>> from plainnet.losses.mean_squared_error import MeanSquaredError
    >>> mse = MeanOfLoss(MeanSquaredError(), name="mse")
    >>> float(mse.result(mse.tally([1.0, 2.0], [[1.0], [4.0]], [1.0, 1.0])))
    2.0
    """

    loss: Loss  # what is averaged

    @property
    def mixes_rows(self) -> bool:
        """Whether the loss does."""
        return self.loss.mixes_rows

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Give the losses, a sum those of each sample."""
        is_sum = self.loss.reduction == "sum"
        return (self.loss.apply if is_sum else self.loss.by_element)(y_true, y_pred)

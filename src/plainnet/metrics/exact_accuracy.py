"""The share of outputs that equal their targets."""

from dataclasses import dataclass, field

import jax

from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class Accuracy(MeanMetric):
    """The share of outputs that are exactly the target, such as class numbers.

    >>> accuracy = Accuracy()
    >>> float(accuracy.result(accuracy.tally([1.0, 2.0], [[1.0], [3.0]], [1.0, 1.0])))
    0.5
    """

    name: str = field(default="accuracy", kw_only=True)  # its name in the history

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compare each output with its target."""
        targets, outputs = match_shapes(self.name, y_true, y_pred)
        return (targets == outputs).astype(y_pred.dtype)

"""The share of yes-or-no outputs on the right side of a threshold."""

from dataclasses import dataclass, field

import jax

from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class BinaryAccuracy(MeanMetric):
    """The share of outputs that are right, each compared with a threshold.

    Parameters
    ----------
    threshold : float, default=0.5
        An output above it says 1. For logits the even threshold is 0.
    name : str
        Its name in the history.

    Examples
    --------
    >>> accuracy = BinaryAccuracy()
    >>> float(accuracy.result(accuracy.tally([1.0, 0.0], [[0.9], [0.6]], [1.0, 1.0])))
    0.5
    """

    threshold: float = 0.5
    name: str = field(default="binary_accuracy", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compare each output, put to 0 or 1, with its target."""
        targets, outputs = match_shapes(self.name, y_true, y_pred)
        said = (outputs > self.threshold).astype(y_pred.dtype)
        return (said == targets).astype(y_pred.dtype)

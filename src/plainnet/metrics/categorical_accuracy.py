"""The share of samples whose most probable class is the one-hot target's."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class CategoricalAccuracy(MeanMetric):
    """The share of samples whose largest output is the true class's, targets one-hot.

    Parameters
    ----------
    name : str
        Its name in the history.

    Examples
    --------
    >>> accuracy = CategoricalAccuracy()
    >>> float(accuracy.result(accuracy.tally([[0.0, 1.0]], [[0.3, 0.7]], [1.0])))
    1.0
    """

    name: str = field(default="categorical_accuracy", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compare the places of the largest target and the largest output."""
        targets, outputs = match_shapes(self.name, y_true, y_pred)
        right = jnp.argmax(targets, axis=-1) == jnp.argmax(outputs, axis=-1)
        return right.astype(y_pred.dtype)

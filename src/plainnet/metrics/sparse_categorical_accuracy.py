"""The share of samples whose most probable class is the class number given."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class SparseCategoricalAccuracy(MeanMetric):
    """The share of samples whose largest output is the true class's, targets numbered.

    Parameters
    ----------
    name : str
        Its name in the history.

    Examples
    --------
    >>> accuracy = SparseCategoricalAccuracy()
    >>> float(accuracy.result(accuracy.tally([1.0], [[0.3, 0.7]], [1.0])))
    1.0
    """

    name: str = field(default="sparse_categorical_accuracy", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compare the place of the largest output with the class number."""
        numbers = class_numbers(self.name, y_true, y_pred)
        return (jnp.argmax(y_pred, axis=-1) == numbers).astype(y_pred.dtype)


def class_numbers(metric: str, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
    """Drop the targets' last axis of length one, and refuse targets of another shape."""
    numbers = y_true
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        numbers = y_true[..., 0]
    if numbers.shape != y_pred.shape[:-1]:
        raise ShapeError(
            "metric.class_numbers_wanted",
            metric=metric,
            targets=y_true.shape,
            outputs=y_pred.shape,
        )
    return numbers

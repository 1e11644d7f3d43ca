"""The share of samples whose true class is among the most probable ones."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric
from plainnet.metrics.sparse_categorical_accuracy import class_numbers


@dataclass(frozen=True)
class TopKCategoricalAccuracy(MeanMetric):
    """The share of samples with the true class among the `k` largest outputs; one-hot targets.

    Parameters
    ----------
    k : int, default=5
        How many outputs count.
    name : str
        Its name in the history.

    Examples
    --------
    >>> top = TopKCategoricalAccuracy(k=2)
    >>> float(top.result(top.tally([[0.0, 1.0, 0.0]], [[0.5, 0.3, 0.2]], [1.0])))
    1.0
    """

    k: int = 5
    name: str = field(default="top_k_categorical_accuracy", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Look for the class of the largest target."""
        targets, outputs = match_shapes(self.name, y_true, y_pred)
        return is_in_top(jnp.argmax(targets, axis=-1), outputs, self.k)


@dataclass(frozen=True)
class SparseTopKCategoricalAccuracy(MeanMetric):
    """The share of samples with the true class among the `k` largest outputs; class numbers.

    Parameters
    ----------
    k : int, default=5
        How many outputs count.
    name : str
        Its name in the history.

    Examples
    --------
    >>> top = SparseTopKCategoricalAccuracy(k=2)
    >>> float(top.result(top.tally([1.0], [[0.5, 0.3, 0.2]], [1.0])))
    1.0
    """

    k: int = 5
    name: str = field(default="sparse_top_k_categorical_accuracy", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Look for the class number."""
        numbers = class_numbers(self.name, y_true, y_pred)
        return is_in_top(numbers.astype(jnp.int32), y_pred, self.k)


def is_in_top(classes: jax.Array, outputs: jax.Array, k: int) -> jax.Array:
    """Tell, as 0 or 1, whether fewer than `k` outputs are larger than the class's.

    Shapes: `classes` (...), `outputs` (..., classes) -> (...).
    """
    own = jnp.take_along_axis(outputs, classes[..., None], axis=-1)
    return ((outputs > own).sum(-1) < k).astype(outputs.dtype)

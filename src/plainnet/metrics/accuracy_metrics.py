"""Accuracy: the share of outputs that are right, for each kind of target."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.losses.loss import match_shapes
from plainnet.metrics.metric import MeanMetric


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
        predicted = (outputs > self.threshold).astype(y_pred.dtype)
        return (predicted == targets).astype(y_pred.dtype)


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
    """Return, as 0 or 1, whether fewer than `k` outputs are larger than the class's.

    Shapes: `classes` (...), `outputs` (..., classes) -> (...).
    """
    own = jnp.take_along_axis(outputs, classes[..., None], axis=-1)
    return ((outputs > own).sum(-1) < k).astype(outputs.dtype)

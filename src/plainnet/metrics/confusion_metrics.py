"""Counts of right and wrong yeses and noes, and precision, recall and F score made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import ClassVar, Literal

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.classification_losses import EPSILON
from plainnet.losses.loss import match_shapes, with_axes
from plainnet.metrics.metric import Metric, Tally, divide_or_zero


@dataclass(frozen=True)
class ThresholdedCounts(Metric):
    """Weighted counts of outputs above and below a threshold, by what was true.

    With several outputs a sample every output counts, as a question of its own.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5. For logits the even threshold is 0.
    name : str
        Its name in the history.

    Raises
    ------
    SettingError
        If several thresholds are given: one metric is one value.
    """

    thresholds: float | None = None

    def __post_init__(self) -> None:
        if isinstance(self.thresholds, list | tuple) and len(self.thresholds) == 1:
            object.__setattr__(self, "thresholds", self.thresholds[0])
        if self.thresholds is not None and not isinstance(self.thresholds, Real):
            raise SettingError(
                "metric.setting.unsupported",
                metric=type(self).__name__,
                name="thresholds",
                value=self.thresholds,
            )

    def counted_outputs(self, outputs: jax.Array) -> jax.Array:
        """Return those of the outputs, or of their targets, that count: all of them."""
        return outputs

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Count right and wrong yeses and noes."""
        scores = jnp.asarray(y_pred)
        targets, outputs = match_shapes(self.name, jnp.asarray(y_true, scores.dtype), scores)
        weights = with_axes(jnp.asarray(sample_weight, scores.dtype), outputs.ndim)
        targets, outputs = self.counted_outputs(targets), self.counted_outputs(outputs)
        predicted = outputs > (0.5 if self.thresholds is None else self.thresholds)
        true = targets != 0
        return {
            "true_positives": jnp.sum(weights * (true & predicted)),
            "false_positives": jnp.sum(weights * (~true & predicted)),
            "false_negatives": jnp.sum(weights * (true & ~predicted)),
            "true_negatives": jnp.sum(weights * (~true & ~predicted)),
        }


@dataclass(frozen=True)
class CountsOfOneClass(ThresholdedCounts):
    """Counts of all outputs, or of one only.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    class_id : int or None, default=None
        Number of the output that counts; None counts all.
    """

    class_id: int | None = field(default=None, kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"top_k": None}

    def counted_outputs(self, outputs: jax.Array) -> jax.Array:
        """Pick the output."""
        if self.class_id is None:
            return outputs
        return outputs[..., self.class_id : self.class_id + 1]


@dataclass(frozen=True)
class ConfusionCount(ThresholdedCounts):
    """One of the four counts.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    """

    counted: ClassVar[str]

    def result(self, tally: Tally) -> jax.Array:
        """Return the count."""
        return tally[self.counted]


@dataclass(frozen=True)
class TruePositives(ConfusionCount):
    """How many yes targets were predicted to be yes.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.

    Examples
    --------
    >>> hits = TruePositives()
    >>> float(hits.result(hits.tally([1.0, 1.0], [[0.9], [0.2]], [1.0, 1.0])))
    1.0
    """

    name: str = field(default="true_positives", kw_only=True)

    counted: ClassVar[str] = "true_positives"


@dataclass(frozen=True)
class FalsePositives(ConfusionCount):
    """How many no targets were predicted to be yes.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    """

    name: str = field(default="false_positives", kw_only=True)

    counted: ClassVar[str] = "false_positives"


@dataclass(frozen=True)
class TrueNegatives(ConfusionCount):
    """How many no targets were predicted to be no.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    """

    name: str = field(default="true_negatives", kw_only=True)

    counted: ClassVar[str] = "true_negatives"


@dataclass(frozen=True)
class FalseNegatives(ConfusionCount):
    """How many yes targets were predicted to be no.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    """

    name: str = field(default="false_negatives", kw_only=True)

    counted: ClassVar[str] = "false_negatives"


@dataclass(frozen=True)
class Precision(CountsOfOneClass):
    """The share of the outputs above the threshold whose target is yes.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    class_id : int or None, default=None
        Number of the output that counts; None counts all.

    Examples
    --------
    >>> precision = Precision()
    >>> float(precision.result(precision.tally([1.0, 0.0], [[0.9], [0.6]], [1.0, 1.0])))
    0.5
    """

    name: str = field(default="precision", kw_only=True)

    def result(self, tally: Tally) -> jax.Array:
        """Divide the hits by all that were called positive."""
        hits = tally["true_positives"]
        return divide_or_zero(hits, hits + tally["false_positives"])


@dataclass(frozen=True)
class Recall(CountsOfOneClass):
    """The share of the yes targets whose output is above the threshold.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    class_id : int or None, default=None
        Number of the output that counts; None counts all.

    Examples
    --------
    >>> recall = Recall()
    >>> float(recall.result(recall.tally([1.0, 1.0], [[0.9], [0.2]], [1.0, 1.0])))
    0.5
    """

    name: str = field(default="recall", kw_only=True)

    def result(self, tally: Tally) -> jax.Array:
        """Divide the hits by all that are positive."""
        hits = tally["true_positives"]
        return divide_or_zero(hits, hits + tally["false_negatives"])


@dataclass(frozen=True)
class FScore(Metric):
    """The harmonic mean of precision and recall, of each class and then over all.

    Parameters
    ----------
    average : {None, "micro", "macro", "weighted"}, default=None
        Over all decisions, over the classes, or over the classes by their frequency. None
        gives a value a class, which is one value where there is one output.
    threshold : float or None, default=None
        An output above it says yes; None says yes to the largest output.
    name : str
        Its name in the history.

    Raises
    ------
    SettingError
        If there is no such average, or None with several outputs.
    """

    average: Literal["micro", "macro", "weighted"] | None = None
    threshold: float | None = None

    def __post_init__(self) -> None:
        if self.average not in (None, "micro", "macro", "weighted"):
            self._refuse_average()

    def _refuse_average(self) -> None:
        """Say that an average is not supported."""
        raise SettingError("metric.average", metric=type(self).__name__, value=self.average)

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Count right and wrong decisions for each class."""
        scores = jnp.asarray(y_pred)
        targets, outputs = match_shapes(self.name, jnp.asarray(y_true, scores.dtype), scores)
        if self.average is None and outputs.shape[-1] > 1:
            self._refuse_average()
        if self.threshold is None:
            largest = outputs.max(-1, keepdims=True)
            predicted = (outputs >= largest) & (jnp.abs(outputs) > 1e-9)
        else:
            predicted = outputs > self.threshold
        weights = with_axes(jnp.asarray(sample_weight, scores.dtype), outputs.ndim)
        axes = None if self.average == "micro" else tuple(range(outputs.ndim - 1))
        yes = predicted.astype(scores.dtype)
        return {
            "true_positives": jnp.sum(weights * yes * targets, axes),
            "false_positives": jnp.sum(weights * yes * (1 - targets), axes),
            "false_negatives": jnp.sum(weights * (1 - yes) * targets, axes),
            "positives": jnp.sum(weights * targets, axes),
        }

    def result(self, tally: Tally) -> jax.Array:
        """Combine precision and recall, and average over the classes."""
        hits = tally["true_positives"]
        precision = hits / (hits + tally["false_positives"] + EPSILON)
        recall = hits / (hits + tally["false_negatives"] + EPSILON)
        square = getattr(self, "beta", 1.0) ** 2  # an F1 score counts both the same
        scores = (1 + square) * precision * recall / (square * precision + recall + EPSILON)
        if self.average == "weighted":
            shares = tally["positives"] / (tally["positives"].sum() + EPSILON)
            return jnp.sum(scores * shares)
        return jnp.mean(scores)


@dataclass(frozen=True)
class F1Score(FScore):
    """The harmonic mean of precision and recall, of each class and then over all.

    Parameters
    ----------
    average : {None, "micro", "macro", "weighted"}, default=None
        Over all decisions, over the classes, or over the classes by their frequency. None
        gives a value a class, which is one value where there is one output.
    threshold : float or None, default=None
        An output above it says yes; None says yes to the largest output.
    name : str
        Its name in the history.

    Raises
    ------
    SettingError
        If there is no such average, or None with several outputs.

    References
    ----------
    van Rijsbergen (1979), "Information retrieval".

    Examples
    --------
    >>> score = F1Score(threshold=0.5)
    >>> targets, outputs = [1.0, 0.0, 1.0], [[0.9], [0.6], [0.2]]
    >>> round(float(score.result(score.tally(targets, outputs, [1.0] * 3))), 4)
    0.5
    """

    name: str = field(default="f1_score", kw_only=True)


@dataclass(frozen=True)
class FBetaScore(FScore):
    """The weighted harmonic mean of precision and recall.

    Parameters
    ----------
    average : {None, "micro", "macro", "weighted"}, default=None
        As for `F1Score`.
    threshold : float or None, default=None
        An output above it says yes; None says yes to the largest output.
    name : str
        Its name in the history.
    beta : float, default=1.0
        How much more recall counts than precision.

    Raises
    ------
    SettingError
        If there is no such average, or None with several outputs.
    """

    beta: float = field(default=1.0, kw_only=True)
    name: str = field(default="fbeta_score", kw_only=True)

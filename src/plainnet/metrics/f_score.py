"""Precision and recall in one figure."""

from dataclasses import dataclass, field
from typing import Literal

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.metric import Metric, Tally


@dataclass(frozen=True)
class FScore(Metric):
    """The harmonic mean of precision and recall, of each class and then over all.

    Parameters
    ----------
    average : {None, "micro", "macro", "weighted"}, default=None
        Over all decisions, over the classes, or over the classes by their frequency. None
        gives a figure a class, which is one figure where there is one output.
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

    @property
    def weight_of_recall(self) -> float:
        """How much more recall counts than precision."""
        raise NotImplementedError

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Count right and wrong decisions for each class."""
        scores = jnp.asarray(y_pred)
        targets, outputs = match_shapes(self.name, jnp.asarray(y_true, scores.dtype), scores)
        if self.average is None and outputs.shape[-1] > 1:
            self._refuse_average()
        if self.threshold is None:
            largest = outputs.max(-1, keepdims=True)
            said = (outputs >= largest) & (jnp.abs(outputs) > 1e-9)
        else:
            said = outputs > self.threshold
        weights = jnp.asarray(sample_weight, scores.dtype).reshape(-1, *[1] * (outputs.ndim - 1))
        axes = None if self.average == "micro" else tuple(range(outputs.ndim - 1))
        yes = said.astype(scores.dtype)
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
        square = self.weight_of_recall**2
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
        gives a figure a class, which is one figure where there is one output.
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

    @property
    def weight_of_recall(self) -> float:
        """Both count the same."""
        return 1.0


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

    @property
    def weight_of_recall(self) -> float:
        """How much more recall counts than precision."""
        return self.beta

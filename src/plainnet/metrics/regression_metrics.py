"""Metrics of numbers: the root mean squared error, R squared and the cosine of two directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.loss import match_shapes, with_axes
from plainnet.losses.regression_losses import cosine
from plainnet.metrics.metric import MeanMetric, Metric, Tally


@dataclass(frozen=True)
class RootMeanSquaredError(MeanMetric):
    """The typical size of an error, in the target's unit, large errors weighing more.

    The root is taken once, of the mean over all samples; the mean of the batches' roots
    would be another number.

    Parameters
    ----------
    name : str
        Its name in the history.

    Examples
    --------
    >>> rmse = RootMeanSquaredError()
    >>> float(rmse.result(rmse.tally([0.0, 0.0], [[1.0], [7.0]], [1.0, 1.0])))
    5.0
    """

    name: str = field(default="root_mean_squared_error", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Square the errors."""
        targets, outputs = match_shapes(self.name, y_true, y_pred)
        return jnp.square(outputs - targets)

    @property
    def counts_times(self) -> bool:
        """No: Keras takes the root over all times."""
        return False

    def result(self, tally: Tally) -> jax.Array:
        """Compute the root of the mean."""
        return jnp.sqrt(super().result(tally))


@dataclass(frozen=True)
class R2Score(Metric):
    """1 minus the squared errors over the squared deviations from the targets' mean.

    1 is perfect; 0 is as good as always giving the mean.

    Parameters
    ----------
    class_aggregation : {"uniform_average", "variance_weighted_average"}
        How several outputs become one value.
    name : str
        Its name in the history.

    Raises
    ------
    SettingError
        If there is no such aggregation.

    Examples
    --------
    >>> score = R2Score()
    >>> tally = score.tally([0.0, 1.0, 2.0], [[0.0], [1.0], [1.0]], [1.0] * 3)
    >>> round(float(score.result(tally)), 4)
    0.5
    """

    class_aggregation: Literal["uniform_average", "variance_weighted_average"] = "uniform_average"
    name: str = field(default="r2_score", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"num_regressors": 0}

    def __post_init__(self) -> None:
        if self.class_aggregation not in ("uniform_average", "variance_weighted_average"):
            raise SettingError(
                "metric.setting.unsupported",
                metric="R2Score",
                name="class_aggregation",
                value=self.class_aggregation,
            )

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Add up targets, their squares and the squared errors, for each output."""
        outputs = jnp.asarray(y_pred)
        targets, outputs = match_shapes(self.name, jnp.asarray(y_true, outputs.dtype), outputs)
        weights = with_axes(jnp.asarray(sample_weight, outputs.dtype), outputs.ndim)
        return {
            "sum": jnp.sum(weights * targets, 0),
            "squares": jnp.sum(weights * jnp.square(targets), 0),
            "errors": jnp.sum(weights * jnp.square(targets - outputs), 0),
            "count": jnp.sum(jnp.broadcast_to(weights, outputs.shape), 0),
        }

    def result(self, tally: Tally) -> jax.Array:
        """Compare the errors with the deviations, and average over the outputs."""
        mean = tally["sum"] / tally["count"]
        deviations = tally["squares"] - tally["sum"] * mean
        scores = 1 - tally["errors"] / deviations
        scores = jnp.where(jnp.isinf(scores), 0.0, scores)
        if self.class_aggregation == "variance_weighted_average":
            return jnp.sum(deviations * scores) / jnp.sum(deviations)
        return jnp.mean(scores)


@dataclass(frozen=True)
class CosineSimilarity(MeanMetric):
    """The mean cosine of the angle between target and output; the loss is minus that.

    Parameters
    ----------
    name : str
        Its name in the history.

    Examples
    --------
    >>> alike = CosineSimilarity()
    >>> float(alike.result(alike.tally([[0.0, 1.0]], [[0.0, 2.0]], [1.0])))
    1.0
    """

    name: str = field(default="cosine_similarity", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"axis": -1}

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Return the cosine along the last axis."""
        return cosine(*match_shapes(self.name, y_true, y_pred))

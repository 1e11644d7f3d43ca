"""What a metric is: sums over samples, and a value made of the sums.

Because sums add up, a metric is the same however the samples are cut into batches or
shared out over devices; a row that only fills up a batch has weight 0.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.loss import Loss, match_axes

Tally = dict[str, jax.Array]


@dataclass(frozen=True)
class Metric(ABC):
    """A value of quality, gathered as sums that can be added.

    Its fields are its saved form, named as Keras names them.

    Parameters
    ----------
    name : str
        Its name in the history.
    """

    name: str = field(default="metric", kw_only=True)

    #: Settings that Keras saves and that have one value here.
    fixed_settings: ClassVar[Mapping[str, object]] = {}

    @property
    def mixes_rows(self) -> bool:
        """Whether the sums of a batch depend on which samples are in it."""
        return False

    @property
    def counts_times(self) -> bool:
        """Whether the times of a sequence may have weights of their own."""
        return False

    @abstractmethod
    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Return the sums over some samples.

        Shapes: `y_true` (batch, ...), `y_pred` (batch, ..., features), `sample_weight` (batch,)
        or (batch, time).
        """

    @abstractmethod
    def result(self, tally: Tally) -> jax.Array:
        """Make the value out of the sums.

        Shapes: returns ().
        """

    def to_config(self) -> dict[str, Any]:
        """Return the settings as Keras saves them."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        return {"dtype": "float32", **self.fixed_settings, **own}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make the metric from saved settings."""
        names = {f.name for f in fields(cls)}
        for name, value in config.items():
            if name in names or name == "dtype":
                continue
            if name not in cls.fixed_settings or value != cls.fixed_settings[name]:
                raise SettingError(
                    "metric.setting.unsupported", metric=cls.__name__, name=name, value=value
                )
        return cls(**{name: value for name, value in config.items() if name in names})


def divide_or_zero(total: jax.Array, count: jax.Array) -> jax.Array:
    """Divide, and give 0 where the divisor is 0."""
    return jnp.where(count == 0, 0.0, total / jnp.where(count == 0, 1.0, count))


@dataclass(frozen=True)
class MeanMetric(Metric):
    """The mean of `values` over the samples, each times its weight.

    Parameters
    ----------
    name : str
        Its name in the history.
    """

    @abstractmethod
    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Return numbers of shape (batch, ...); a sample counts with the mean of its own."""

    @property
    def counts_times(self) -> bool:
        """Whether times that are not there count nothing."""
        return True

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Add up the samples' values and their weights."""
        outputs = jnp.asarray(y_pred)
        values = self.values(jnp.asarray(y_true, outputs.dtype), outputs)
        return weighted_sums(values, jnp.asarray(sample_weight, values.dtype))

    def result(self, tally: Tally) -> jax.Array:
        """Divide the sum by the weight."""
        return divide_or_zero(tally["total"], tally["count"])


def weighted_sums(values: jax.Array, weights: jax.Array) -> Tally:
    """Add up values `(batch, ...)` and their weights, a sample counting as the mean of its own.

    Shapes: `values` (batch, ...), `weights` (batch,).
    """
    n_axes = min(weights.ndim, values.ndim)
    values = jnp.mean(values, axis=tuple(range(n_axes, values.ndim)))
    weights = jnp.mean(weights, axis=tuple(range(n_axes, weights.ndim)))
    per_sample = values.size // max(values.shape[0], 1)
    return {"total": jnp.sum(values * weights) / per_sample, "count": jnp.sum(weights) / per_sample}


@dataclass(frozen=True)
class MeanOfLoss(MeanMetric):
    """The mean of a loss over the samples: mse, mae and the cross-entropies.

    >>> from plainnet.losses.regression_losses import MeanSquaredError
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
        """Return the losses, a sum those of each sample."""
        is_sum = self.loss.reduction == "sum"
        return (self.loss.apply if is_sum else self.loss.by_element)(y_true, y_pred)


@dataclass(frozen=True)
class CustomMetric(Metric):
    """The mean of what a function gives; it is traced into the compiled run.

    A function that gives one number for a whole batch has the mean taken over the batches,
    each counting once.

    `function`: takes targets and outputs of a batch and gives values of shape (batch, ...), or one
    number for the whole batch.
    """

    function: Callable[..., Any]

    @property
    def mixes_rows(self) -> bool:
        """A function may take means over the batch."""
        return True

    @property
    def counts_times(self) -> bool:
        """Whether times that are not there count nothing."""
        return True

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Add values up, each times its weight."""
        outputs = jnp.asarray(y_pred)
        matched = match_axes(jnp.asarray(y_true, outputs.dtype), outputs)
        values = jnp.asarray(self.function(*matched), jnp.float32)
        weights = jnp.asarray(sample_weight, jnp.float32)
        if values.shape[:1] != weights.shape[:1]:
            return {"total": values.sum(), "count": jnp.float32(values.size)}
        return weighted_sums(values, weights)

    def result(self, tally: Tally) -> jax.Array:
        """Divide."""
        return divide_or_zero(tally["total"], tally["count"])


@dataclass(frozen=True)
class MetricOfOutput(Metric):
    """A metric of one output."""

    metric: Metric
    number: int  # of the output

    @property
    def mixes_rows(self) -> bool:
        """Whether the metric does."""
        return self.metric.mixes_rows

    @property
    def counts_times(self) -> bool:
        """Whether the metric does."""
        return self.metric.counts_times

    def tally(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tally:
        """Return the metric's sums."""
        return self.metric.tally(y_true[self.number], y_pred[self.number], sample_weight)

    def result(self, tally: Tally) -> jax.Array:
        """Return the metric's value."""
        return self.metric.result(tally)


@dataclass(frozen=True)
class LossOfOutput(Metric):
    """The loss of one output as a metric of its own."""

    loss: Loss
    number: int  # of the output

    @property
    def mixes_rows(self) -> bool:
        """Whether the loss does."""
        return self.loss.mixes_rows

    def tally(self, y_true: Any, y_pred: Any, sample_weight: Any) -> Tally:
        """Add losses up; rows count once, their losses by their weights."""
        losses = self.loss.apply(y_true[self.number], y_pred[self.number])
        weights = jnp.asarray(sample_weight)
        total = jnp.where(weights > 0, losses * weights, 0).sum()
        return {"total": total, "count": jnp.sum(weights > 0).astype(jnp.float32)}

    def result(self, tally: Tally) -> jax.Array:
        """Divide."""
        return divide_or_zero(tally["total"], tally["count"])

"""How many yes-or-no outputs were right and wrong, on each side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.metric import Metric, Tally


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
        If several thresholds are given: one metric is one figure.
    """

    thresholds: float | None = None

    def __post_init__(self) -> None:
        if isinstance(self.thresholds, list | tuple) and len(self.thresholds) == 1:
            object.__setattr__(self, "thresholds", self.thresholds[0])
        if self.thresholds is not None and not isinstance(self.thresholds, int | float):
            raise SettingError(
                "metric.setting.unsupported",
                metric=type(self).__name__,
                name="thresholds",
                value=self.thresholds,
            )

    def counted_outputs(self, outputs: jax.Array) -> jax.Array:
        """Give those of the outputs, or of their targets, that count: all of them."""
        return outputs

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Count right and wrong yeses and noes."""
        scores = jnp.asarray(y_pred)
        targets, outputs = match_shapes(self.name, jnp.asarray(y_true, scores.dtype), scores)
        weights = jnp.asarray(sample_weight, scores.dtype)
        weights = weights.reshape(-1, *[1] * (outputs.ndim - 1))  # (batch, 1, ...)
        targets, outputs = self.counted_outputs(targets), self.counted_outputs(outputs)
        said = outputs > (0.5 if self.thresholds is None else self.thresholds)
        true = targets != 0
        return {
            "true_positives": jnp.sum(weights * (true & said)),
            "false_positives": jnp.sum(weights * (~true & said)),
            "false_negatives": jnp.sum(weights * (true & ~said)),
            "true_negatives": jnp.sum(weights * (~true & ~said)),
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

"""The area under the curve that all thresholds together draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.loss import match_shapes, with_axes
from plainnet.metrics.metric import Metric, Tally, divide_or_zero

CHOICES = {
    "curve": ("ROC", "PR"),
    "summation_method": ("interpolation", "minoring", "majoring"),
}


@dataclass(frozen=True)
class AUC(Metric):
    """The area under the ROC or the precision-recall curve, as Keras computes it.

    The curve is drawn through `num_thresholds` points, evenly spaced from 0 to 1. For ROC
    the area is the chance that a yes sample gets a larger output than a no sample.

    Parameters
    ----------
    num_thresholds : int, default=200
        How many points.
    curve : {"ROC", "PR"}, default="ROC"
        Recall over false alarms, or precision over recall.
    summation_method : {"interpolation", "minoring", "majoring"}, default="interpolation"
        How the area between two points is filled.
    from_logits : bool, default=False
        Whether the outputs are logits and not probabilities.
    name : str
        Its name in the history.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    References
    ----------
    Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27.
    Davis and Goadrich (2006), "The relationship between precision-recall and ROC curves",
    ICML.

    Examples
    --------
    >>> auc = AUC()
    >>> targets, outputs = [0.0, 1.0, 0.0, 1.0], [[0.1], [0.4], [0.6], [0.9]]
    >>> round(float(auc.result(auc.tally(targets, outputs, [1.0] * 4))), 4)
    0.75
    """

    num_thresholds: int = 200
    curve: Literal["ROC", "PR"] = "ROC"
    summation_method: Literal["interpolation", "minoring", "majoring"] = "interpolation"
    from_logits: bool = False
    name: str = field(default="auc", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {
        "multi_label": False,
        "num_labels": None,
        "label_weights": None,
        "thresholds": None,
    }

    def __post_init__(self) -> None:
        is_count = isinstance(self.num_thresholds, int) and self.num_thresholds > 1
        found = [] if is_count else ["num_thresholds"]
        found += [name for name, known in CHOICES.items() if getattr(self, name) not in known]
        for name in found:
            raise SettingError(
                "metric.setting.unsupported", metric="AUC", name=name, value=getattr(self, name)
            )

    def to_config(self) -> dict[str, Any]:
        """Return the settings as Keras saves them; it leaves out thresholds that are even."""
        config = super().to_config()
        return {name: value for name, value in config.items() if name != "thresholds"}

    def tally(self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike) -> Tally:
        """Count the yes and the no samples between each two thresholds."""
        scores = jnp.asarray(y_pred)
        targets, outputs = match_shapes(self.name, jnp.asarray(y_true, scores.dtype), scores)
        outputs = jax.nn.sigmoid(outputs) if self.from_logits else outputs
        weights = with_axes(jnp.asarray(sample_weight, scores.dtype), outputs.ndim)
        # An output at a threshold is not above it: it counts with those below.
        last = self.num_thresholds - 1
        between = jnp.clip(jnp.ceil(outputs * last) - 1, 0, last).astype(jnp.int32).reshape(-1)
        none = jnp.zeros(self.num_thresholds, scores.dtype)
        return {
            "positives": none.at[between].add((targets * weights).reshape(-1)),
            "negatives": none.at[between].add(((1 - targets) * weights).reshape(-1)),
        }

    def result(self, tally: Tally) -> jax.Array:
        """Add up the areas between the points."""
        hits = _from_above(tally["positives"])  # true positives at each threshold
        alarms = _from_above(tally["negatives"])  # false positives at each threshold
        if self.curve == "PR" and self.summation_method == "interpolation":
            return _area_below_precision(hits, alarms)
        recall = divide_or_zero(hits, hits[0])
        if self.curve == "ROC":
            across, up = divide_or_zero(alarms, alarms[0]), recall
        else:
            across, up = recall, divide_or_zero(hits, hits + alarms)
        return jnp.sum((across[:-1] - across[1:]) * self._heights(up))

    def _heights(self, up: jax.Array) -> jax.Array:
        """Choose the height between each two points."""
        if self.summation_method == "minoring":
            return jnp.minimum(up[:-1], up[1:])
        if self.summation_method == "majoring":
            return jnp.maximum(up[:-1], up[1:])
        return (up[:-1] + up[1:]) / 2


def _from_above(counts: jax.Array) -> jax.Array:
    """Add up all that lies above each threshold."""
    return jnp.cumsum(counts[::-1])[::-1]


def _area_below_precision(hits: jax.Array, alarms: jax.Array) -> jax.Array:
    """Add up areas under a precision that is a curve between two points, not a line.

    Between two points, hits and alarms grow along straight lines; their ratio does not.
    """
    called = hits + alarms
    gained, more = hits[:-1] - hits[1:], called[:-1] - called[1:]
    slope = divide_or_zero(gained, jnp.maximum(more, 0))
    intercept = hits[1:] - slope * called[1:]
    is_open = (called[:-1] > 0) & (called[1:] > 0)
    ratio = jnp.where(is_open, divide_or_zero(called[:-1], called[1:]), 1.0)
    areas = divide_or_zero(slope * (gained + intercept * jnp.log(ratio)), hits[0])
    return jnp.sum(areas)

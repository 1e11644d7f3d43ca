"""The mean size of the errors in percent of the targets.

Concepts: mean absolute percentage error
"""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric


@dataclass(frozen=True)
class MeanAbsolutePercentageError(MeanMetric):
    """The mean of |target - output| / |target|, in percent as Keras gives it.

    A target of 0 counts as 1e-7, so a single one makes the figure huge.

    Parameters
    ----------
    name : str
        Its name in the history.

    Examples
    --------
    >>> mape = MeanAbsolutePercentageError()
    >>> float(mape.result(mape.tally([2.0, 4.0], [[1.0], [4.0]], [1.0, 1.0])))
    25.0
    """

    name: str = field(default="mean_absolute_percentage_error", kw_only=True)

    def values(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Give each error as a percentage of its target's size."""
        targets, outputs = match_shapes(self.name, y_true, y_pred)
        return 100.0 * jnp.abs((targets - outputs) / jnp.maximum(jnp.abs(targets), EPSILON))

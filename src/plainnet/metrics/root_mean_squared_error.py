"""The root of the mean squared error over all samples."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.matching_shapes import match_shapes
from plainnet.metrics.mean_metric import MeanMetric
from plainnet.metrics.metric import Tally


@dataclass(frozen=True)
class RootMeanSquaredError(MeanMetric):
    """The typical size of an error, in the target's unit, large errors weighing more.

    The root is taken once, of the mean over all samples; the mean of the batches' roots
    would be another figure.

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

    def result(self, tally: Tally) -> jax.Array:
        """Take the root of the mean."""
        return jnp.sqrt(super().result(tally))

"""Of those that are positive, how many were called so."""

from dataclasses import dataclass, field

import jax

from plainnet.metrics.metric import Tally, divide_or_zero
from plainnet.metrics.thresholded_counts import CountsOfOneClass


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

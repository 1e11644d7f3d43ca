"""Of those called positive, how many are."""

from dataclasses import dataclass, field

import jax

from plainnet.metrics.metric import Tally, divide_or_zero
from plainnet.metrics.thresholded_counts import CountsOfOneClass


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

"""How many outputs were right and wrong on each side, as figures of their own."""

from dataclasses import dataclass, field
from typing import ClassVar

import jax

from plainnet.metrics.metric import Tally
from plainnet.metrics.thresholded_counts import ThresholdedCounts


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
        """Give the count."""
        return tally[self.counted]


@dataclass(frozen=True)
class TruePositives(ConfusionCount):
    """How many yes targets were said to be yes.

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
    """How many no targets were said to be yes.

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
    """How many no targets were said to be no.

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
    """How many yes targets were said to be no.

    Parameters
    ----------
    thresholds : float or None, default=None
        An output above it says yes; None means 0.5.
    name : str
        Its name in the history.
    """

    name: str = field(default="false_negatives", kw_only=True)

    counted: ClassVar[str] = "false_negatives"

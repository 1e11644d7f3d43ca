"""What a mistake of a script was worth: its figure, and the same run with it put right.

Concepts: data leakage, noise
"""

from dataclasses import dataclass, field
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.intervals import (
    Interval,
    bootstrap_interval,
    paired_bootstrap_interval,
)
from plainnet.evaluation.regression import score_regression
from plainnet.evaluation.score_estimates import Estimate, difference_interval, estimate


@dataclass(frozen=True)
class Measured:
    """A figure together with the rows behind it.

    Attributes
    ----------
    metric : str
        As in `metrics.json`.
    truth, predictions : array of shape (rows,)
        Class numbers, or values in the target's unit.
    n_classes : int
        0 for numbers.
    positive : int or None
        The class that precision and recall are about.
    figure : float or None
        Given where the script computes it by a formula of its own, else measured.
    block_length : int
        Neighbouring rows that are drawn together, in a series.
    """

    metric: str
    truth: NDArray[Any]
    predictions: NDArray[Any]
    n_classes: int = 0
    positive: int | None = None
    figure: float | None = None
    block_length: int = 1

    @property
    def value(self) -> float | None:
        """The figure."""
        if self.figure is not None:
            return self.figure
        if self.n_classes:
            scores = score_classification(
                self.truth, self.predictions, self.n_classes, self.positive
            )
        else:
            scores = score_regression(self.truth, self.predictions)
        return scores[self.metric]

    @property
    def interval(self) -> Interval | None:
        """How far the figure could have come out otherwise on other rows."""
        if self.block_length == 1:
            own = self._estimate
            return None if own is None else own.interval
        return bootstrap_interval(self.metric, self.truth, self.predictions, **self._settings)

    @property
    def _estimate(self) -> Estimate | None:
        """The figure over rows that stand by themselves, with what each of them adds."""
        return estimate(
            self.metric,
            self.truth,
            self.predictions,
            n_classes=self.n_classes or 2,
            positive=self.positive,
        )

    @property
    def _settings(self) -> dict[str, Any]:
        """What intervals have to know."""
        classes = {"n_classes": self.n_classes} if self.n_classes else {}
        return {**classes, "positive": self.positive, "block_length": self.block_length}

    def interval_of_difference(self, other: "Measured") -> Interval | None:
        """Give the interval of this figure minus another of the same metric."""
        is_paired = self.figure is None and other.figure is None
        if is_paired and np.array_equal(self.truth, other.truth):
            if self.block_length == 1:
                own, others = self._estimate, other._estimate
                if own is None or others is None:
                    return None
                return difference_interval(own, others)
            return paired_bootstrap_interval(
                self.metric, self.truth, self.predictions, other.predictions, **self._settings
            )
        return _of_independent(self, other)


def _of_independent(first: Measured, second: Measured) -> Interval | None:
    """Add up the noise of two figures measured on different rows."""
    own, others = first.interval, second.interval
    value, other = first.value, second.value
    if own is None or others is None or value is None or other is None:
        return None
    half = hypot(own.high - own.low, others.high - others.low) / 2
    return Interval(value - other - half, value - other + half)


@dataclass(frozen=True)
class Mistake:
    """A mistake of a script, and what it did to a figure.

    Attributes
    ----------
    code : str
        `case.mistake.CODE` in the catalogue says what it is.
    file : str
        Of the course, with its folder.
    line : int
        Counted from 1.
    metric : str
        The figure it is measured by.
    reported : float or None
        As the script computes it.
    mended : float or None
        The same run with this one mistake put right.
    interval : Interval or None
        Of reported minus mended.
    """

    code: str
    file: str
    line: int
    metric: str
    reported: float | None
    mended: float | None
    interval: Interval | None = field(default=None)

    @property
    def worth(self) -> float | None:
        """Reported minus mended."""
        if self.reported is None or self.mended is None:
            return None
        return self.reported - self.mended

    def to_dict(self) -> dict[str, Any]:
        """Write the mistake as `metrics.json` holds it."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "metric": self.metric,
            "reported": self.reported,
            "mended": self.mended,
            "interval": None if self.interval is None else [self.interval.low, self.interval.high],
            "inside_noise": None if self.interval is None else self.interval.is_inside_noise,
        }


def price(code: str, file: str, line: int, reported: Measured, mended: Measured) -> Mistake:
    """Say what a mistake was worth.

    Parameters
    ----------
    code : str
        Of the mistake.
    file : str
        Of the course.
    line : int
        In that file.
    reported : Measured
        The script's figure.
    mended : Measured
        The figure with this one mistake put right.

    Returns
    -------
    Mistake
    """
    interval = reported.interval_of_difference(mended)
    return Mistake(code, file, line, reported.metric, reported.value, mended.value, interval)

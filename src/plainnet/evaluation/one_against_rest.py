"""Curves for each of several classes: this class against all others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from plainnet.errors import ShapeError
from plainnet.evaluation.checked_rows import paired_labels
from plainnet.evaluation.classification_curves import (
    PrecisionRecallCurve,
    RocCurve,
    precision_recall_curve,
    roc_curve,
)


@dataclass(frozen=True)
class ClassCurves:
    """Both curves of one class."""

    label: int  # the class
    roc: RocCurve  # of its probability, its rows being the positive ones
    precision_recall: PrecisionRecallCurve  # of the same
    share: float  # of the rows that are of the class; the average precision of guessing


def curves_by_class(y_true: ArrayLike, probabilities: ArrayLike) -> tuple[ClassCurves, ...]:
    """Give both curves of each class that has rows, and that not all rows are of.

    Shapes: `y_true` (rows,), `probabilities` (rows, classes).

    >>> shares = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.6, 0.2, 0.2]]
    >>> [curves.roc.area for curves in curves_by_class([0, 1, 2], shares)]
    [1.0, 1.0, 1.0]
    """
    shares = np.asarray(probabilities, dtype=np.float64)  # (rows, classes)
    labels = np.asarray(y_true).reshape(-1)
    if shares.ndim != 2 or len(shares) != labels.size:
        raise ShapeError("evaluation.lengths_differ", true=labels.size, predicted=len(shares))
    true, _ = paired_labels(labels, labels, shares.shape[1])
    found = []
    for label in range(shares.shape[1]):
        is_class = true == label
        if is_class.any() and not is_class.all():
            values = shares[:, label]
            roc = roc_curve(is_class, values)
            precision_recall = precision_recall_curve(is_class, values)
            found.append(ClassCurves(label, roc, precision_recall, float(is_class.mean())))
    return tuple(found)

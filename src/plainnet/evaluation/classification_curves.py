"""What a two-class model could reach at every threshold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.checked_rows import truth_with_both_classes


@dataclass(frozen=True)
class RocCurve:
    """Found positives against false alarms, from the strictest threshold to the loosest."""

    false_positive_rate: NDArray[np.float64]  # (points,)
    true_positive_rate: NDArray[np.float64]  # (points,)
    area: float


@dataclass(frozen=True)
class PrecisionRecallCurve:
    """Precision against recall, from the strictest threshold to the loosest."""

    precision: NDArray[np.float64]  # (points,)
    recall: NDArray[np.float64]  # (points,)
    average_precision: float


def roc_curve(y_true: ArrayLike, scores: ArrayLike) -> RocCurve:
    """Give the points of the ROC curve and the area below it.

    Shapes: `y_true` (rows,), `scores` (rows,).
    `scores`: probabilities will do.

    Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27.

    >>> roc_curve([0, 1, 0, 1], [0.1, 0.9, 0.2, 0.15]).area
    0.75
    """
    hits, alarms = _counts_by_threshold(y_true, scores)
    true_positive_rate = np.concatenate([[0.0], hits / hits[-1]])
    false_positive_rate = np.concatenate([[0.0], alarms / alarms[-1]])
    area = float(np.trapezoid(true_positive_rate, false_positive_rate))
    return RocCurve(false_positive_rate, true_positive_rate, area)


def precision_recall_curve(y_true: ArrayLike, scores: ArrayLike) -> PrecisionRecallCurve:
    """Give the points of the precision-recall curve and the average precision.

    Shapes: `y_true` (rows,), `scores` (rows,).
    `scores`: probabilities will do.

    >>> precision_recall_curve([0, 1, 1], [0.1, 0.9, 0.8]).average_precision
    1.0
    """
    hits, alarms = _counts_by_threshold(y_true, scores)
    precision = np.concatenate([[1.0], hits / (hits + alarms)])
    recall = np.concatenate([[0.0], hits / hits[-1]])
    average_precision = float(np.sum(np.diff(recall) * precision[1:]))
    return PrecisionRecallCurve(precision, recall, average_precision)


def _counts_by_threshold(
    y_true: ArrayLike, scores: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count found positives and false alarms at each distinct score, highest first."""
    true = truth_with_both_classes(y_true, scores)
    values = np.asarray(scores, dtype=np.float64).reshape(-1)
    order = np.argsort(-values, kind="stable")
    last_of_equals = np.append(np.flatnonzero(np.diff(values[order])), values.size - 1)
    hits = np.cumsum(true[order], dtype=np.float64)[last_of_equals]
    return hits, last_of_equals + 1 - hits

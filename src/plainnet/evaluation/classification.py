"""How often a classifier is right, and what kind of wrong it is when it is not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError
from plainnet.evaluation.metric_formulas import paired_labels, truth_with_both_classes


@dataclass(frozen=True)
class ClassFigures:
    """One class's row of the report; None where a figure is undefined.

    `precision`: of the rows called this class, the part that is; None if none was called so.
    """

    label: int  # the class
    precision: float | None
    recall: float | None  # of the rows of this class, the part found; None if there is none
    f1: float | None  # harmonic mean of the two; None for a class neither present nor predicted
    support: int  # rows of this class


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike, n_classes: int) -> NDArray[np.int64]:
    """Count the rows by true class (down) and predicted class (across).

    Shapes: `y_true` and `y_pred` (rows,) -> (n_classes, n_classes).
    `y_true` and `y_pred`: labels from 0 to `n_classes` - 1.

    >>> confusion_matrix([0, 0, 1], [0, 1, 1], 2).tolist()
    [[1, 1], [0, 1]]
    """
    true, predicted = paired_labels(y_true, y_pred, n_classes)
    cells = np.bincount(true * n_classes + predicted, minlength=n_classes * n_classes)
    return cells.reshape(n_classes, n_classes).astype(np.int64)


def figures_by_class(
    y_true: ArrayLike, y_pred: ArrayLike, n_classes: int
) -> tuple[ClassFigures, ...]:
    """Return precision, recall, F1 and support of each class.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: labels from 0 to `n_classes` - 1.

    >>> figures_by_class([0, 0, 1], [0, 1, 1], 2)[1].precision
    0.5
    """
    counts = confusion_matrix(y_true, y_pred, n_classes)
    return tuple(_figures(counts, label) for label in range(n_classes))


def _figures(counts: NDArray[np.int64], label: int) -> ClassFigures:
    """Read one class's figures off the confusion matrix."""
    hits = int(counts[label, label])
    present, called = int(counts[label].sum()), int(counts[:, label].sum())
    return ClassFigures(
        label=label,
        precision=hits / called if called else None,
        recall=hits / present if present else None,
        f1=2 * hits / (present + called) if present + called else None,
        support=present,
    )


def score_classification(
    y_true: ArrayLike, y_pred: ArrayLike, n_classes: int, positive: int | None = None
) -> dict[str, float | None]:
    """Return accuracy, precision, recall and F1; None where a figure is undefined.

    With two classes the last three are those of the positive class. With more they are the
    plain (macro) mean over the classes that occur in truth or prediction, and undefined when
    they are undefined for one of these: a class never predicted has no precision.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: labels from 0 to `n_classes` - 1.
    `positive`: None means 1 of two classes, and the macro mean of more.

    >>> score_classification([0, 1, 1, 1], [0, 1, 1, 0], 2)["precision"]
    1.0
    """
    true, predicted = paired_labels(y_true, y_pred, n_classes)
    rows = figures_by_class(true, predicted, n_classes)
    if positive is None and n_classes == 2:
        positive = 1
    counted = [row for row in rows if row.f1 is not None]
    if positive is not None:
        counted = [rows[positive]]
    return {
        "accuracy": float(np.mean(true == predicted)),
        "precision": _mean([row.precision for row in counted]),
        "recall": _mean([row.recall for row in counted]),
        "f1": _mean([row.f1 for row in counted]),
    }


def _mean(figures: Sequence[float | None], weights: Sequence[int] | None = None) -> float | None:
    """Compute the mean of some scores, undefined if one of them is."""
    defined = [figure for figure in figures if figure is not None]
    return float(np.average(defined, weights=weights)) if len(defined) == len(figures) else None


def log_loss_by_row(y_true: ArrayLike, probabilities: ArrayLike) -> NDArray[np.float64]:
    """Return the negative log of the probability given to the true class, in nats.

    Shapes: `y_true` (rows,), `probabilities` (rows, classes) -> (rows,).
    `probabilities`: cut at the smallest float64 step, so the loss stays finite.

    >>> log_loss_by_row([0, 1], [[0.5, 0.5], [0.5, 0.5]]).round(6).tolist()
    [0.693147, 0.693147]
    """
    shares = np.asarray(probabilities, dtype=np.float64)  # (rows, classes)
    labels = np.asarray(y_true).reshape(-1)
    if shares.ndim != 2 or len(shares) != labels.size:
        raise ShapeError("evaluation.lengths_differ", true=labels.size, predicted=len(shares))
    true, _ = paired_labels(labels, labels, shares.shape[1])
    smallest = np.finfo(np.float64).eps
    chosen = np.clip(shares[np.arange(true.size), true], smallest, 1 - smallest)
    return np.asarray(-np.log(chosen))


@dataclass(frozen=True)
class MeanFigures:
    """Figures averaged over classes; None where one that counts is undefined."""

    precision: float | None
    recall: float | None
    f1: float | None
    support: int


@dataclass(frozen=True)
class ClassReport:
    """Each class and the means over them."""

    classes: tuple[ClassFigures, ...]  # in the order of the labels
    macro: MeanFigures  # every class that occurs in truth or prediction counts the same
    weighted: MeanFigures  # every class counts as often as it occurs in the truth
    accuracy: float  # share of rows called right


def class_report(y_true: ArrayLike, y_pred: ArrayLike, n_classes: int) -> ClassReport:
    """Return precision, recall, F1 and support of each class, and their means.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: labels from 0 to `n_classes` - 1.

    >>> class_report([0, 0, 0, 1], [0, 0, 1, 1], 2).weighted.recall
    0.75
    """
    true, predicted = paired_labels(y_true, y_pred, n_classes)
    rows = figures_by_class(true, predicted, n_classes)
    occurring = [row for row in rows if row.f1 is not None]
    present = [row for row in rows if row.support]
    return ClassReport(
        rows,
        _mean_figures(occurring, [1] * len(occurring)),
        _mean_figures(present, [row.support for row in present]),
        float(np.mean(true == predicted)),
    )


def _mean_figures(rows: Sequence[ClassFigures], weights: Sequence[int]) -> MeanFigures:
    """Average each figure."""
    return MeanFigures(
        _mean([row.precision for row in rows], weights),
        _mean([row.recall for row in rows], weights),
        _mean([row.f1 for row in rows], weights),
        sum(row.support for row in rows),
    )


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
    """Return the points of the ROC curve and the area below it.

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
    """Return the points of the precision-recall curve and the average precision.

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


@dataclass(frozen=True)
class ClassCurves:
    """Both curves of one class."""

    label: int  # the class
    roc: RocCurve  # of its probability, its rows being the positive ones
    precision_recall: PrecisionRecallCurve  # of the same
    share: float  # of the rows that are of the class; the average precision of guessing


def curves_by_class(y_true: ArrayLike, probabilities: ArrayLike) -> tuple[ClassCurves, ...]:
    """Return both curves of each class that has rows, and that not all rows are of.

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

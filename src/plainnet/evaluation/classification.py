"""How often a classifier is right, and what kind of wrong it is when it is not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError
from plainnet.evaluation.checked_rows import paired_labels


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
    """Give precision, recall, F1 and support of each class.

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
    """Give accuracy, precision, recall and F1; None where a figure is undefined.

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


def _mean(figures: list[float | None]) -> float | None:
    """Mean of the figures, undefined if one of them is."""
    defined = [figure for figure in figures if figure is not None]
    return float(np.mean(defined)) if len(defined) == len(figures) else None


def log_loss(y_true: ArrayLike, probabilities: ArrayLike) -> float:
    """Give the mean negative log of the probability given to the true class, in nats.

    Shapes: `y_true` (rows,), `probabilities` (rows, classes).
    `y_true`: labels from 0 to classes - 1.
    `probabilities`: each row sums to 1; cut at the smallest float64 step, so the loss stays finite.

    >>> round(log_loss([0, 1], [[0.5, 0.5], [0.5, 0.5]]), 6)
    0.693147
    """
    return float(np.mean(log_loss_by_row(y_true, probabilities)))


def log_loss_by_row(y_true: ArrayLike, probabilities: ArrayLike) -> NDArray[np.float64]:
    """Compute each row's part of the log loss, shape (rows,)."""
    shares = np.asarray(probabilities, dtype=np.float64)  # (rows, classes)
    labels = np.asarray(y_true).reshape(-1)
    if shares.ndim != 2 or len(shares) != labels.size:
        raise ShapeError("evaluation.lengths_differ", true=labels.size, predicted=len(shares))
    true, _ = paired_labels(labels, labels, shares.shape[1])
    smallest = np.finfo(np.float64).eps
    chosen = np.clip(shares[np.arange(true.size), true], smallest, 1 - smallest)
    return np.asarray(-np.log(chosen))

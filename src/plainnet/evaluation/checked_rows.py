"""Truth and prediction side by side, checked before anything is counted."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, ShapeError


def paired_values(
    y_true: ArrayLike, y_pred: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give truth and prediction as two float64 columns of the same length.

    Shapes: `y_true` (rows,), `y_pred` (rows,) -> (rows,).
    """
    true = np.asarray(y_true, dtype=np.float64).reshape(-1)
    predicted = np.asarray(y_pred, dtype=np.float64).reshape(-1)
    if true.size != predicted.size:
        raise ShapeError("evaluation.lengths_differ", true=true.size, predicted=predicted.size)
    if not true.size:
        raise DataError("evaluation.no_rows")
    missing = np.flatnonzero(~np.isfinite(true))
    if missing.size:
        raise DataError("evaluation.true_value_missing", row=int(missing[0]) + 1)
    return true, predicted


def paired_labels(
    y_true: ArrayLike, y_pred: ArrayLike, n_classes: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give true and predicted labels as two integer columns of the same length.

    Shapes: `y_true` and `y_pred` (rows,) -> (rows,).
    `y_true` and `y_pred`: labels from 0 to `n_classes` - 1.
    """
    true, predicted = paired_values(y_true, y_pred)
    for labels in (true, predicted):
        is_class = (labels >= 0) & (labels < n_classes) & (labels == np.floor(labels))
        wrong = np.flatnonzero(~is_class)
        if wrong.size:
            raise DataError(
                "evaluation.label_is_no_class",
                row=int(wrong[0]) + 1,
                found=f"{labels[wrong[0]]:g}",
                last=n_classes - 1,
            )
    return true.astype(np.int64), predicted.astype(np.int64)


def truth_with_both_classes(y_true: ArrayLike, scores: ArrayLike) -> NDArray[np.int64]:
    """Give the 0/1 truth, sure that both classes occur and every score is a number.

    Shapes: `y_true` (rows,), `scores` (rows,) -> (rows,).
    """
    _, values = paired_values(y_true, scores)
    true, _ = paired_labels(y_true, np.zeros(values.size), 2)
    missing = np.flatnonzero(~np.isfinite(values))
    if missing.size:
        raise DataError("evaluation.score_missing", row=int(missing[0]) + 1)
    if true.min() == true.max():
        raise DataError("evaluation.one_class", label=int(true[0]), rows=true.size)
    return true

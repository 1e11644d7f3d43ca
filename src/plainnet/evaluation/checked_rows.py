"""Truth and prediction side by side, checked before anything is counted.

Concepts: test row
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, ShapeError


def paired_values(
    y_true: ArrayLike, y_pred: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give truth and prediction as two float64 columns of the same length.

    Parameters
    ----------
    y_true : array of shape (rows,) or (rows, 1)
        True values; all finite.
    y_pred : array of shape (rows,) or (rows, 1)
        Predictions; a diverged model may have predicted NaN.

    Returns
    -------
    pair of arrays of shape (rows,), float64

    Raises
    ------
    DataError
        If there is no row or a true value is missing.
    ShapeError
        If the lengths differ.
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

    Parameters
    ----------
    y_true, y_pred : array of shape (rows,)
        Labels from 0 to `n_classes` - 1.
    n_classes : int
        Number of classes.

    Returns
    -------
    pair of arrays of shape (rows,), int64

    Raises
    ------
    DataError
        If there is no row, or a label that is no class.
    ShapeError
        If the lengths differ.
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

    Parameters
    ----------
    y_true : array of shape (rows,)
        1 where the row is positive, else 0.
    scores : array of shape (rows,)
        One for each row.

    Returns
    -------
    array of shape (rows,), int64

    Raises
    ------
    DataError
        If only one class occurs or a score is not a number.
    ShapeError
        If the lengths differ.
    """
    _, values = paired_values(y_true, scores)
    true, _ = paired_labels(y_true, np.zeros(values.size), 2)
    missing = np.flatnonzero(~np.isfinite(values))
    if missing.size:
        raise DataError("evaluation.score_missing", row=int(missing[0]) + 1)
    if true.min() == true.max():
        raise DataError("evaluation.one_class", label=int(true[0]), rows=true.size)
    return true

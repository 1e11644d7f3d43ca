"""Each metric as a formula of mean tallies, so that all resamples are one array operation."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, SettingError, ShapeError


def paired_values(
    y_true: ArrayLike, y_pred: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return truth and prediction as two float64 columns of the same length.

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
    """Return true and predicted labels as two integer columns of the same length.

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
    """Return the 0/1 truth, sure that both classes occur and every score is a number.

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


Floats = NDArray[np.float64]
Tallies = Callable[[Floats, Floats], Floats]
Formula = Callable[[Floats], Floats]


def tallies_and_formula(
    metric: str, n_classes: int = 2, positive: int | None = None
) -> tuple[Tallies, Formula]:
    """Take a metric apart: what to note of each row, and the formula of the means.

    Shapes: returns `formula` (resamples, tallies).
    `metric`: `accuracy`, `precision`, `recall`, `f1`, `rmse`, `mae` or `mape`.
    """
    if positive is None and n_classes == 2:
        positive = 1
    if metric in _OF_VALUES:
        return _OF_VALUES[metric]
    if metric == "accuracy":
        return lambda true, predicted: (true == predicted)[:, None].astype(np.float64), only_mean
    if metric not in _OF_CLASSES:
        known = ["accuracy", *_OF_CLASSES, *_OF_VALUES]
        raise SettingError("evaluation.unknown_metric", metric=metric, known=known)
    of_class = _OF_CLASSES[metric]

    def tallies(true: Floats, predicted: Floats) -> Floats:
        labels, guesses = paired_labels(true, predicted, n_classes)
        is_class = np.eye(n_classes)
        marks = [is_class[labels] * is_class[guesses], is_class[labels], is_class[guesses]]
        return np.concatenate(marks, axis=1)  # (rows, 3 x classes): hit, present, called

    def formula(means: Floats) -> Floats:
        hits, present, called = np.split(means, 3, axis=1)
        figures = of_class(hits, present, called)  # (resamples, classes)
        if positive is not None:
            return figures[:, positive]
        occurs = present + called > 0
        return np.asarray(np.where(occurs, figures, 0).sum(axis=1) / occurs.sum(axis=1))

    return tallies, formula


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide, with NaN where there is nothing to divide by."""
    undefined: Floats = np.full(part.shape, np.nan)
    return np.divide(part, whole, out=undefined, where=whole > 0)


def only_mean(means: Floats) -> Floats:
    """Take the one tally as the figure."""
    return np.asarray(means[:, 0])


def _relative_error(true: Floats, predicted: Floats) -> Floats:
    """Absolute error over the true value; undefined where that is 0."""
    return ratio(np.abs(predicted - true), np.abs(true))[:, None]


def share_of_error_removed(means: Floats) -> Floats:
    """Compute skill: 1 minus the ratio of two root mean squares, the second of what is simpler."""
    return np.asarray(1 - np.sqrt(ratio(means[:, 0], means[:, 1])))


_OF_CLASSES: dict[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "precision": lambda hits, present, called: ratio(hits, called),
    "recall": lambda hits, present, called: ratio(hits, present),
    "f1": lambda hits, present, called: ratio(2 * hits, present + called),
}
_OF_VALUES: dict[str, tuple[Tallies, Formula]] = {
    "rmse": (
        lambda true, predicted: ((predicted - true) ** 2)[:, None],
        lambda means: np.sqrt(means[:, 0]),
    ),
    "mae": (lambda true, predicted: np.abs(predicted - true)[:, None], only_mean),
    "mape": (_relative_error, only_mean),
}

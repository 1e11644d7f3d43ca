"""How far predictions of a number are from the truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.metric_formulas import paired_values


def rmse(y_true: ArrayLike, y_pred: ArrayLike) -> float | None:
    """Return the root of the mean squared error, in the target's unit.

    Shapes: `y_true` and `y_pred` (rows,).
    Result: None if a prediction is not a finite number.

    >>> rmse([0.0, 0.0], [3.0, -3.0])
    3.0
    """
    true, predicted = paired_values(y_true, y_pred)
    if not np.isfinite(predicted).all():
        return None
    return float(np.sqrt(np.mean((predicted - true) ** 2)))


def mae(y_true: ArrayLike, y_pred: ArrayLike) -> float | None:
    """Return the mean absolute error, in the target's unit.

    Shapes: `y_true` and `y_pred` (rows,).
    Result: None if a prediction is not a finite number.

    >>> mae([1.0, 2.0], [2.0, 2.0])
    0.5
    """
    true, predicted = paired_values(y_true, y_pred)
    return _finite_mean(np.abs(predicted - true))


def mape(y_true: ArrayLike, y_pred: ArrayLike) -> float | None:
    """Return the mean absolute error as a fraction of the true value.

    Shapes: `y_true` and `y_pred` (rows,).
    Result: None if a true value is 0 or a prediction is not finite.

    >>> mape([100.0, 200.0], [101.0, 198.0])
    0.01
    """
    true, predicted = paired_values(y_true, y_pred)
    if (true == 0).any():
        return None
    return _finite_mean(np.abs((predicted - true) / true))


def score_regression(y_true: ArrayLike, y_pred: ArrayLike) -> dict[str, float | None]:
    """Return RMSE, MAE and MAPE; None where a figure is undefined.

    Shapes: `y_true` and `y_pred` (rows,).
    Result: `rmse` and `mae` in the target's unit, `mape` as a fraction.

    >>> score_regression([0.0, 2.0], [1.0, 1.0])
    {'rmse': 1.0, 'mae': 1.0, 'mape': None}
    """
    return {
        "rmse": rmse(y_true, y_pred),
        "mae": mae(y_true, y_pred),
        "mape": mape(y_true, y_pred),
    }


def _finite_mean(errors: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    """Mean of the errors, undefined if one of them is not a number."""
    return float(np.mean(errors)) if np.isfinite(errors).all() else None


SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Residuals:
    """How errors spread; predicted minus true, in the target's unit.

    `grows_with_prediction`: rank correlation of their size with the prediction; None where one does
    not vary.
    """

    bias: float  # their mean: above 0 the model says too much
    spread: float  # their standard deviation
    quantiles: tuple[float, ...]  # below which 5, 25, 50, 75 and 95 % of them lie
    grows_with_prediction: float | None
    worst: NDArray[np.int64]  # rows by falling size of the error


def residuals_of(y_true: ArrayLike, y_pred: ArrayLike) -> Residuals | None:
    """Describe the errors.

    Shapes: `y_true` and `y_pred` (rows,).
    Result: None if a prediction is not a finite number.

    >>> found = residuals_of([1.0, 2.0, 3.0], [1.0, 4.0, 4.0])
    >>> found.bias, found.worst.tolist()
    (1.0, [1, 2, 0])
    """
    true, predicted = paired_values(y_true, y_pred)
    if not np.isfinite(predicted).all():
        return None
    errors = predicted - true
    return Residuals(
        float(errors.mean()),
        float(errors.std()),
        tuple(np.quantile(errors, SHARES).tolist()),
        _rank_correlation(np.abs(errors), predicted),
        np.argsort(-np.abs(errors), kind="stable"),
    )


def _rank_correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """Return Spearman's rank correlation, equal values sharing the mean of their ranks."""
    ranks = np.stack([_mean_ranks(first), _mean_ranks(second)])
    if not ranks.std(axis=1).all():
        return None
    matrix = np.asarray(np.corrcoef(ranks))
    return float(matrix[0, 1])


def _mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank values from the smallest."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places])

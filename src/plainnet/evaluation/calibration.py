"""Whether what is predicted with 70 % probability is so seven times of ten."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import DataError, ShapeError
from plainnet.evaluation.intervals import LEVEL, RESAMPLES
from plainnet.evaluation.metric_formulas import paired_labels

Floats = NDArray[np.float64]

BINS = 10
# Rows whose probabilities differ by less are drawn as if they had the same.
FINE_BINS = 1000


@dataclass(frozen=True)
class CalibrationCurve:
    """Predicted probability against observed share, in bins of equal width that hold a row."""

    predicted: Floats  # (bins,), Mean probability of the rows in the bin
    observed: Floats  # (bins,), Share of these rows that are positive
    rows: NDArray[np.int64]  # (bins,), How many there are

    @property
    def error(self) -> float:
        """The expected calibration error: the mean gap, each bin weighing as its rows."""
        return float(np.sum(self.rows * np.abs(self.observed - self.predicted)) / self.rows.sum())


def calibration_curve(y_true: ArrayLike, probabilities: ArrayLike) -> CalibrationCurve:
    """Compare the probabilities with how often the positive class was observed.

    Shapes: `y_true` (rows,), `probabilities` (rows,).
    `probabilities`: of the positive class, from 0 to 1.
    Result: a probability between two belongs to the lower one.

    Guo et al. (2017), "On calibration of modern neural networks", ICML.

    >>> curve = calibration_curve([0, 1, 1, 1], [0.3, 0.3, 0.9, 0.9])
    >>> curve.observed.tolist(), round(curve.error, 3)
    ([0.5, 1.0], 0.15)
    """
    values = _checked(probabilities)
    true, _ = paired_labels(y_true, np.zeros(values.size), 2)
    places = _bins_of(values, BINS)
    rows = np.bincount(places, minlength=BINS)
    is_used = rows > 0
    counted = rows[is_used]
    predicted = np.bincount(places, weights=values, minlength=BINS)[is_used] / counted
    observed = np.bincount(places, weights=true, minlength=BINS)[is_used] / counted
    return CalibrationCurve(predicted, observed, counted.astype(np.int64))


def likeliest_class(
    y_true: ArrayLike, probabilities: ArrayLike
) -> tuple[NDArray[np.int64], Floats]:
    """Return, for many classes, what a calibration curve is drawn of: the predicted class.

    Shapes: `y_true` (rows,), `probabilities` (rows, classes) -> `is_right` (rows,), `probability`
    (rows,).

    >>> likeliest_class([0, 1], [[0.7, 0.3], [0.6, 0.4]])[0].tolist()
    [1, 0]
    """
    shares = np.asarray(probabilities, dtype=np.float64)  # (rows, classes)
    is_right = shares.argmax(axis=1) == np.asarray(y_true).reshape(-1)
    return is_right.astype(np.int64), shares.max(axis=1)


def calibration_error_by_chance(probabilities: ArrayLike, *, seed: int = 0) -> float:
    """Return the calibration error that perfect probabilities stay below 95 times of 100.

    Even if each probability is right, few rows in a bin come out unevenly; an error below
    this one tells of no fault.

    Shapes: `probabilities` (rows,).

    Bröcker and Smith (2007), "Increasing the reliability of reliability diagrams", Weather
    and Forecasting 22.

    >>> calibration_error_by_chance([0.0, 1.0])
    0.0
    """
    values = _checked(probabilities)
    fine = _bins_of(values, FINE_BINS)
    cells, places, rows = np.unique(fine, return_inverse=True, return_counts=True)
    predicted = np.bincount(places, weights=values) / rows
    generator = np.random.default_rng(seed)
    drawn = generator.binomial(rows, np.clip(predicted, 0, 1), size=(RESAMPLES, cells.size))
    in_bin = np.eye(BINS)[cells * BINS // FINE_BINS]  # (cells, bins)
    gaps = np.abs((drawn - rows * predicted) @ in_bin)  # (resamples, bins)
    return float(np.quantile(gaps.sum(axis=1) / values.size, LEVEL))


def brier_by_row(y_true: ArrayLike, probabilities: ArrayLike) -> Floats:
    """Return the squared distance of each row's probabilities from what was so.

    Shapes: `y_true` (rows,), `probabilities` (rows,) or (rows, classes) -> (rows,).

    Brier (1950), "Verification of forecasts expressed in terms of probability", Monthly
    Weather Review 78.

    >>> brier_by_row([0, 1], [0.5, 1.0]).tolist()
    [0.25, 0.0]
    """
    shares = np.asarray(probabilities, dtype=np.float64)
    _checked(shares)
    if shares.ndim == 1:
        shares = np.stack([1 - shares, shares], axis=1)
    labels = np.asarray(y_true).reshape(-1)
    if len(shares) != labels.size:
        raise ShapeError("evaluation.lengths_differ", true=labels.size, predicted=len(shares))
    true, _ = paired_labels(labels, labels, shares.shape[1])
    distances = ((shares - np.eye(shares.shape[1])[true]) ** 2).sum(axis=1)
    return np.asarray(distances / 2 if shares.shape[1] == 2 else distances)


def _checked(probabilities: ArrayLike) -> Floats:
    """Return probabilities in one column, sure that they are such."""
    shares = np.asarray(probabilities, dtype=np.float64)
    values = shares.reshape(-1)
    # A softmax in float32 may end a hair above 1.
    wrong = np.flatnonzero(~((values >= -1e-6) & (values <= 1 + 1e-6)))
    if wrong.size:
        row = wrong[0] // (shares.shape[1] if shares.ndim == 2 else 1) + 1
        raise DataError("evaluation.no_probability", row=row, found=f"{values[wrong[0]]:g}")
    return values


def _bins_of(values: Floats, bins: int) -> NDArray[np.int64]:
    """Number the bin of each probability; one on an edge belongs to the lower bin."""
    edges = np.linspace(0, 1, bins + 1)[1:-1]
    return np.searchsorted(edges, values).astype(np.int64)

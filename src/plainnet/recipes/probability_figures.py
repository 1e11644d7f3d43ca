"""What the probabilities of a run's classes are worth, beside those of knowing only how many.

Concepts: log loss, Brier score, calibration, area under the ROC curve, average precision
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.area_intervals import area_intervals
from plainnet.evaluation.calibration import (
    CalibrationCurve,
    brier_by_row,
    calibration_curve,
    calibration_error_by_chance,
    likeliest_class,
)
from plainnet.evaluation.classification import log_loss
from plainnet.evaluation.intervals import Interval, percentile_interval
from plainnet.evaluation.one_against_rest import ClassCurves, curves_by_class
from plainnet.evaluation.resampling import resampled_means
from plainnet.files.model_card import ClassTarget
from plainnet.predictors.predictor import Scores
from plainnet.recipes.finished_run import FinishedRun

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ProbabilityFigures:
    """What probabilities are worth.

    Attributes
    ----------
    scores : dict of str to float or None
        `brier`, `log_loss`, `calibration_error`; with two classes `area` and
        `average_precision` of the positive one.
    intervals : dict of str to Interval or None
        Of the scores that have one.
    simplest : dict of str to float or None
        The scores of who says in every row how often each class occurred in training.
    calibration : CalibrationCurve
        With two classes of the positive one, else of the class that is said.
    error_by_chance : float
        Calibration error that perfect probabilities stay below 95 times of 100.
    curves : tuple of ClassCurves
        Of each class that has rows.
    area_intervals : dict of int to Interval or None
        By class, of the area below its ROC curve.
    """

    scores: Scores
    intervals: dict[str, Interval | None]
    simplest: Scores
    calibration: CalibrationCurve
    error_by_chance: float
    curves: tuple[ClassCurves, ...]
    area_intervals: dict[int, Interval | None]


def probability_figures(run: FinishedRun, target: ClassTarget) -> ProbabilityFigures | None:
    """Measure the probabilities of the test rows.

    Parameters
    ----------
    run : FinishedRun
        Trained, with the answers for the test rows.
    target : ClassTarget
        The classes.

    Returns
    -------
    ProbabilityFigures or None
        None without probabilities.
    """
    shares, truth = run.answer.probabilities, run.prepared.test.truth
    if shares is None or truth is None:
        return None
    labels = np.asarray(truth, np.int64).reshape(-1)
    guess = np.tile(shares_of_classes(run, len(target.names)), (len(labels), 1))
    positive = positive_class(target)
    if positive is None:
        is_so, said = likeliest_class(labels, shares)
    else:
        is_so, said = (labels == positive).astype(np.int64), shares[:, positive]
    curve = calibration_curve(is_so, said)
    errors, by_row = brier_by_row(labels, shares), _log_losses(labels, shares)
    scores: Scores = {
        "log_loss": log_loss(labels, shares),
        "brier": float(errors.mean()),
        "calibration_error": curve.error,
    }
    means = resampled_means(np.stack([by_row, errors], axis=1))  # (resamples, 2)
    intervals = {
        "log_loss": percentile_interval(means[:, 0]),
        "brier": percentile_interval(means[:, 1]),
    }
    simplest: Scores = {
        "log_loss": log_loss(labels, guess),
        "brier": float(brier_by_row(labels, guess).mean()),
    }
    curves = curves_by_class(labels, shares)
    both = {of.label: area_intervals(labels == of.label, shares[:, of.label]) for of in curves}
    for of in curves:
        if of.label == positive:
            scores |= {
                "area": of.roc.area,
                "average_precision": of.precision_recall.average_precision,
            }
            intervals |= dict(zip(("area", "average_precision"), both[of.label], strict=True))
            simplest |= {"area": 0.5, "average_precision": of.share}
    chance = calibration_error_by_chance(said)
    areas = {label: pair[0] for label, pair in both.items()}
    return ProbabilityFigures(scores, intervals, simplest, curve, chance, curves, areas)


def positive_class(target: ClassTarget) -> int | None:
    """Give the class that two-class figures are about; None of more classes."""
    if len(target.names) != 2:
        return None
    return 1 if target.positive is None else target.positive


def shares_of_classes(run: FinishedRun, n_classes: int) -> Floats:
    """Tell how often each class occurs in the rows trained on."""
    targets = run.prepared.train[1]
    if targets.ndim == 2 and targets.shape[1] > 1:
        return np.asarray(targets.mean(axis=0), np.float64)
    counts = np.bincount(targets.reshape(-1).astype(np.int64), minlength=n_classes)
    return np.asarray(counts / counts.sum())


def _log_losses(labels: NDArray[np.int64], shares: Floats) -> Floats:
    """Give each row's part of the log loss."""
    smallest = np.finfo(np.float64).eps
    said = np.clip(shares[np.arange(labels.size), labels], smallest, 1 - smallest)
    return np.asarray(-np.log(said))

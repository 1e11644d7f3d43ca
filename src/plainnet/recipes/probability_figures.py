"""What the probabilities of a run's classes are worth, beside those of knowing only how many."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.evaluation.calibration import (
    CalibrationCurve,
    calibration_curve,
    calibration_error_by_chance,
    likeliest_class,
)
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.one_against_rest import ClassCurves, curves_by_class
from plainnet.evaluation.score_estimates import OF_PROBABILITIES, estimate, estimate_area
from plainnet.files.model_card import ClassTarget
from plainnet.predictors.predictor import Scores
from plainnet.recipes.finished_run import FinishedRun

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ProbabilityFigures:
    """What probabilities are worth.

    `scores`: `brier`, `log_loss`, `calibration_error`; with two classes `area` and
        `average_precision` of the positive one.
    `simplest`: the scores of who says in every row how often each class occurred in training.
    `calibration`: with two classes of the positive one, else of the class that is said.
    `error_by_chance`: calibration error that perfect probabilities stay below 95 times of 100.
    """

    scores: Scores
    intervals: dict[str, Interval | None]  # of the scores that have one
    simplest: Scores
    calibration: CalibrationCurve
    error_by_chance: float
    curves: tuple[ClassCurves, ...]  # of each class that has rows
    area_intervals: dict[int, Interval | None]  # by class, of the area below its ROC curve


def probability_figures(run: FinishedRun, target: ClassTarget) -> ProbabilityFigures | None:
    """Measure the probabilities of the test rows.

    Result: None without probabilities.
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
    curves = curves_by_class(labels, shares)
    areas = {
        of.label: estimate_area(labels == of.label, shares[:, of.label]).interval for of in curves
    }
    calibration = calibration_curve(is_so, said)
    scores: Scores = {"calibration_error": calibration.error}
    simplest: Scores = {}
    intervals: dict[str, Interval | None] = {}
    for metric in OF_PROBABILITIES:
        settings: dict[str, Any] = {"n_classes": len(target.names), "positive": positive}
        own = estimate(metric, labels, labels, probabilities=shares, **settings)
        guessed = estimate(metric, labels, labels, probabilities=guess, **settings)
        if own is not None and guessed is not None:
            scores[metric], intervals[metric] = own.score, own.interval
            simplest[metric] = guessed.score
    chance = calibration_error_by_chance(said)
    return ProbabilityFigures(scores, intervals, simplest, calibration, chance, curves, areas)


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

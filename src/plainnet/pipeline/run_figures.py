"""The figures of a run beside its baselines, as the report and `metrics.json` hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.calibration import (
    CalibrationCurve,
    calibration_curve,
    calibration_error_by_chance,
    likeliest_class,
)
from plainnet.evaluation.classification import ClassCurves, curves_by_class
from plainnet.evaluation.forecast import StepFigures, best_lag, figures_by_step
from plainnet.evaluation.forecast_intervals import compare_forecasts, windows_needed
from plainnet.evaluation.intervals import LEVEL, Interval
from plainnet.evaluation.number_format import is_better_when_higher
from plainnet.evaluation.prediction_interval import LEVEL as INTERVAL_LEVEL
from plainnet.evaluation.prediction_interval import Coverage, coverage_of
from plainnet.evaluation.score_comparison import ComparedModel, compare_models
from plainnet.evaluation.score_estimates import OF_PROBABILITIES, estimate, estimate_area
from plainnet.files.model_card import ClassTarget, SeriesInputs
from plainnet.pipeline.judging import class_counts, judged_metric
from plainnet.pipeline.predictor import OF_CLASSES, Scores, ends
from plainnet.pipeline.predictor import OF_NUMBERS as OF_FORECASTS
from plainnet.pipeline.prepared import FinishedRun

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ProbabilityFigures:
    """What probabilities are worth.

    `scores`: `brier`, `log_loss`, `calibration_error`; with two classes `area` and
        `average_precision` of the positive one.
    `simplest`: the scores of who says in every row how often each class occurred in training.
    `calibration`: with two classes of the positive one, else of the predicted class.
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
    counts = class_counts(run.prepared)
    guess = np.tile(counts / counts.sum(), (len(labels), 1))
    positive = positive_class(target)
    if positive is None:
        is_so, predicted = likeliest_class(labels, shares)
    else:
        is_so, predicted = (labels == positive).astype(np.int64), shares[:, positive]
    curves = curves_by_class(labels, shares)
    areas = {
        of.label: estimate_area(labels == of.label, shares[:, of.label]).interval for of in curves
    }
    calibration = calibration_curve(is_so, predicted)
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
    chance = calibration_error_by_chance(predicted)
    return ProbabilityFigures(scores, intervals, simplest, calibration, chance, curves, areas)


def positive_class(target: ClassTarget) -> int | None:
    """Return the class that two-class figures are about; None of more classes."""
    if len(target.names) != 2:
        return None
    return 1 if target.positive is None else target.positive


Standing = Literal["better", "worse", "same", "unknown"]

OF_NUMBERS = ("rmse", "mae", "mape", "r2")
NAIVE = "last_value"
OWN = ""  # no baseline is called so
LAGS_TRIED = 5
LEARNED = ("linear_regression", "logistic_regression", "gradient_boosted_trees", "random_forest")


@dataclass(frozen=True)
class RunFigures:
    """What a run is worth.

    `probabilities`: what the probabilities are worth; None where numbers are predicted.
    `failed`: baselines that learn, and are worse than the simplest one: no verdict rests on them.
    `windows_needed`: of a series with too few test windows for an interval: how many it would take.
    `coverage`: of a series: how many true values its prediction intervals held.
    """

    metric: str  # the figure it is judged by
    metrics: tuple[str, ...]  # all that are shown side by side
    model: ComparedModel  # the trained model
    baselines: dict[str, ComparedModel]  # in the order of the run
    probabilities: ProbabilityFigures | None = None
    steps: tuple[StepFigures, ...] = ()  # of a series, by step ahead
    best_lag: int | None = None  # of a series: at which lag the forecast of the next step fits best
    windows_needed: int | None = None
    coverage: Coverage | None = None
    failed: frozenset[str] = frozenset()

    def standing(self, baseline: str) -> Standing:
        """Describe how the model stands beside a baseline, by the figure it is judged by."""
        difference = self.baselines[baseline].differences[self.metric]
        interval = self.baselines[baseline].difference_intervals[self.metric]
        if difference is None or interval is None:
            return "unknown"
        if interval.is_inside_noise:
            return "same"
        return "better" if (difference > 0) == is_better_when_higher(self.metric) else "worse"

    def best_baseline(self) -> str | None:
        """Name the baseline with the best figure; None without any."""
        sign = 1 if is_better_when_higher(self.metric) else -1
        scores = {
            name: of.scores[self.metric]
            for name, of in self.baselines.items()
            if name not in self.failed
        }
        known = {name: sign * score for name, score in scores.items() if score is not None}
        return max(known, key=lambda name: known[name]) if known else None

    def sure_best(self) -> frozenset[str]:
        """List the metrics whose best score is ahead by more than chance.

        Where the model is not the best, ahead of the model.
        """
        return frozenset(metric for metric in self.metrics if self._is_sure(metric))

    def _is_sure(self, metric: str) -> bool:
        """Return whether the best baseline's difference from the model excludes zero."""
        sign = 1 if is_better_when_higher(metric) else -1
        beside = [
            (sign * gap, of.difference_intervals[metric])
            for of in self.baselines.values()
            if (gap := of.differences[metric]) is not None
        ]
        if not beside:
            return False
        interval = min(beside, key=lambda pair: pair[0])[1]
        return interval is not None and not interval.is_inside_noise


def figures_of(run: FinishedRun) -> RunFigures:
    """Measure the model and its baselines on the same resampled test rows."""
    card, truth = run.predictor.card, truth_of(run)
    models = {OWN: run.answer.predictions, **run.baselines}
    flat = {name: np.asarray(predicted).reshape(-1) for name, predicted in models.items()}
    if isinstance(card.target, ClassTarget):
        return _figures_of_classes(run, card.target, truth, flat)
    if isinstance(card.inputs, SeriesInputs):
        return _figures_of_forecasts(run, truth, flat)
    compared = compare_models(OF_NUMBERS, truth, flat)
    metrics, own = _defined(OF_NUMBERS, compared), compared.pop(OWN)
    failed = _failed(compared, ("rmse",))
    return RunFigures(judged_metric(run.prepared), metrics, own, compared, failed=failed)


def run_metrics(run: FinishedRun, figures: RunFigures) -> dict[str, Any]:
    """Return what `metrics.json` says of the test rows.

    Result: `metric`, `level`.
    """
    own = dict(figures.model.scores)
    intervals = dict(figures.model.intervals)
    if figures.probabilities is not None:
        own |= figures.probabilities.scores
        intervals |= figures.probabilities.intervals
    predicted: dict[str, Any] = {
        "metric": figures.metric,
        "level": LEVEL,
        "metrics": {**run.metrics, **own},
        "intervals": {name: ends(interval) for name, interval in intervals.items()},
        "baselines": {
            name: {
                **run.baseline_scores.get(name, {}),
                **of.scores,
                **({"failed": True} if name in figures.failed else {}),
            }
            for name, of in figures.baselines.items()
        },
        "differences": {
            name: {
                "standing": figures.standing(name),
                **{metric: _gap(of, metric) for metric in figures.metrics},
            }
            for name, of in figures.baselines.items()
        },
    }
    return predicted | _metrics_of_forecasts(run, figures)


def _metrics_of_forecasts(run: FinishedRun, figures: RunFigures) -> dict[str, Any]:
    """Return what `metrics.json` says of a series alone."""
    if not figures.steps:
        return {}
    steps = [
        {"step": step.step, **step.scores, "skill_interval": ends(step.skill_interval)}
        for step in figures.steps
    ]
    coverage = None
    if figures.coverage is not None:
        held, is_short = figures.coverage.held, figures.coverage.is_short
        coverage = {"level": INTERVAL_LEVEL, "held": held, "is_short": is_short}
    return {
        "best_lag": figures.best_lag,
        "windows": len(run.prepared.test.inputs),
        "windows_needed": figures.windows_needed,
        "prediction_interval": coverage,
        "steps": steps,
    }


def truth_of(run: FinishedRun) -> NDArray[Any]:
    """Return the truth of the test rows in one column, window by window for forecasts."""
    truth = run.prepared.test.truth
    assert truth is not None
    return np.asarray(truth).reshape(-1)


def in_windows(run: FinishedRun, values: ArrayLike) -> NDArray[np.float64]:
    """Return values of a series as (windows, horizon)."""
    windows = len(run.prepared.test.inputs)
    return np.asarray(values, dtype=np.float64).reshape(windows, -1)


def _figures_of_classes(
    run: FinishedRun, target: ClassTarget, truth: NDArray[Any], flat: Mapping[str, NDArray[Any]]
) -> RunFigures:
    """Measure labels, and what the probabilities are worth."""
    judged, cost = judged_metric(run.prepared), run.prepared.recipe.cost
    shown = OF_CLASSES if cost is None else ("cost", *OF_CLASSES)
    shown = shown if judged in shown else (judged, *shown)
    shares = run.answer.probabilities
    probabilities = {**run.baseline_probabilities, **({} if shares is None else {OWN: shares})}
    compared = compare_models(
        tuple(dict.fromkeys([*shown, "log_loss"])),
        truth,
        flat,
        probabilities=probabilities,
        n_classes=len(target.names),
        positive=target.positive,
        cost=cost or (1.0, 1.0),
    )
    own = compared.pop(OWN)
    failed = _failed(compared, ("accuracy", "log_loss"))
    return RunFigures(judged, shown, own, compared, probability_figures(run, target), failed=failed)


def _failed(baselines: Mapping[str, ComparedModel], by: tuple[str, ...]) -> frozenset[str]:
    """Find the baselines that learn and are worse than the simplest by all that is known."""
    found = set()
    for name, of in baselines.items():
        simplest = next(iter(baselines.values())).scores
        pairs = [
            (of.scores[metric], simplest[metric], is_better_when_higher(metric)) for metric in by
        ]
        is_worse = [
            own < other if is_up else own > other
            for own, other, is_up in pairs
            if own is not None and other is not None
        ]
        if name in LEARNED and is_worse and all(is_worse):
            found.add(name)
    return frozenset(found)


def _figures_of_forecasts(
    run: FinishedRun, truth: NDArray[Any], flat: Mapping[str, NDArray[Any]]
) -> RunFigures:
    """Measure forecasts window by window, all steps together and each by itself."""
    simplest = flat[NAIVE] if NAIVE in flat else next(iter([*flat.values()][1:]), flat[OWN])
    true, own, naive = (in_windows(run, values) for values in (truth, flat[OWN], simplest))
    season = run.prepared.more.get("season")
    compared = compare_forecasts(
        OF_FORECASTS,
        true,
        {name: in_windows(run, predicted) for name, predicted in flat.items()},
        reference=naive,
        season=season,
    )
    lag = None
    if len(true) > LAGS_TRIED:
        lag = best_lag(true[:, 0], own[:, 0], LAGS_TRIED)
    needed = windows_needed(true.shape[1])
    return RunFigures(
        judged_metric(run.prepared),
        _defined(OF_FORECASTS, compared),
        compared.pop(OWN),
        compared,
        steps=figures_by_step(true, own, naive, season=season),
        best_lag=lag,
        windows_needed=needed if len(true) < needed else None,
        coverage=_coverage(run, true),
    )


def _coverage(run: FinishedRun, true: NDArray[np.float64]) -> Coverage | None:
    """Count the true values that prediction intervals held, where there are any."""
    inputs, low, high = run.predictor.card.inputs, run.answer.low, run.answer.high
    level = inputs.interval_level if isinstance(inputs, SeriesInputs) else None
    if level is None or low is None or high is None:
        return None
    return coverage_of(true, in_windows(run, low), in_windows(run, high), level)


def _defined(metrics: tuple[str, ...], compared: Mapping[str, ComparedModel]) -> tuple[str, ...]:
    """Leave out MAPE where a true value is 0, so that no model has one."""
    has_mape = any(of.scores["mape"] is not None for of in compared.values())
    return tuple(metric for metric in metrics if metric != "mape" or has_mape)


def _gap(baseline: ComparedModel, metric: str) -> dict[str, Any]:
    """Write a difference with its interval."""
    return {
        "difference": baseline.differences[metric],
        "interval": ends(baseline.difference_intervals[metric]),
    }

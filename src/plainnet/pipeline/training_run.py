"""From prepared data to a trained model with its score, beside what is simpler."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import average_of, fit_many
from plainnet.errors import DivergedError
from plainnet.evaluation.threshold import one_standard_error_threshold
from plainnet.files.model_card import ClassTarget, ModelCard
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.pipeline.judging import check_judging, class_numbers_of, class_weights
from plainnet.pipeline.learned_baselines import BaselinesFailedError
from plainnet.pipeline.loading import predictor_of
from plainnet.pipeline.predictor import Answer, decide
from plainnet.pipeline.prepared import FinishedRun, Prepared
from plainnet.training.callbacks.early_stopping import EarlyStopping
from plainnet.training.checkpoint import Checkpoint
from plainnet.training.history import SILENT, History, ProgressListener

USUAL_THRESHOLD = 0.5
Tell = Callable[[str], None]


def run_prepared(
    prepared: Prepared,
    *,
    listener: ProgressListener = SILENT,
    tell: Tell = lambda sentence: None,
    read_seconds: float = 0.0,
    checkpoint: Checkpoint | None = None,
) -> FinishedRun:
    """Train, choose the threshold, and measure on the test rows."""
    started = time.perf_counter()
    check_judging(prepared, tell)
    beside = ThreadPoolExecutor(1)
    try:
        fitted = beside.submit(copy_context().run, prepared.baselines)
        model, history = train(prepared, listener, checkpoint)
        evaluated = time.perf_counter()
        card, validation_answer = finished_card(prepared, model, tell)
        baselines = awaited(fitted, tell)
    finally:  # who stops the training does not wait for the baselines
        beside.shutdown(wait=False, cancel_futures=True)
    prepared = prepared.without_inputs()
    predictor = predictor_of(model, card)
    answer = predictor.answer(prepared.test.inputs)
    metrics = predictor.score(prepared.test, answer.predictions)
    baselines, probabilities = decided(baselines, card.target, prepared.recipe.cost)
    scores = {
        name: predictor.score(prepared.test, predicted) for name, predicted in baselines.items()
    }
    ended = time.perf_counter()
    seconds = {
        **{"read": read_seconds, "train": history.seconds, "evaluate": ended - evaluated},
        "total": read_seconds + ended - started,
    }
    predictor = predictor_of(model, card.with_scores(metrics, scores))
    of_run = (prepared, predictor, history, answer, validation_answer, metrics)
    return FinishedRun(*of_run, baselines, scores, seconds, probabilities)


def decided(
    baselines: Mapping[str, NDArray[Any]], target: object, cost: tuple[float, float] | None
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[np.float64]]]:
    """Bring probabilities of baselines to classes, and give them as well.

    The class is the likeliest, or of two the one whose mistakes cost less.
    """
    if not isinstance(target, ClassTarget):
        return dict(baselines), {}
    threshold = None
    if cost is not None:
        false_alarm, missed = cost
        threshold = false_alarm / (false_alarm + missed)
    deciding = replace(target, threshold=threshold)
    probabilities = {
        name: predicted for name, predicted in baselines.items() if predicted.ndim == 2
    }
    classes = {
        name: decide(predicted, deciding).predictions for name, predicted in probabilities.items()
    }
    return {**baselines, **classes}, probabilities


def awaited(fitted: Future[Mapping[str, NDArray[Any]]], tell: Tell) -> Mapping[str, NDArray[Any]]:
    """Wait for the baselines, and say so if they are not there yet."""
    if not fitted.done():
        tell(say("train.baselines_awaited"))
    try:
        return fitted.result()
    except BaselinesFailedError as problem:
        tell(str(problem))
        return problem.simplest


def train(
    prepared: Prepared, listener: ProgressListener, checkpoint: Checkpoint | None = None
) -> tuple[Model, History]:
    """Train to the best weights on the validation rows, or to the last without such rows."""
    recipe, training = prepared.recipe, prepared.training
    x, y = prepared.train
    model = Model(prepared.network, seed=recipe.seed)
    model.compile(training.optimizer, training.loss, training.metrics)
    has_validation = len(prepared.validation[0]) > 0
    stopping = None
    if has_validation and training.patience is not None:
        stopping = EarlyStopping(patience=training.patience, restore_best_weights=True)
    weights = class_weights(prepared)
    settings: dict[str, Any] = {
        "epochs": training.epochs,
        "batch_size": training.batch,
        "validation_data": _weighted(prepared.validation, weights) if has_validation else None,
        "stopping": stopping,
        "listener": listener,
        "title": say("train.title", model=recipe.model, data=Path(recipe.data).name),
    }
    if recipe.ensemble > 1:
        model, history = _average(prepared, weights, settings)
    else:
        history = model.fit(
            x,
            y,
            class_weight=weights,
            augmentation=training.augmentation,
            checkpoint=checkpoint,
            **settings,
        )
    if not all(np.isfinite(array).all() for array in jax.tree.leaves(model.weights)):
        raise DivergedError("train.diverged", rate=recipe.rate)
    return model, history


def _average(
    prepared: Prepared, weights: Mapping[int, float] | None, settings: Mapping[str, Any]
) -> tuple[Model, History]:
    """Train several nets in one program, and make their average one model."""
    x, y, *sample_weight = _weighted(prepared.train, weights)
    models, runs = fit_many(
        prepared.network,
        x,
        y,
        seeds=range(prepared.recipe.seed, prepared.recipe.seed + prepared.recipe.ensemble),
        optimizer=prepared.training.optimizer,
        loss=prepared.training.loss,
        metrics=prepared.training.metrics,
        sample_weight=sample_weight[0] if sample_weight else None,
        **settings,
    )
    return average_of(models, prepared.recipe.seed), runs.history


def _weighted(
    rows: tuple[NDArray[Any], NDArray[Any]], weights: Mapping[int, float] | None
) -> tuple[NDArray[Any], ...]:
    """Weigh validation rows as training rows: the best weights are those by what is trained for."""
    if weights is None:
        return rows
    of_rows = [weights.get(label, 1.0) for label in class_numbers_of(rows[1]).tolist()]
    return (*rows, np.array(of_rows, np.float32))


def finished_card(prepared: Prepared, model: Model, tell: Tell) -> tuple[ModelCard, Answer | None]:
    """Add to the card what is learned from the trained model and the validation rows."""
    card, cost, validation_answer = prepared.card, prepared.recipe.cost, None
    target = card.target
    if isinstance(target, ClassTarget):
        x, truth = prepared.validation[0], class_numbers_of(prepared.validation[1])
        if len(x):
            outputs = model.predict(x).astype(np.float64)
            probabilities = decide(outputs, replace(target, threshold=None)).probabilities
            target = with_threshold(target, cost, truth, probabilities, tell)
            validation_answer = decide(outputs, target)
        elif cost is not None:
            target = with_threshold(target, cost, truth, np.empty((0, len(target.names))), tell)
        card = replace(card, target=target)
    if prepared.calibrate is not None:
        card = prepared.calibrate(predictor_of(model, card))
    return card, validation_answer


def with_threshold(
    target: ClassTarget,
    cost: tuple[float, float] | None,
    truth: NDArray[np.int64],
    probabilities: NDArray[np.float64] | None,
    tell: Tell,
) -> ClassTarget:
    """Choose the threshold of two classes on the validation rows, by what mistakes cost.

    Without such rows it is what the costs ask for. Where mistakes cost the same it is a half: on
    few rows a chosen one would fit their chance.
    """
    if len(target.names) != 2 or probabilities is None:
        return target
    positive = 1 if target.positive is None else target.positive
    if cost is None:
        return replace(target, positive=positive, threshold=target.threshold or USUAL_THRESHOLD)
    false_alarm, missed = cost
    threshold, is_chosen = one_standard_error_threshold(
        truth == positive,
        probabilities[:, positive],
        cost_missed=missed,
        cost_false_alarm=false_alarm,
    )
    how = "chosen" if is_chosen else "by_cost" if len(truth) else "unvalidated"
    found = {"threshold": f"{threshold:.3g}", "name": target.names[positive], "rows": len(truth)}
    tell(say(f"train.threshold_{how}", **found))
    return replace(target, positive=positive, threshold=threshold)

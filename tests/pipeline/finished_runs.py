"""Finished runs of every kind of data, as if trained, for the tests of figures and report."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from plainnet.data.dataset import DataNote, Source
from plainnet.data.scaling import learn_standard
from plainnet.evaluation.baselines import majority_class, mean_value
from plainnet.files.model_card import (
    ClassTarget,
    ImageInputs,
    ModelCard,
    NumberTarget,
    Origin,
    SeriesInputs,
    TableInputs,
)
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam
from plainnet.pipeline.loading import predictor_of
from plainnet.pipeline.predictor import Answer, RawRows, decide
from plainnet.pipeline.prepared import FinishedRun, Prepared, Training
from plainnet.pipeline.recipe import Recipe
from plainnet.training.history import History

NAMES = ("Setosa", "有刺 <b>", "virginica with a rather long name")
TRAINING = Training(Adam(0.01), "mse", (), epochs=60, batch=32, patience=8)


def history(*metrics: str) -> History:
    """Give what four epochs measured."""
    columns = {"loss": [0.7, 0.5, 0.4, 0.35], "val_loss": [0.72, 0.6, 0.55, 0.57]}
    for metric in metrics:
        columns |= {metric: [0.5, 0.7, 0.8, 0.9], f"val_{metric}": [0.5, 0.7, 0.78, 0.77]}
    return History([0, 1, 2, 3], columns, best_epoch=2, seconds=1.25)


def finished(
    prepared: Prepared,
    answer: Answer,
    validation_answer: Answer | None,
    baselines: dict[str, Any],
    *metrics: str,
) -> FinishedRun:
    """Put a run together whose answers are given."""
    predictor = predictor_of(Model(prepared.network, 0), prepared.card)
    return FinishedRun(
        prepared,
        predictor,
        history(*metrics),
        answer,
        validation_answer,
        {},
        baselines,
        {},
        {"read": 0.1, "train": 1.25, "evaluate": 0.2, "total": 1.55},
    )


def prepared_of_classes(
    recipe: Recipe, target: ClassTarget, shares: Any, labels: Any, inputs: Any, card_inputs: Any
) -> tuple[Prepared, Answer, Answer]:
    """Give the middle third of the rows to validation and the last one to the test."""
    third = len(labels) // 3
    source = Source(recipe.data, "5" * 64)
    targets = np.eye(len(target.names), dtype=np.float32)[labels]
    network = Stack((Input(inputs.shape[1:]), Flatten(), Dense(len(target.names), "softmax")))
    prepared = Prepared(
        recipe=recipe,
        decisions=("Delimiter ';', decimal comma, encoding GB18030.", "Column id left out."),
        train=(inputs[:third], targets[:third]),
        validation=(inputs[third : 2 * third], targets[third : 2 * third]),
        test=RawRows(
            inputs[2 * third :],
            labels[2 * third :],
            tuple(range(2 * third + 1, len(labels) + 1)),
            source,
            (DataNote("sample.breast_cancer_coding"),),
        ),
        card=ModelCard(card_inputs, target, Origin(source, (), 0)),
        network=network,
        training=TRAINING,
        baselines=dict,
    )
    return prepared, decide(shares[2 * third :], target), decide(shares[third : 2 * third], target)


@cache
def run_of_two_classes(cost: tuple[float, float] | None = None) -> FinishedRun:
    """Give 360 rows whose class is known with probabilities that are right."""
    generator = np.random.default_rng(0)
    sure = 1 / (1 + np.exp(-generator.normal(-0.5, 2.5, 360)))
    labels = (generator.random(360) < sure).astype(np.int64)
    threshold = 0.5 if cost is None else 0.2
    target = ClassTarget(("no", "yes"), "malignant", (0.0, 1.0), positive=1, threshold=threshold)
    recipe = Recipe("data/cells.csv", target="malignant", model="dense", hidden=(8,), cost=cost)
    shares = np.stack([1 - sure, sure], axis=1)
    inputs = generator.normal(0, 1, (360, 3)).astype(np.float32)
    columns = TableInputs(("a", "b", "c"), learn_standard(inputs))
    prepared, answer, validation = prepared_of_classes(
        recipe, target, shares, labels, inputs, columns
    )
    truth = labels[240:]
    baselines = {
        "majority": majority_class(labels[:120], 120),
        "logistic_regression": np.where(generator.random(120) < 0.75, truth, 1 - truth),
    }
    return finished(prepared, answer, validation, baselines, "accuracy")


@cache
def run_of_three_classes(*, of_images: bool = False) -> FinishedRun:
    """Give 300 rows or images whose probabilities are all too sure."""
    generator = np.random.default_rng(1)
    labels = generator.integers(0, 3, 300)
    logits = 4 * (np.eye(3)[labels] + generator.normal(0, 0.7, (300, 3)))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if of_images:
        recipe = Recipe("叶子/", model="lenet", size=(8, 8), grey=False, augmentation=("flip",))
        target = ClassTarget(NAMES)
        inputs = generator.integers(0, 256, (300, 8, 8, 3)).astype(np.uint8)
        kind: Any = ImageInputs(8, 8, 3, "bilinear")
    else:
        recipe = Recipe("irises.csv", target="kind", model="dense", hidden=(8, 4), seed=1)
        target = ClassTarget(NAMES, "kind", (0.0, 1.0, 2.0))
        inputs = generator.normal(0, 1, (300, 4)).astype(np.float32)
        kind = TableInputs(("a", "b", "c", "d"), learn_standard(inputs))
    prepared, answer, validation = prepared_of_classes(recipe, target, shares, labels, inputs, kind)
    baselines = {"majority": majority_class(labels[:100], 100)}
    return finished(prepared, answer, validation, baselines, "accuracy")


@cache
def run_of_a_number() -> FinishedRun:
    """Give 200 test rows with errors that grow, and a baseline that is worse."""
    generator = np.random.default_rng(2)
    truth = 40 + generator.gamma(2, 30, 200)
    said = truth + generator.normal(0, 0.08, 200) * truth
    source = Source("sales.csv", "6" * 64)
    inputs = generator.normal(0, 1, (200, 2))
    targets = truth[:, None].astype(np.float32)
    target = NumberTarget("price", "USD", learn_standard(targets), 95.0)
    columns = TableInputs(("size", "age"), learn_standard(inputs))
    prepared = Prepared(
        recipe=Recipe("sales.csv", target="price", model="dense", hidden=(16,), split="random"),
        decisions=("Delimiter ','.",),
        train=(inputs, targets),
        validation=(inputs[:50], targets[:50]),
        test=RawRows(inputs, truth, tuple(range(1, 201)), source),
        card=ModelCard(columns, target, Origin(source, (), 0)),
        network=Stack((Input((2,)), Dense(4, "relu"), Dense(1))),
        training=TRAINING,
        baselines=dict,
    )
    line = truth + generator.normal(0, 20, 200)
    baselines = {"mean": mean_value([95.0], 200), "linear_regression": line}
    return finished(prepared, Answer(said), None, baselines)


@cache
def run_of_a_series(horizon: int = 3, *, knows: float = 0.6) -> FinishedRun:
    """Give forecasts of a walk that know so much of the way from the last value."""
    generator = np.random.default_rng(4)
    values = 500 + np.cumsum(generator.normal(0, 3, 150))
    first = np.arange(8, 150 - horizon + 1)
    windows = np.stack([values[row - 8 : row] for row in first])[:, :, None]
    truth = np.stack([values[row : row + horizon] for row in first])
    last = np.repeat(windows[:, -1], horizon, axis=1)
    said = last + knows * (truth - last) + generator.normal(0, 1, truth.shape)
    source = Source("gold.csv", "7" * 64)
    inputs = SeriesInputs(
        "USD (PM)",
        8,
        learn_standard(values[:, None]),
        columns=("USD (PM)",),
        forms=("value",),
        horizon=horizon,
        interval_level=0.9,
        interval_half_widths=(0.5,) * horizon,
    )
    prepared = Prepared(
        recipe=Recipe("gold.csv", series=("USD (PM)",), model="lstm", window=8, horizon=horizon),
        decisions=("Forecast from the last 8.",),
        train=(windows.astype(np.float32), truth.astype(np.float32)),
        validation=(windows[:9].astype(np.float32), truth[:9].astype(np.float32)),
        test=RawRows(windows, truth, tuple(first.tolist()), source),
        card=ModelCard(
            inputs,
            NumberTarget("USD (PM)", "USD", learn_standard(truth), 500.0),
            Origin(source, tuple(first.tolist()), 0),
        ),
        network=Stack((Input((8, 1)), Flatten(), Dense(horizon))),
        training=TRAINING,
        baselines=dict,
        more={"dates": tuple(f"day {day}" for day in range(150)), "first_rows": first},
    )
    mean = np.repeat(windows.mean(axis=1), horizon, axis=1)
    answer = Answer(said, None, said - 3, said + 3)
    return finished(prepared, answer, None, {"last_value": last, "window_mean": mean})


def every_run() -> dict[str, FinishedRun]:
    """Give a run of each kind, by name."""
    return {
        "two_classes": run_of_two_classes((1.0, 5.0)),
        "usual_threshold": run_of_two_classes(),
        "three_classes": run_of_three_classes(),
        "images": run_of_three_classes(of_images=True),
        "number": run_of_a_number(),
        "steps": run_of_a_series(),
        "walk": run_of_a_series(1, knows=0.0),
    }


def without_baselines(run: FinishedRun) -> FinishedRun:
    """Take the baselines away."""
    return replace(run, baselines={})


def diverged(run: FinishedRun) -> FinishedRun:
    """Let the model have predicted a value that is no number."""
    predictions = np.array(run.answer.predictions, dtype=np.float64)
    predictions.flat[0] = np.nan
    return replace(run, answer=replace(run.answer, predictions=predictions))

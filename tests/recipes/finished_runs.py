"""Finished runs of every kind of data, trained in a moment, for the tests of their report."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from plainnet.data.dataset import Source
from plainnet.data.scaling import learn_standard
from plainnet.evaluation.baselines import (
    linear_regression,
    logistic_regression,
    majority_class,
    mean_value,
)
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
from plainnet.layers.flatten import Flatten
from plainnet.layers.input import Input
from plainnet.networks.stack import Stack
from plainnet.optimizers.adam import Adam
from plainnet.predictors.predictor import RawRows
from plainnet.recipes.finished_run import FinishedRun
from plainnet.recipes.prepared import Prepared, Training
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.training_run import run_prepared

NAMES = ("Setosa", "有刺 <b>", "virginica with a rather long name")


@cache
def run_of_two_classes(cost: tuple[float, float] | None = None) -> FinishedRun:
    """Train on 600 rows whose class hangs on three columns, with much noise."""
    generator = np.random.default_rng(0)
    x = generator.normal(0, 1, (600, 3))
    y = (x @ [1.5, -1.0, 0.5] + generator.normal(0, 1, 600) > 0.8).astype(np.int64)
    recipe = Recipe("data/cells.csv", target="malignant", model="dense", hidden=(8,), cost=cost)
    target = ClassTarget(("no", "yes"), "malignant", (0.0, 1.0), positive=1)
    return _run_of_table(recipe, x, y, target, y[:, None].astype(np.float32), 1)


@cache
def run_of_three_classes() -> FinishedRun:
    """Train on 400 rows around three middles."""
    generator = np.random.default_rng(1)
    y = generator.integers(0, 3, 400)
    x = np.eye(3)[y] * 2.2 + generator.normal(0, 1, (400, 3))
    recipe = Recipe("irises.csv", target="kind", model="dense", hidden=(8,), seed=1)
    target = ClassTarget(NAMES, "kind", (0.0, 1.0, 2.0))
    return _run_of_table(recipe, x, y, target, np.eye(3, dtype=np.float32)[y], 3)


@cache
def run_of_a_number() -> FinishedRun:
    """Train on 500 rows whose target bends, with errors that grow."""
    generator = np.random.default_rng(2)
    x = generator.uniform(0, 2, (500, 2))
    y = 40 + 30 * x[:, 0] ** 2 + 10 * x[:, 1] + generator.normal(0, 1, 500) * (1 + 4 * x[:, 0])
    goal = learn_standard(y[:300, None])
    target = NumberTarget("price", "USD", goal, float(y[:300].mean()))
    recipe = Recipe("sales.csv", target="price", model="dense", hidden=(16,), split="random")
    return _run_of_table(recipe, x, y, target, goal.apply(y[:, None]).astype(np.float32), 1)


def _run_of_table(
    recipe: Recipe, x: Any, y: Any, target: Any, targets: Any, outputs: int
) -> FinishedRun:
    """Split in three, train and measure."""
    rows = len(x)
    train, validation, test = np.split(np.arange(rows), [rows * 3 // 5, rows * 4 // 5])
    scaling = learn_standard(x[train])
    inputs = scaling.apply(x).astype(np.float32)
    source = Source(recipe.data, "5" * 64)
    is_number = isinstance(target, NumberTarget)
    known = x[train], y[train], x[test]
    simple = (
        {"mean": mean_value(y[train], len(test)), "linear_regression": linear_regression(*known)}
        if is_number
        else {
            "majority": majority_class(y[train], len(test)),
            "logistic_regression": logistic_regression(*known),
        }
    )
    loss = {1: "binary_crossentropy", 3: "categorical_crossentropy"}[outputs]
    last = Dense(outputs, {1: "sigmoid", 3: "softmax"}[outputs])
    columns = tuple(f"column {index}" for index in range(x.shape[1]))
    prepared = Prepared(
        recipe=recipe,
        decisions=("Delimiter ';', decimal comma, encoding GB18030.", "Column id left out."),
        train=(inputs[train], targets[train]),
        validation=(inputs[validation], targets[validation]),
        test=RawRows(x[test], y[test], tuple(test.tolist()), source),
        card=ModelCard(TableInputs(columns, scaling), target, Origin(source, tuple(test), 0)),
        network=Stack((Input((x.shape[1],)), Dense(16, "relu"), Dense(1) if is_number else last)),
        training=Training(
            Adam(0.03), "mse" if is_number else loss, () if is_number else ("accuracy",), 60, 32, 8
        ),
        baselines=lambda: simple,
    )
    return run_prepared(prepared, read_seconds=0.2)


@cache
def run_of_images() -> FinishedRun:
    """Train on 150 small images, a third of which are mistaken."""
    generator = np.random.default_rng(3)
    labels = np.tile([0, 1, 2], 50)
    pixels = generator.integers(60, 200, (150, 8, 8, 3))
    pixels[np.arange(150), labels * 2] += 40
    images = np.clip(pixels, 0, 255).astype(np.uint8)
    source = Source("叶子/", "7" * 64)
    targets = np.eye(3, dtype=np.float32)[labels]
    target = ClassTarget(NAMES)
    inputs = ImageInputs(8, 8, 3, "bilinear")
    files = tuple(f"class/{index}.png" for index in range(90, 150))
    prepared = Prepared(
        recipe=Recipe("叶子/", model="lenet", size=(8, 8), grey=False, augmentation=("flip",)),
        decisions=("150 images of 8 x 8 pixels in three folders.",),
        train=((images[:60] / 255).astype(np.float32), targets[:60]),
        validation=((images[60:90] / 255).astype(np.float32), targets[60:90]),
        test=RawRows(images[90:], labels[90:], files, source),
        card=ModelCard(inputs, target, Origin(source, tuple(range(90, 150)), 0)),
        network=Stack((Input((8, 8, 3)), Flatten(), Dense(3, "softmax"))),
        training=Training(Adam(0.01), "categorical_crossentropy", ("accuracy",), 12, 16, 5),
        baselines=lambda: {"majority": majority_class(labels[:60], 60)},
    )
    return run_prepared(prepared)


@cache
def run_of_a_series(horizon: int = 3, *, has_skill: bool = True) -> FinishedRun:
    """Train on windows of a wave, or of a random walk, to forecast some steps."""
    generator = np.random.default_rng(4)
    time = np.arange(400)
    wave = 100 + 10 * np.sin(time / 6) + generator.normal(0, 1.0, 400)
    values = wave if has_skill else 500 + np.cumsum(generator.normal(0, 3, 400))
    window = 8
    first = np.arange(window, 400 - horizon + 1)
    x = np.stack([values[row - window : row] for row in first])[:, :, None]
    y = np.stack([values[row : row + horizon] for row in first])
    scaling, goal = learn_standard(values[:240, None]), learn_standard(y[:240])
    inputs, targets = scaling.apply(x).astype(np.float32), goal.apply(y).astype(np.float32)
    source = Source("gold.csv", "6" * 64)
    widths = (0.4,) * horizon
    card = ModelCard(
        SeriesInputs(
            "USD (PM)",
            window,
            scaling,
            columns=("USD (PM)",),
            forms=("value",),
            horizon=horizon,
            interval_level=0.9,
            interval_half_widths=widths,
        ),
        NumberTarget("USD (PM)", "USD", goal, float(values[:240].mean())),
        Origin(source, tuple(first[300:].tolist()), 0),
    )
    last = np.repeat(x[300:, -1], horizon, axis=1)
    prepared = Prepared(
        recipe=Recipe("gold.csv", series=("USD (PM)",), model="lstm", window=8, horizon=horizon),
        decisions=("Forecast 3 steps from the last 8.",),
        train=(inputs[:240], targets[:240]),
        validation=(inputs[240:300], targets[240:300]),
        test=RawRows(x[300:], y[300:], tuple(first[300:].tolist()), source),
        card=card,
        network=Stack((Input((window, 1)), Flatten(), Dense(horizon))),
        training=Training(Adam(0.02), "mse", (), 30, 32, 5),
        baselines=lambda: {
            "last_value": last,
            "window_mean": np.repeat(x[300:, :, 0].mean(1)[:, None], horizon, axis=1),
        },
        more={"dates": tuple(f"2024-day-{day}" for day in range(400)), "first_rows": first[300:]},
    )
    return run_prepared(prepared)


def every_run() -> dict[str, FinishedRun]:
    """Give a run of each kind, by name."""
    return {
        "two_classes": run_of_two_classes((1.0, 5.0)),
        "three_classes": run_of_three_classes(),
        "number": run_of_a_number(),
        "images": run_of_images(),
        "series": run_of_a_series(),
        "walk": run_of_a_series(1, has_skill=False),
    }


def without_baselines(run: FinishedRun) -> FinishedRun:
    """Take the baselines away."""
    return replace(run, baselines={}, baseline_scores={})


def diverged(run: FinishedRun) -> FinishedRun:
    """Let the model have predicted a value that is no number."""
    predictions = np.array(run.answer.predictions, dtype=np.float64)
    predictions.flat[0] = np.nan
    return replace(run, answer=replace(run.answer, predictions=predictions))

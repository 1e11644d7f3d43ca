"""Small prepared data without a file: two classes, or a number."""

from dataclasses import replace
from typing import Any

import numpy as np

from plainnet.data.dataset import Source
from plainnet.data.scaling import learn_standard
from plainnet.files.model_card import ClassTarget, ModelCard, NumberTarget, Origin, TableInputs
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import Prepared, Training
from plainnet.pipeline.recipe import Recipe

SOURCE = Source("plants.csv", "0" * 64)


def prepare_by_hand(*, number: bool = False, rows: int = 120, **settings: Any) -> Prepared:
    """Prepare rows whose target hangs on the sum of two columns."""
    generator = np.random.default_rng(0)
    x = generator.normal(5, 2, (rows, 2))
    y = x.sum(1) if number else (x.sum(1) + generator.normal(0, 1, rows) > 10).astype(np.float64)
    train, validation, test = np.split(np.arange(rows), [rows // 2, rows * 3 // 4])
    scaling = learn_standard(x[train])
    inputs = scaling.apply(x).astype(np.float32)
    goal = learn_standard(y[train][:, None])
    targets = (goal.apply(y[:, None]) if number else y[:, None]).astype(np.float32)
    target: Any = ClassTarget(("no", "yes"), "kind", (0.0, 1.0), positive=1)
    if number:
        target = NumberTarget("kind", "", goal, float(y[train].mean()))
    recipe = Recipe(
        data="plants.csv", target="kind", task="number" if number else "classes", model="dense"
    )
    card = ModelCard(
        TableInputs(("a", "b"), scaling), target, Origin(SOURCE, tuple(test.tolist()), 0)
    )
    loss = "mse" if number else "binary_crossentropy"
    last = Dense(1, activation="linear" if number else "sigmoid")
    mean = np.full(len(test), y[train].mean() if number else round(y[train].mean()))
    return Prepared(
        recipe=replace(recipe, **settings),
        decisions=("Delimiter ','.",),
        train=(inputs[train], targets[train]),
        validation=(inputs[validation], targets[validation]),
        test=RawRows(x[test], y[test] if number else y[test].astype(int), tuple(test + 1), SOURCE),
        card=card,
        network=Stack((Input((2,)), Dense(4, activation="relu"), last)),
        training=Training(Adam(0.05), loss, (), epochs=40, batch=16, patience=5),
        baselines=lambda: {"mean" if number else "majority": mean},
    )

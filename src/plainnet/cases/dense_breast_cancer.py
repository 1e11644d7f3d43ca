"""A dense net that classifies breast cancer: 30 measurements, 10-10-2 units.

As taught: SGD, 120 epochs, the test rows scaled by themselves and used as validation. As it
should be: the same three layers, standardised on the training rows, twenty of them
averaged, with weights kept small by decay.

Concepts: dense network, softmax, cross-entropy, scaling, ensemble
"""

import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import fit_average
from plainnet.cases.breast_cancer_rows import (
    CLASSES,
    baselines,
    card_of,
    is_breast_cancer,
    read,
)
from plainnet.cases.case import Case, CaseData, Way, finished_way, measured
from plainnet.cases.class_figures import confusion_plot, table_by_class
from plainnet.cases.mistakes import Mistake, price
from plainnet.cases.wording import way_title
from plainnet.data.scaling import learn_min_max, learn_standard
from plainnet.data.splitting import split_stratified
from plainnet.layers.dense import Dense
from plainnet.messages.language import say
from plainnet.metrics.categorical_accuracy import CategoricalAccuracy
from plainnet.model import Model
from plainnet.networks.stack import Stack
from plainnet.optimizers.adamw import AdamW
from plainnet.optimizers.cosine_schedules import CosineDecay
from plainnet.plots.plot import Plot
from plainnet.plots.training_curves_plot import training_curves_plot
from plainnet.predictors.predictor import RawRows
from plainnet.report.blocks import Paragraph
from plainnet.training.history import History
from plainnet.training.minibatches import count_steps
from plainnet.training.progress import SILENT, Watcher

TRAIN_SCRIPT = "3_dense_breast_cancer/model_train.py"
TEST_SCRIPT = "3_dense_breast_cancer/model_test.py"
EPOCHS_TAUGHT, BATCH_TAUGHT = 120, 64
VALIDATION_FRACTION = 0.2

# Chosen by cross-validation within the training rows.
N_NETWORKS = 20
EPOCHS, BATCH = 40, 32
LEARNING_RATE, WEIGHT_DECAY = 3e-3, 1.0

NETWORK = Stack((Dense(10, "relu"), Dense(10, "relu"), Dense(2, "softmax")))


def one_hot(rows: RawRows) -> NDArray[np.float32]:
    """Write each class as a row with a single one."""
    return np.eye(len(CLASSES), dtype=np.float32)[rows.truth]


def fit_as_taught(
    inputs: NDArray[np.float64],
    targets: NDArray[np.float32],
    validation: tuple[NDArray[np.float64], NDArray[np.float32]],
    seed: int,
    watcher: Watcher = SILENT,
    title: str = "",
) -> tuple[Model, History]:
    """Train the script's network with the script's settings."""
    model = Model(NETWORK, seed)
    model.compile("sgd", "categorical_crossentropy", ["accuracy"])
    history = model.fit(
        inputs,
        targets,
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH_TAUGHT,
        validation_data=validation,
        watcher=watcher,
        title=title,
    )
    return model, history


def taught(data: CaseData, seed: int, watcher: Watcher) -> Way:
    """Run the script: the test rows are scaled by themselves and serve as validation."""
    train_scaling, test_scaling = map(learn_min_max, (data.train.inputs, data.test.inputs))
    inputs = train_scaling.apply(data.train.inputs)
    refit = test_scaling.apply(data.test.inputs)
    targets = one_hot(data.train)
    title = way_title(CASE.name, "taught")
    model, history = fit_as_taught(
        inputs, targets, (refit, one_hot(data.test)), seed, watcher, title
    )
    way = finished_way(model, card_of(data, train_scaling, seed), history, data)
    last = history.last()
    figures = ("accuracy", "loss", "val_accuracy", "val_loss")
    way.extra["reported"] = {name: last[name] for name in figures}
    way.mistakes = mistakes(data, way, refit, seed)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.dense_breast.taught")), table_by_class(data.test, way)]
    return way


def mistakes(data: CaseData, way: Way, refit: NDArray[np.float64], seed: int) -> list[Mistake]:
    """Price the scaler refit on the test rows, and the test rows used as validation."""
    card = way.predictor.card
    reported = measured(card, CASE.metric, data.test, said(way.predictor.model, refit))
    honest_scaling = measured(card, CASE.metric, data.test, way.answer.predictions)
    assert data.train.truth is not None
    rest, held = split_stratified(data.train.truth, VALIDATION_FRACTION, seed)
    scaling = learn_min_max(data.train.inputs[rest])
    targets = one_hot(data.train)
    validation = scaling.apply(data.train.inputs[held]), targets[held]
    model, _ = fit_as_taught(
        scaling.apply(data.train.inputs[rest]), targets[rest], validation, seed
    )
    own_validation = measured(card, CASE.metric, data.test, said(model, refit))
    return [
        price("scaler_refit", TRAIN_SCRIPT, 39, reported, honest_scaling),
        price("scaler_refit_in_test", TEST_SCRIPT, 32, reported, honest_scaling),
        price("test_as_validation", TRAIN_SCRIPT, 57, reported, own_validation),
    ]


def said(model: Model, inputs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the likelier class of each row."""
    return np.asarray(model.predict(inputs).argmax(1), np.int64)


def should(data: CaseData, seed: int, watcher: Watcher) -> Way:
    """Average twenty nets with decaying weights, nothing learned from the test rows."""
    scaling = learn_standard(data.train.inputs)
    steps = EPOCHS * count_steps(len(data.train.inputs), BATCH)
    optimizer = AdamW(
        CosineDecay(LEARNING_RATE, steps),
        weight_decay=WEIGHT_DECAY,
        exclude_from_weight_decay=("bias",),
    )
    model, history = fit_average(
        NETWORK,
        scaling.apply(data.train.inputs),
        one_hot(data.train),
        n_networks=N_NETWORKS,
        optimizer=optimizer,
        loss="categorical_crossentropy",
        metrics=(CategoricalAccuracy(name="accuracy"),),
        epochs=EPOCHS,
        batch_size=BATCH,
        seed=seed,
        watcher=watcher,
        title=way_title(CASE.name, "should"),
    )
    way = finished_way(model, card_of(data, scaling, seed), history, data)
    way.plots = plots(way, data)
    text = say("case.dense_breast.should", count=N_NETWORKS)
    way.blocks = [Paragraph(text), table_by_class(data.test, way)]
    return way


def plots(way: Way, data: CaseData) -> list[Plot]:
    """Draw the learning curves and the confusion matrix."""
    return [
        training_curves_plot("training", way.history.figures),
        confusion_plot(data.test, way, CLASSES),
    ]


CASE = Case(
    name="dense-breast-cancer",
    metric="accuracy",
    unit_key="",
    find=is_breast_cancer,
    read=read,
    baselines=baselines,
    taught=taught,
    should=should,
)

"""A dense net that classifies breast cancer: 30 measurements, 10-10-2 units.

As taught: SGD, 120 epochs, the test rows scaled by themselves and used as validation. As it
should be: the same three layers, standardised on the training rows, twenty of them
averaged, with weights kept small by decay.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import average_of, fit_many
from plainnet.cases.breast_cancer_rows import (
    CLASSES,
    baselines,
    card_of,
    is_breast_cancer,
    read,
)
from plainnet.cases.case import (
    Case,
    CaseData,
    CaseRun,
    confusion_plot,
    finished_case_run,
    measured,
    seeds_title,
    table_by_class,
    way_title,
)
from plainnet.cases.mistakes import (
    SEEDS,
    Choosing,
    Measured,
    Mistake,
    Rung,
    ScriptLine,
    changes_no_weight,
    price,
    price_of_choosing,
)
from plainnet.data.scaling import Scaling, learn_min_max, learn_standard
from plainnet.layers.dense import Dense
from plainnet.messages.language import say
from plainnet.metrics.accuracy_metrics import CategoricalAccuracy
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.pipeline.predictor import RawRows
from plainnet.plots.plot import Plot
from plainnet.plots.training_plots import training_curves_plot
from plainnet.report.blocks import Paragraph
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.many_runs import ManyRuns
from plainnet.training.minibatches import count_steps

TRAIN_SCRIPT = "3_dense_breast_cancer/model_train.py"
TEST_SCRIPT = "3_dense_breast_cancer/model_test.py"
REFIT = "sc.fit_transform(x_test)", "sc.transform(x_test)"
LINES = {
    "scaler_refit": ScriptLine(TRAIN_SCRIPT, 39, *REFIT),
    "scaler_refit_in_test": ScriptLine(TEST_SCRIPT, 32, *REFIT),
    "test_as_validation": ScriptLine(
        TRAIN_SCRIPT,
        57,
        "model.fit(..., validation_data=(x_test, y_test_one))",
        "model.fit(..., validation_split=0.2)",
    ),
}
EPOCHS_TAUGHT, BATCH_TAUGHT = 120, 64

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
    listener: ProgressListener = SILENT,
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
        listener=listener,
        title=title,
    )
    return model, history


def fit_seeds(
    inputs: NDArray[np.float64],
    data: CaseData,
    seeds: range,
    validation: tuple[NDArray[np.float64], NDArray[np.float32]] | None = None,
    listener: ProgressListener = SILENT,
    title: str = "",
) -> tuple[list[Model], ManyRuns]:
    """Train the script's network once with each seed."""
    return fit_many(
        NETWORK,
        inputs,
        one_hot(data.train),
        seeds=seeds,
        optimizer="sgd",
        loss="categorical_crossentropy",
        metrics=(CategoricalAccuracy(name="accuracy"),),
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH_TAUGHT,
        validation_data=validation,
        listener=listener,
        title=title,
    )


def taught(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Run the script: the test rows are scaled by themselves and serve as validation."""
    train_scaling, test_scaling = map(learn_min_max, (data.train.inputs, data.test.inputs))
    inputs = train_scaling.apply(data.train.inputs)
    refit = test_scaling.apply(data.test.inputs)
    title = way_title(CASE.name, "taught")
    model, history = fit_as_taught(
        inputs, one_hot(data.train), (refit, one_hot(data.test)), seed, listener, title
    )
    others, choosing = other_seeds(inputs, refit, data, seed, listener)
    way = finished_case_run(model, card_of(data, train_scaling, seed), history, data, others)
    last = history.last()
    figures = ("accuracy", "loss", "val_accuracy", "val_loss")
    way.extra["reported"] = {name: last[name] for name in figures}
    way.mistakes = mistakes(data, way, [model, *others], refit, choosing)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.dense_breast.taught")), table_by_class(data.test, way)]
    return way


def other_seeds(
    inputs: NDArray[np.float64],
    refit: NDArray[np.float64],
    data: CaseData,
    seed: int,
    listener: ProgressListener,
) -> tuple[list[Model], Choosing]:
    """Run the script with the seeds that follow; choose epochs by one half of the test rows."""
    seeds, title = range(seed, seed + SEEDS), seeds_title(CASE.name, "taught")
    targets = one_hot(data.test)
    curves: list[NDArray[np.float64]] = []
    models: list[Model] = []
    for half in (0, 1):
        told = (listener, title) if half == 0 else (SILENT, "")
        models, runs = fit_seeds(inputs, data, seeds, (refit[half::2], targets[half::2]), *told)
        curves.append(runs.curves["val_accuracy"])
    return models[1:], price_of_choosing(*curves, is_higher_better=True)


def mistakes(
    data: CaseData,
    way: CaseRun,
    models: Sequence[Model],
    refit: NDArray[np.float64],
    choosing: Choosing,
) -> list[Mistake]:
    """Price the scaler refit on the test rows, and the test rows used as validation."""

    def figure(predictions: NDArray[np.int64]) -> Measured:
        return measured(way.predictor.card, CASE.metric, data.test, predictions)

    reported = [figure(predicted(model, refit)) for model in models]
    honest_scaling = [figure(predictions) for predictions in way.over_seeds]
    return [
        price("scaler_refit", LINES["scaler_refit"], reported, honest_scaling),
        price("scaler_refit_in_test", LINES["scaler_refit_in_test"], reported, honest_scaling),
        changes_no_weight("test_as_validation", LINES["test_as_validation"], reported, choosing),
    ]


def predicted(model: Model, inputs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the likelier class of each row."""
    return np.asarray(model.predict(inputs).argmax(1), np.int64)


def should(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Average twenty nets with decaying weights, nothing learned from the test rows."""
    scaling = learn_standard(data.train.inputs)
    nets, runs = fit_nets(data, scaling, seed, 1, listener, way_title(CASE.name, "should"))
    title = seeds_title(CASE.name, "should")
    more, _ = fit_nets(data, scaling, seed + 1, SEEDS - 1, listener, title)
    others = [average_of(more[n : n + N_NETWORKS]) for n in range(0, len(more), N_NETWORKS)]
    card = card_of(data, scaling, seed)
    way = finished_case_run(average_of(nets, seed), card, runs.history, data, others)
    way.averaged = nets[0], N_NETWORKS
    way.ladder = ladder(data, way, [nets[0], *more[::N_NETWORKS]], scaling, seed)
    way.plots = plots(way, data)
    text = say("case.dense_breast.should", count=N_NETWORKS)
    way.blocks = [Paragraph(text), table_by_class(data.test, way)]
    return way


def fit_nets(
    data: CaseData,
    scaling: Scaling,
    seed: int,
    n_averages: int,
    listener: ProgressListener,
    title: str,
) -> tuple[list[Model], ManyRuns]:
    """Train the nets of one average or of several, whose seeds follow each other."""
    optimizer = AdamW(
        CosineDecay(LEARNING_RATE, EPOCHS * count_steps(len(data.train.inputs), BATCH)),
        weight_decay=WEIGHT_DECAY,
        exclude_from_weight_decay=("bias",),
    )
    return fit_many(
        NETWORK,
        scaling.apply(data.train.inputs),
        one_hot(data.train),
        seeds=range(seed * N_NETWORKS, (seed + n_averages) * N_NETWORKS),
        optimizer=optimizer,
        loss="categorical_crossentropy",
        metrics=(CategoricalAccuracy(name="accuracy"),),
        epochs=EPOCHS,
        batch_size=BATCH,
        listener=listener,
        title=title,
    )


def ladder(
    data: CaseData, way: CaseRun, single_nets: Sequence[Model], scaling: Scaling, seed: int
) -> list[Rung]:
    """Go from the script to the average, one change a step; test rows are scaled honestly."""
    card, seeds = way.predictor.card, range(seed, seed + SEEDS)

    def rung(key: str, models: Sequence[Model], by: Scaling) -> Rung:
        inputs = by.apply(data.test.inputs)
        answers = [predicted(model, inputs) for model in models]
        return Rung(key, [measured(card, CASE.metric, data.test, answer) for answer in answers])

    min_max = learn_min_max(data.train.inputs)
    first, _ = fit_seeds(min_max.apply(data.train.inputs), data, seeds)
    standardised, _ = fit_seeds(scaling.apply(data.train.inputs), data, seeds)
    averages = [measured(card, CASE.metric, data.test, answer) for answer in way.over_seeds]
    return [
        rung("taught", first, min_max),
        rung("standardised", standardised, scaling),
        rung("breast.adamw", single_nets, scaling),
        Rung("averaged", averages),
    ]


def plots(way: CaseRun, data: CaseData) -> list[Plot]:
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

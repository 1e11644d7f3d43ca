"""A dense net that predicts the air quality index from six pollutants.

As taught: 10-10-1 units, SGD, all rows scaled together, target included, before the split.
As it should be: two layers of 64, scaled on the training rows, sixteen nets averaged.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import average_of, fit_many
from plainnet.cases.case import (
    Baseline,
    Case,
    CaseData,
    CaseRun,
    column_names,
    finished_case_run,
    measured,
    seeds_title,
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
from plainnet.data.dataset import Table
from plainnet.data.sample_tables import generate_air_quality
from plainnet.data.scaling import Scaling, learn_min_max, learn_standard
from plainnet.data.splitting import split_randomly
from plainnet.data.table_file import read_table
from plainnet.errors import DataError
from plainnet.evaluation.baselines import (
    gradient_boosted_trees,
    linear_regression,
    mean_value,
    neural_network_64_64,
)
from plainnet.evaluation.regression import score_regression
from plainnet.files.model_card import ModelCard, NumberTarget, TableInputs
from plainnet.layers.dense import Dense
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import recorded_origin
from plainnet.plots.plot import Plot
from plainnet.plots.regression_plots import real_against_predicted_plot
from plainnet.plots.training_plots import training_curves_plot
from plainnet.report.blocks import Paragraph
from plainnet.training.history import SILENT, History, ProgressListener
from plainnet.training.many_runs import ManyRuns
from plainnet.training.minibatches import count_steps

TRAIN_SCRIPT = "4_dense_air_quality/model_train.py"
TEST_SCRIPT = "4_dense_air_quality/model_test.py"
SCALED_BEFORE = "sc.fit_transform(dataset)", "sc.fit(x_train).transform(dataset)"
LINES = {
    "scaled_before_split": ScriptLine(TRAIN_SCRIPT, 16, *SCALED_BEFORE),
    "scaled_before_split_in_test": ScriptLine(TEST_SCRIPT, 21, *SCALED_BEFORE),
    "test_as_validation": ScriptLine(
        TRAIN_SCRIPT,
        38,
        "model.fit(..., validation_data=(x_test, y_test))",
        "model.fit(..., validation_split=0.2)",
    ),
    "another_test_split": ScriptLine(
        TEST_SCRIPT,
        30,
        "train_test_split(..., test_size=0.05)",
        "train_test_split(..., test_size=0.2)",
    ),
}
TARGET = "AQI"
POLLUTANTS = ("PM2.5", "PM10", "So2", "No2", "Co", "O3")
TEST_FRACTION, TEST_FRACTION_IN_TEST_SCRIPT = 0.2, 0.05
SPLIT_SEED = 42
EPOCHS_TAUGHT, BATCH_TAUGHT = 100, 32

# More nets only steady the average; sixteen train in some five seconds.
N_NETWORKS = 16
# Chosen by cross-validation within the training rows.
EPOCHS, BATCH = 200, 64
LEARNING_RATE, WEIGHT_DECAY = 3e-2, 0.03

NETWORK_TAUGHT = Stack((Dense(10, "relu"), Dense(10, "relu"), Dense(1)))
NETWORK = Stack((Dense(64, "relu"), Dense(64, "relu"), Dense(1)))


def is_air_quality(path: Path) -> bool:
    """Tell the table by its columns."""
    return {TARGET, "PM2.5", "PM10", "O3"} <= column_names(path)


def read(path: Path | None) -> CaseData:
    """Read the user's table or the generated one, and split it."""
    columns = [*POLLUTANTS, TARGET]
    table = generate_air_quality() if path is None else read_table(path, columns=columns)
    if len(table.values) < 100:
        raise DataError("case.few_rows", file=table.source.path, rows=len(table.values), least=100)
    train, test = split_randomly(len(table.values), TEST_FRACTION, SPLIT_SEED)
    labels = tuple(range(1, len(table.values) + 1))
    rows = RawRows(table.values[:, :-1], table.values[:, -1], labels, table.source, table.repairs)
    return CaseData(table, rows.only(train), rows.only(test))


def card_of(data: CaseData, inputs: Scaling, target: Scaling, seed: int) -> ModelCard:
    """Describe what a model of these rows takes and gives."""
    mean = float(np.mean(truth_of(data.train)))
    test_rows = np.asarray(data.test.labels) - 1
    return ModelCard(
        TableInputs(POLLUTANTS, inputs),
        NumberTarget(TARGET, "AQI", target, mean),
        recorded_origin(data.source, test_rows, seed),
    )


def truth_of(rows: RawRows) -> NDArray[np.float64]:
    """Return the true index of each row."""
    assert rows.truth is not None
    return rows.truth


def baselines(data: CaseData, ways: Sequence[str]) -> Sequence[Baseline]:
    """Say the mean; draw a straight line; grow trees; ask scikit-learn's own network."""
    known = data.train.inputs, truth_of(data.train), data.test.inputs
    simple = [
        Baseline("mean", mean_value(truth_of(data.train), len(data.test.inputs))),
        Baseline("linear_regression", linear_regression(*known)),
        Baseline("gradient_boosted_trees", gradient_boosted_trees(*known)),
    ]
    if "should" not in ways:
        return simple
    return [*simple, Baseline("neural_network_64_64", neural_network_64_64(*known))]


# --- as taught ------------------------------------------------------------------------


def scale_all(data: CaseData) -> tuple[Scaling, Scaling]:
    """Learn the scaling of inputs and target from all rows, as the script does."""
    assert isinstance(data.dataset, Table)
    return learn_min_max(data.dataset.values[:, :-1]), learn_min_max(data.dataset.values[:, -1:])


def fit_as_taught(
    train: RawRows,
    validation: RawRows,
    scalings: tuple[Scaling, Scaling],
    seed: int,
    listener: ProgressListener = SILENT,
    title: str = "",
) -> tuple[Model, History]:
    """Train the script's network with the script's settings."""
    inputs, target = scalings
    model = Model(NETWORK_TAUGHT, seed)
    model.compile("sgd", "mse")
    scaled = [
        (inputs.apply(rows.inputs), target.apply(truth_of(rows)[:, None]))
        for rows in (train, validation)
    ]
    history = model.fit(
        *scaled[0],
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH_TAUGHT,
        validation_data=scaled[1],
        listener=listener,
        title=title,
    )
    return model, history


def fit_seeds(
    network: Stack,
    train: RawRows,
    scalings: tuple[Scaling, Scaling],
    seeds: range,
    validation: RawRows | None = None,
    listener: ProgressListener = SILENT,
    title: str = "",
) -> tuple[list[Model], ManyRuns]:
    """Train a network with the script's settings once with each seed."""
    inputs, target = scalings
    scaled = [
        (inputs.apply(rows.inputs), target.apply(truth_of(rows)[:, None]))
        for rows in (train, validation)
        if rows is not None
    ]
    return fit_many(
        network,
        *scaled[0],
        seeds=seeds,
        optimizer="sgd",
        loss="mse",
        epochs=EPOCHS_TAUGHT,
        batch_size=BATCH_TAUGHT,
        validation_data=scaled[1] if validation is not None else None,
        listener=listener,
        title=title,
    )


def answers(model: Model, scalings: tuple[Scaling, Scaling], rows: RawRows) -> NDArray[np.float64]:
    """Predict in the unit of the index."""
    inputs, target = scalings
    return target.undo(model.predict(inputs.apply(rows.inputs)))[:, 0]


def taught(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Run the script; its own figures come from a twentieth of the rows."""
    scalings = scale_all(data)
    title = way_title(CASE.name, "taught")
    model, history = fit_as_taught(data.train, data.test, scalings, seed, listener, title)
    others, choosing = other_seeds(data, scalings, seed, listener)
    way = finished_case_run(model, card_of(data, *scalings, seed), history, data, others)
    small = rows_of_test_script(data)
    reported = score_regression(truth_of(small), answers(model, scalings, small))
    last = history.last()
    way.extra["reported"] = {
        "rmse": reported["rmse"],
        "mape": reported["mape"],
        "loss": last["loss"],
        "val_loss": last["val_loss"],
    }
    way.mistakes = mistakes(data, way, [model, *others], small, scalings, choosing)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.air.taught"))]
    return way


def other_seeds(
    data: CaseData, scalings: tuple[Scaling, Scaling], seed: int, listener: ProgressListener
) -> tuple[list[Model], Choosing]:
    """Run the script with the seeds that follow; choose epochs by one half of the test rows."""
    seeds, title = range(seed, seed + SEEDS), seeds_title(CASE.name, "taught")
    places = np.arange(len(data.test.inputs))
    curves: list[NDArray[np.float64]] = []
    models: list[Model] = []
    for half in (0, 1):
        rows = data.test.only(places[half::2])
        told = (listener, title) if half == 0 else (SILENT, "")
        models, runs = fit_seeds(NETWORK_TAUGHT, data.train, scalings, seeds, rows, *told)
        curves.append(scalings[1].scale[0] * np.sqrt(runs.curves["val_loss"]))
    return models[1:], price_of_choosing(*curves, is_higher_better=False)


def rows_of_test_script(data: CaseData) -> RawRows:
    """Return the rows that the script for testing draws: a twentieth, all of them test rows."""
    assert isinstance(data.dataset, Table)
    n_rows = len(data.dataset.values)
    _, drawn = split_randomly(n_rows, TEST_FRACTION_IN_TEST_SCRIPT, SPLIT_SEED)
    places = {label: place for place, label in enumerate(data.test.labels)}
    return data.test.only(np.array([places[row + 1] for row in drawn.tolist()]))


def mistakes(
    data: CaseData,
    way: CaseRun,
    models: Sequence[Model],
    small: RawRows,
    scalings: tuple[Scaling, Scaling],
    choosing: Choosing,
) -> list[Mistake]:
    """Price the scaling of all rows, the test rows as validation and the small test."""
    card, first = way.predictor.card, way.predictor.model.seed

    def figures(of: Sequence[Model], by: tuple[Scaling, Scaling], rows: RawRows) -> list[Measured]:
        return [measured(card, CASE.metric, rows, answers(model, by, rows)) for model in of]

    reported, all_rows = figures(models, scalings, small), figures(models, scalings, data.test)
    honest = learn_min_max(data.train.inputs), learn_min_max(truth_of(data.train)[:, None])
    scaled_before = ("scaled_before_split", "scaled_before_split_in_test")
    if honest == scalings:  # the training rows hold all extremes, so nothing leaked
        scaled = [changes_no_weight(code, LINES[code], reported) for code in scaled_before]
    else:
        seeds = range(first, first + SEEDS)
        models, _ = fit_seeds(NETWORK_TAUGHT, data.train, honest, seeds)
        mended = figures(models, honest, small)
        scaled = [price(code, LINES[code], reported, mended) for code in scaled_before]
    return [
        *scaled,
        changes_no_weight("test_as_validation", LINES["test_as_validation"], all_rows, choosing),
        price("another_test_split", LINES["another_test_split"], reported, all_rows),
    ]


# --- as it should be ------------------------------------------------------------------


def should(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Average sixteen nets of 64-64 units, scaled on the training rows only."""
    scalings = learn_standard(data.train.inputs), learn_standard(truth_of(data.train)[:, None])
    nets, runs = fit_nets(data, scalings, seed, 1, listener, way_title(CASE.name, "should"))
    title = seeds_title(CASE.name, "should")
    more, _ = fit_nets(data, scalings, seed + 1, SEEDS - 1, listener, title)
    others = [average_of(more[n : n + N_NETWORKS]) for n in range(0, len(more), N_NETWORKS)]
    card = card_of(data, *scalings, seed)
    way = finished_case_run(average_of(nets, seed), card, runs.history, data, others)
    way.averaged = nets[0], N_NETWORKS
    way.ladder = ladder(data, way, [nets[0], *more[::N_NETWORKS]], scalings, seed)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.air.should", count=N_NETWORKS))]
    return way


def fit_nets(
    data: CaseData,
    scalings: tuple[Scaling, Scaling],
    seed: int,
    n_averages: int,
    listener: ProgressListener,
    title: str,
) -> tuple[list[Model], ManyRuns]:
    """Train the nets of one average or of several, whose seeds follow each other."""
    inputs, target = scalings
    optimizer = AdamW(
        CosineDecay(LEARNING_RATE, EPOCHS * count_steps(len(data.train.inputs), BATCH)),
        weight_decay=WEIGHT_DECAY,
        exclude_from_weight_decay=("bias",),
    )
    return fit_many(
        NETWORK,
        inputs.apply(data.train.inputs),
        target.apply(truth_of(data.train)[:, None]),
        seeds=range(seed * N_NETWORKS, (seed + n_averages) * N_NETWORKS),
        optimizer=optimizer,
        loss="mse",
        epochs=EPOCHS,
        batch_size=BATCH,
        listener=listener,
        title=title,
    )


def ladder(
    data: CaseData,
    way: CaseRun,
    single_nets: Sequence[Model],
    scalings: tuple[Scaling, Scaling],
    seed: int,
) -> list[Rung]:
    """Go from the script to the average, one change a step."""
    card, seeds = way.predictor.card, range(seed, seed + SEEDS)

    def rung(key: str, models: Sequence[Model], by: tuple[Scaling, Scaling]) -> Rung:
        rows = data.test
        return Rung(
            key, [measured(card, CASE.metric, rows, answers(model, by, rows)) for model in models]
        )

    everything = scale_all(data)
    small, _ = fit_seeds(NETWORK_TAUGHT, data.train, everything, seeds)
    scaled, _ = fit_seeds(NETWORK_TAUGHT, data.train, scalings, seeds)
    wide, _ = fit_seeds(NETWORK, data.train, scalings, seeds)
    averages = [measured(card, CASE.metric, data.test, predicted) for predicted in way.over_seeds]
    return [
        rung("taught", small, everything),
        rung("standardised", scaled, scalings),
        rung("air.units", wide, scalings),
        rung("air.adamw", single_nets, scalings),
        Rung("averaged", averages),
    ]


def plots(way: CaseRun, data: CaseData) -> list[Plot]:
    """Draw the learning curves, and the truth against the prediction."""
    truth, predictions = truth_of(data.test), way.answer.predictions
    return [
        training_curves_plot("training", way.history.figures),
        real_against_predicted_plot("real_against_predicted", truth, predictions, unit="AQI"),
    ]


CASE = Case(
    name="dense-air-quality",
    metric="rmse",
    unit_key="case.unit.aqi",
    find=is_air_quality,
    read=read,
    baselines=baselines,
    taught=taught,
    should=should,
)

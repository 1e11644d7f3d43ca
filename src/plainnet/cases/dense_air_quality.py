"""A dense net that predicts the air quality index from six pollutants.

As taught: 10-10-1 units, SGD, all rows scaled together, target included, before the split.
As it should be: two layers of 64, scaled on the training rows, sixteen nets averaged.

Concepts: regression, dense network, mean squared error, scaling, ensemble
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.averaged_model import fit_average
from plainnet.cases.case import Baseline, Case, CaseData, Way, finished_way, measured, origin_of
from plainnet.cases.mistakes import Measured, Mistake, price
from plainnet.cases.table_header import column_names
from plainnet.cases.wording import way_title
from plainnet.data.dataset import Table
from plainnet.data.sample_air_quality import generate_air_quality
from plainnet.data.scaling import Scaling, learn_min_max, learn_standard
from plainnet.data.splitting import split_randomly
from plainnet.data.table import read_table
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
from plainnet.networks.stack import Stack
from plainnet.optimizers.adamw import AdamW
from plainnet.optimizers.cosine_schedules import CosineDecay
from plainnet.plots.plot import Plot
from plainnet.plots.real_against_predicted_plot import real_against_predicted_plot
from plainnet.plots.training_curves_plot import training_curves_plot
from plainnet.predictors.predictor import RawRows
from plainnet.report.blocks import Paragraph
from plainnet.training.history import History
from plainnet.training.minibatches import count_steps
from plainnet.training.progress import SILENT, Watcher

TRAIN_SCRIPT = "4_dense_air_quality/model_train.py"
TEST_SCRIPT = "4_dense_air_quality/model_test.py"
TARGET = "AQI"
POLLUTANTS = ("PM2.5", "PM10", "So2", "No2", "Co", "O3")
TEST_FRACTION, TEST_FRACTION_IN_TEST_SCRIPT = 0.2, 0.05
SPLIT_SEED = 42
EPOCHS_TAUGHT, BATCH_TAUGHT = 100, 32
VALIDATION_FRACTION = 0.2

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
    """Say what a model of these rows takes and gives."""
    mean = float(np.mean(truth_of(data.train)))
    test_rows = np.asarray(data.test.labels) - 1
    return ModelCard(
        TableInputs(POLLUTANTS, inputs),
        NumberTarget(TARGET, "AQI", target, mean),
        origin_of(data, test_rows, seed),
    )


def truth_of(rows: RawRows) -> NDArray[np.float64]:
    """Give the true index of each row."""
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
    watcher: Watcher = SILENT,
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
        watcher=watcher,
        title=title,
    )
    return model, history


def answers(model: Model, scalings: tuple[Scaling, Scaling], rows: RawRows) -> NDArray[np.float64]:
    """Predict in the unit of the index."""
    inputs, target = scalings
    return target.undo(model.predict(inputs.apply(rows.inputs)))[:, 0]


def taught(data: CaseData, seed: int, watcher: Watcher) -> Way:
    """Run the script; its own figures come from a twentieth of the rows."""
    scalings = scale_all(data)
    title = way_title(CASE.name, "taught")
    model, history = fit_as_taught(data.train, data.test, scalings, seed, watcher, title)
    way = finished_way(model, card_of(data, *scalings, seed), history, data)
    small = rows_of_test_script(data)
    reported = score_regression(truth_of(small), answers(model, scalings, small))
    last = history.last()
    way.extra["reported"] = {
        "rmse": reported["rmse"],
        "mape": reported["mape"],
        "loss": last["loss"],
        "val_loss": last["val_loss"],
    }
    way.mistakes = mistakes(data, way, small, scalings, seed)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.air.taught"))]
    return way


def rows_of_test_script(data: CaseData) -> RawRows:
    """Give the rows that the script for testing draws: a twentieth, all of them test rows."""
    assert isinstance(data.dataset, Table)
    n_rows = len(data.dataset.values)
    _, drawn = split_randomly(n_rows, TEST_FRACTION_IN_TEST_SCRIPT, SPLIT_SEED)
    places = {label: place for place, label in enumerate(data.test.labels)}
    return data.test.only(np.array([places[row + 1] for row in drawn.tolist()]))


def mistakes(
    data: CaseData, way: Way, small: RawRows, scalings: tuple[Scaling, Scaling], seed: int
) -> list[Mistake]:
    """Price the scaling of all rows, the test rows as validation and the small test."""
    card = way.predictor.card

    def figure(model: Model, by: tuple[Scaling, Scaling], rows: RawRows) -> Measured:
        return measured(card, CASE.metric, rows, answers(model, by, rows))

    reported = figure(way.predictor.model, scalings, small)
    honest = learn_min_max(data.train.inputs), learn_min_max(truth_of(data.train)[:, None])
    scaled_honestly, _ = fit_as_taught(data.train, data.test, honest, seed)
    rest, held = split_randomly(len(data.train.inputs), VALIDATION_FRACTION, seed)
    own_validation, _ = fit_as_taught(data.train.only(rest), data.train.only(held), scalings, seed)
    mended_scaling = figure(scaled_honestly, honest, small)
    mended_validation = figure(own_validation, scalings, small)
    all_rows = figure(way.predictor.model, scalings, data.test)
    return [
        price("scaled_before_split", TRAIN_SCRIPT, 16, reported, mended_scaling),
        price("scaled_before_split_in_test", TEST_SCRIPT, 21, reported, mended_scaling),
        price("test_as_validation", TRAIN_SCRIPT, 38, reported, mended_validation),
        price("another_test_split", TEST_SCRIPT, 30, reported, all_rows),
    ]


# --- as it should be ------------------------------------------------------------------


def should(data: CaseData, seed: int, watcher: Watcher) -> Way:
    """Average sixteen nets of 64-64 units, scaled on the training rows only."""
    inputs = learn_standard(data.train.inputs)
    target = learn_standard(truth_of(data.train)[:, None])
    steps = EPOCHS * count_steps(len(data.train.inputs), BATCH)
    optimizer = AdamW(
        CosineDecay(LEARNING_RATE, steps),
        weight_decay=WEIGHT_DECAY,
        exclude_from_weight_decay=("bias",),
    )
    model, history = fit_average(
        NETWORK,
        inputs.apply(data.train.inputs),
        target.apply(truth_of(data.train)[:, None]),
        n_networks=N_NETWORKS,
        optimizer=optimizer,
        loss="mse",
        epochs=EPOCHS,
        batch_size=BATCH,
        seed=seed,
        watcher=watcher,
        title=way_title(CASE.name, "should"),
    )
    way = finished_way(model, card_of(data, inputs, target, seed), history, data)
    way.plots = plots(way, data)
    way.blocks = [Paragraph(say("case.air.should", count=N_NETWORKS))]
    return way


def plots(way: Way, data: CaseData) -> list[Plot]:
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

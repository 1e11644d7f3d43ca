"""Linear regression: three points, one weight, and five ways to find it.

A student who learns 1, 2, 3 hours scores 2, 4, 6 points; how many for 4 hours? The script
starts at w = 4 and walks down the gradient by hand. Beside it stand exhaustive search,
gradient descent by the engine, and least squares in closed form, without and with a bias.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.cases.case import Baseline, Case, CaseData, CaseRun, finished_case_run, way_title
from plainnet.data.content_hash import hash_array
from plainnet.data.dataset import Source
from plainnet.evaluation.baselines import mean_value
from plainnet.evaluation.number_format import format_number
from plainnet.files.model_card import ModelCard, NumberTarget, TableInputs
from plainnet.layers.dense import Dense
from plainnet.layers.initializers import Constant
from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import recorded_origin
from plainnet.plots.plot import Plot
from plainnet.plots.training_plots import loss_landscape_plot, training_curves_plot
from plainnet.report.blocks import Paragraph, TableBlock
from plainnet.training.history import History, ProgressListener
from plainnet.training.least_squares import least_squares

X_DATA = [1, 2, 3]  # hours learned
Y_DATA = [2, 4, 6]  # points scored
START = 4
LEARNING_RATE = 0.01
EPOCHS = 100
HOURS_ASKED = 4
CANDIDATES = np.round(np.arange(0.0, 4.05, 0.1), 1)  # of the exhaustive search


def read(path: Path | None) -> CaseData:
    """Return the three points; they stand in the script and in no file."""
    inputs = np.array(X_DATA, np.float64)[:, None]
    truth = np.array(Y_DATA, np.float64)
    digest = hash_array(np.column_stack([inputs, truth]))
    source = Source("package:plainnet/three-points", digest)
    rows = RawRows(inputs, truth, (1, 2, 3), source)
    return CaseData(None, rows, rows)


def baselines(data: CaseData, ways: Sequence[str]) -> Sequence[Baseline]:
    """Predict the mean of the three scores."""
    return [Baseline("mean", mean_value(Y_DATA, len(Y_DATA)))]


# --- the course's arithmetic ---------------------------------------------------------


def predict(x: float, w: float) -> float:
    """Return the line's value."""
    return x * w


def cost(w: float) -> float:
    """Return the mean squared error of the line."""
    total = 0.0
    for x, y in zip(X_DATA, Y_DATA, strict=True):
        total += (predict(x, w) - y) ** 2
    return total / len(X_DATA)


def gradient(w: float) -> float:
    """Return the slope of the cost: the mean of 2 x (x w - y)."""
    total = 0.0
    for x, y in zip(X_DATA, Y_DATA, strict=True):
        total += 2 * x * (predict(x, w) - y)
    return total / len(X_DATA)


def descend_by_hand() -> tuple[list[float], list[float]]:
    """Walk down the gradient; give the weight before and after each step, and the costs."""
    w: float = START
    weights, costs = [w], []
    for _ in range(EPOCHS):
        costs.append(cost(w))
        w = w - LEARNING_RATE * gradient(w)
        weights.append(w)
    return weights, costs


# --- other ways to the same weight ----------------------------------------------------


def search_exhaustively() -> float:
    """Try every candidate and keep the cheapest."""
    return float(min(CANDIDATES, key=lambda w: cost(float(w))))


def descend_by_engine(seed: int, listener: ProgressListener) -> Model:
    """Let the engine do the same steps: one dense unit, no bias, all rows in one batch."""
    line = Dense(1, use_bias=False, kernel_initializer=Constant(START))
    model = Model(Stack((line,)), seed)
    model.compile(SGD(LEARNING_RATE), "mse")
    x, y = np.array(X_DATA, np.float32)[:, None], np.array(Y_DATA, np.float32)
    model.fit(
        x,
        y,
        batch_size=len(X_DATA),
        epochs=EPOCHS,
        shuffle=False,
        listener=listener,
        title=way_title("linear-regression", "should"),
    )
    return model


def line_model(w: float, seed: int, bias: float | None = None) -> Model:
    """Put a known line into a network of one dense unit."""
    unit = Dense(
        1,
        use_bias=bias is not None,
        kernel_initializer=Constant(w),
        bias_initializer=Constant(bias or 0.0),
    )
    model = Model(Stack((unit,)), seed)
    model.compile(SGD(LEARNING_RATE), "mse")
    model.build((1,))
    return model


def card_of(data: CaseData, seed: int) -> ModelCard:
    """Describe what the model takes and gives."""
    target = NumberTarget("score", "", training_mean=float(np.mean(Y_DATA)))
    return ModelCard(
        TableInputs(("hours",)), target, recorded_origin(data.source, np.arange(3), seed)
    )


def taught(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Descend by hand, to the last digit as the script does."""
    weights, costs = descend_by_hand()
    w = weights[-1]
    history = History()
    for epoch, value in enumerate(costs):
        history.append(epoch, {"loss": value})
    figures = {"w": w, "prediction_at_4": predict(HOURS_ASKED, w)}
    return finished_case_run(
        line_model(w, seed),
        card_of(data, seed),
        history,
        data,
        extra={**figures, "reported": {**figures, "loss": costs[-1]}},
        plots=[landscape(weights, costs), training_curves_plot("loss", history.figures)],
        blocks=[Paragraph(say("case.linear.taught"))],
    )


def should(data: CaseData, seed: int, listener: ProgressListener) -> CaseRun:
    """Solve least squares in closed form, and hold the other ways beside it."""
    by_engine = float(descend_by_engine(seed, listener).predict([[1.0]])[0, 0])
    weights, bias = least_squares(data.train.inputs, Y_DATA)
    through_origin, _ = least_squares(data.train.inputs, Y_DATA, has_bias=False)
    w = float(weights[0])
    history = History()  # of the model that is saved: solved at once
    history.append(0, {"loss": float(np.mean((w * np.array(X_DATA) + bias - Y_DATA) ** 2))})
    ways = [
        ("case.linear.by_search", search_exhaustively(), None),
        ("case.linear.by_hand", descend_by_hand()[0][-1], None),
        ("case.linear.by_engine", by_engine, None),
        ("case.linear.by_formula", float(through_origin[0]), None),
        ("case.linear.by_formula_with_bias", w, bias),
    ]
    return finished_case_run(
        line_model(w, seed, bias),
        card_of(data, seed),
        history,
        data,
        extra={"w": w, "bias": bias, "prediction_at_4": predict(HOURS_ASKED, w) + bias},
        plots=[landscape(*descend_by_hand())],
        blocks=[Paragraph(say("case.linear.should")), table_of_ways(ways)],
    )


def landscape(weights: Sequence[float], costs: Sequence[float]) -> Plot:
    """Draw the cost over w, the search along it and the path down."""
    grid = np.linspace(0, 4.2, 85)
    return loss_landscape_plot(
        "loss_landscape",
        grid,
        costs_at(grid),
        path_weights=weights[:-1],
        path_losses=costs,
        searched_weights=CANDIDATES,
        searched_losses=costs_at(CANDIDATES),
    )


def costs_at(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cost of each weight."""
    return np.array([cost(float(w)) for w in weights])


def table_of_ways(ways: Sequence[tuple[str, float, float | None]]) -> TableBlock:
    """Lay out what each way found."""
    rows = [
        [
            say(key),
            f"{w:.12g}",
            "–" if bias is None else format_number(round(bias, 12)),
            f"{predict(HOURS_ASKED, w) + (bias or 0.0):.12g}",
        ]
        for key, w, bias in ways
    ]
    headers = [
        say("case.linear.way"),
        "w",
        say("case.linear.bias"),
        say("case.linear.prediction", hours=HOURS_ASKED),
    ]
    return TableBlock(headers, rows, say("case.linear.ways"))


CASE = Case(
    name="linear-regression",
    metric="rmse",
    unit_key="case.unit.points",
    find=None,
    read=read,
    baselines=baselines,
    taught=taught,
    should=should,
)

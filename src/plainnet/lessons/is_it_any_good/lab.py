"""The engine's answers to the lab's states, what the lab starts from, and the cases' figures.

`python -m plainnet.lessons.is_it_any_good.lab [RESULTS]` trains the models anew and writes
`data.json`. RESULTS is the folder that `plainnet cases --out RESULTS` wrote; without it the
figures of the cases stay as they are.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint

from plainnet.cases import breast_cancer_rows, logistic_breast_cancer, lstm_gold
from plainnet.cases.catalogue import CASES
from plainnet.data.dataset import Table
from plainnet.data.sample_prices import generate_prices
from plainnet.data.scaling import learn_min_max
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.forecast import best_lag
from plainnet.evaluation.regression import score_regression
from plainnet.layers.dense import Dense
from plainnet.lessons.is_it_any_good.checks import DATA, MOST_LAG, MOST_ROWS, START, drawn, lines_of
from plainnet.lessons.is_it_any_good.checks import heart as heart_of
from plainnet.lessons.lesson import State, Values
from plainnet.pipeline.predictor import RawRows

FILE = Path(__file__).with_name("data.json")
TOLERANCE = 1e-12  # relative, in float64
SEED = 0
PATIENTS = 12  # test rows that stand in the text field
OWN = 30  # answers for test rows, in the place of the user's
LEARNED = 60  # rows that are learned by heart, and as many new ones
POINTS = MOST_ROWS, 60  # of the curve: at most to train on, and to validate on

Array = NDArray[Any]


def starting_data() -> dict[str, Any]:
    """Compute everything but the figures of the cases."""
    return {**_scaler(), **_neighbours(), **_forecasts(), "points": _points()}


def _features(*names: str) -> tuple[RawRows, RawRows]:
    """Return the rows to train and to test on, with some of their features alone."""
    data = breast_cancer_rows.read(None)
    assert isinstance(data.dataset, Table)
    columns = [data.dataset.column_names.index(name) for name in names]
    train, test = (
        replace(rows, inputs=rows.inputs[:, columns]) for rows in (data.train, data.test)
    )
    return train, test


def _scaler() -> dict[str, Any]:
    """Train a logistic regression on one feature; give it, its scaler, and some test rows."""
    train, test = _features("mean radius")
    assert test.truth is not None
    model, _ = logistic_breast_cancer.fit(train, SEED)
    ((kernel, bias),) = (tuple(layer.values()) for layer in model.weights.values())
    radii = test.inputs[:, 0]
    chances = model.predict(learn_min_max(train.inputs).apply(test.inputs))[:, 0]
    others = slice(PATIENTS, PATIENTS + OWN)
    return {
        "scale": [float(train.inputs.min()), float(train.inputs.max())],
        "unit": [round(float(kernel[0, 0]), 3), round(float(bias[0]), 3)],
        "patients": _lines(zip(radii[:PATIENTS], test.truth[:PATIENTS], strict=True)),
        "own": _lines(zip(test.truth[others], chances[others] > 0.5, strict=True)),
    }


def _neighbours() -> dict[str, Any]:
    """Return rows of two scaled features to learn by heart, new ones, and which labels go wrong.

    `wrong` is the order in which the labels of the learned rows are turned around.
    """
    train, test = _features("mean radius", "mean texture")
    scaling = learn_min_max(train.inputs)
    parts = {}
    for name, rows in (("learned", train), ("fresh", test)):
        assert rows.truth is not None
        scaled = scaling.apply(rows.inputs[:LEARNED]).round(3)
        labels = rows.truth[:LEARNED]
        parts[name] = [[*map(float, x), int(y)] for x, y in zip(scaled, labels, strict=True)]
    order = np.random.default_rng(SEED).permutation(LEARNED)
    return {**parts, "wrong": order.tolist()}


def _forecasts() -> dict[str, Any]:
    """Train the gold case's LSTM as taught; give truth and forecast as its test script has them.

    The script scales its test days by themselves. `honest_rmse` is the error of the same net on
    the same days with the scaler of the training days.
    """
    prices = generate_prices().values
    model, _, scaling = lstm_gold.fit_as_taught(prices, SEED)
    tested = prices[-lstm_gold.TEST_PART_IN_TEST_SCRIPT :]
    truth, forecast = lstm_gold.forecasts(model, tested, learn_min_max(tested))
    _, honest = lstm_gold.forecasts(model, tested, scaling)
    return {
        "days": _lines(zip(truth.round(2), forecast.round(2), strict=True)),
        "honest_rmse": score_regression(truth, honest)["rmse"],
    }


def _points() -> list[list[float]]:
    """Draw places x from -1 to 1, and what chance adds to the curve there."""
    random = np.random.default_rng(SEED)
    count = sum(POINTS)
    points = np.stack([random.uniform(-1, 1, count), random.standard_normal(count)], axis=1)
    return [[*map(float, row)] for row in points.round(3)]


def _lines(rows: Any) -> str:
    """Write numbers as lines of a text field."""
    return "\n".join(",".join(f"{float(cell):.8g}" for cell in row) for row in rows)


# --- the cases --------------------------------------------------------------------------------


def case_figures(results: Path) -> list[dict[str, Any]]:
    """Read each case's figure, its intervals and baselines from what `plainnet cases` wrote."""
    figures = []
    for name, entry in CASES.items():
        file = results / name / "metrics.json"
        if file.is_file():
            measured = json.loads(file.read_text(encoding="utf-8"))
            figures.append(case_figure(name, entry.load().metric, measured))
    return figures


def case_figure(name: str, metric: str, measured: Mapping[str, Any]) -> dict[str, Any]:
    """Pick what the lesson shows of one case."""
    said = measured["ways"]["taught"].get("reported", {})
    baselines = {name: scores[metric] for name, scores in measured["baselines"].items()}
    return {
        "case": name,
        "metric": metric,
        "reported": said.get(f"val_{metric}", said.get(metric)),
        "ways": {
            way: [scores[metric], *(scores["interval"][metric] or (None, None))]
            for way, scores in measured["ways"].items()
        },
        "baselines": {name: score for name, score in baselines.items() if score is not None},
    }


def write(results: Path | None) -> None:
    """Write `data.json`; figures of cases that are not in the folder are kept."""
    known = json.loads(FILE.read_text(encoding="utf-8"))["cases"] if FILE.is_file() else []
    figures = {each["case"]: each for each in known}
    figures |= {each["case"]: each for each in (case_figures(results) if results else [])}
    cases = [figures[name] for name in CASES if name in figures]
    text = json.dumps({**starting_data(), "cases": cases})
    FILE.write_text(f"{text}\n", encoding="utf-8")


# --- the engine's answers --------------------------------------------------------------------


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    with jax.enable_x64(True):
        return [
            _interval(state)
            | _scaled(state)
            | _heart(state)
            | _forecast(state)
            | _own(state)
            | _trained(state)
            for state in ({**START, **state} for state in states)
        ]


def _interval(state: State) -> Values:
    """Put statsmodels' interval around the accuracy."""
    rows, errors = state["test_rows"], state["errors"]
    names = ("accuracy", "interval_low", "interval_high", "interval_width", "above_baseline")
    if rows == 0 or errors > rows:
        return dict.fromkeys(names)
    low, high = _wilson(rows - errors, rows)
    found = ((rows - errors) / rows, low, high, high - low, low - state["commonest"])
    return dict(zip(names, found, strict=True))


def _wilson(hits: int, rows: int) -> tuple[float, float]:
    """Ask statsmodels for the interval of a share."""
    low, high = proportion_confint(hits, rows, method="wilson")
    return max(0.0, float(low)), min(1.0, float(high))


@jax.jit
def _unit(held: Any, scaled: jax.Array) -> jax.Array:
    """Run a layer of one unit with a sigmoid."""
    return Dense(1, "sigmoid").apply(held, scaled)


def _chances(scaled: Array) -> Array:
    """Let a layer of one unit with the trained weights answer."""
    weight, bias = DATA["unit"]
    held = {"kernel": np.array([[weight]]), "bias": np.array([bias])}
    return np.asarray(_unit(held, scaled[:, None])[:, 0])


def _scaled(state: State) -> Values:
    """Scale the test rows by the training rows, and by themselves."""
    radii, labels = lines_of(state["patients"]).T
    at = state["patient"] - 1
    known = (radii - DATA["scale"][0]) / (DATA["scale"][1] - DATA["scale"][0])
    again = learn_min_max(radii[:, None]).apply(radii[:, None])[:, 0]
    chances, refit = _chances(known), _chances(again)
    right = [
        score_classification(labels.astype(int), (said > 0.5).astype(int), 2, 1)["accuracy"]
        for said in (chances, refit)
    ]
    return {
        "row_scaled": float(known[at]),
        "row_probability": float(chances[at]),
        "right_scaled": right[0],
        "refit_least": float(radii.min()),
        "refit_most": float(radii.max()),
        "row_refit": float(again[at]),
        "row_probability_refit": float(refit[at]),
        "right_refit": right[1],
        "answers_changed": int(np.sum((chances > 0.5) != (refit > 0.5))),
    }


def _heart(state: State) -> Values:
    """Answer by the nearest neighbours."""
    learned, fresh = heart_of(state["neighbours"], state["mislabelled"])
    low, high = _wilson(round(fresh * LEARNED), LEARNED)
    return {
        "accuracy_learned": learned,
        "accuracy_fresh": fresh,
        "fresh_low": low,
        "fresh_high": high,
        "reported": learned if state["validation"] == "learned" else fresh,
    }


def _rmse(truth: Array, said: Array) -> float | None:
    """Score numbers."""
    return score_regression(truth, said)["rmse"]


def _against_yesterday(truth: Array, said: Array) -> tuple[float | None, float | None, int | None]:
    """Return yesterday's error, the skill over it, and the lag that fits best."""
    lag = best_lag(truth, said, MOST_LAG) if len(truth) > MOST_LAG else None
    simple = _rmse(truth[1:], truth[:-1]) if len(truth) > 1 else None
    own = _rmse(truth[1:], said[1:]) if len(truth) > 1 else None
    return simple, 1 - own / simple if own is not None and simple else None, lag


def _forecast(state: State) -> Values:
    """Move the forecast, and hold it against yesterday's value."""
    truth, said = lines_of(state["days"]).T
    shift = state["shift"]
    moved = said[max(0, shift) : max(0, len(said) + min(0, shift))]
    simple, skill, lag = _against_yesterday(truth, said)
    rmse = _rmse(truth[max(0, -shift) :][: len(moved)], moved) if len(moved) else None
    return {"rmse": rmse, "rmse_last_value": simple, "skill": skill, "best_lag": lag}


def _own(state: State) -> Values:
    """Score the user's answers."""
    rows = lines_of(state["own"])
    found = dict.fromkeys(("own_gain", "own_lag", "own_low", "own_high")) | {"own_rows": len(rows)}
    truth, said = rows.T
    if state["own_kind"] == "classes":
        return found | _own_classes(truth, said)
    return found | _own_numbers(truth, said, state["own_kind"])


def _own_classes(truth: Array, said: Array) -> Values:
    """Return the accuracy with its interval, beside that of the commonest class."""
    classes, true = np.unique(truth, return_inverse=True)
    hits, counts = int(np.sum(truth == said)), np.bincount(true, minlength=len(classes))
    score, baseline = hits / len(truth), float(counts.max() / len(truth))
    low, high = _wilson(hits, len(truth))
    gain = 1 - (1 - score) / (1 - baseline) if baseline < 1 else None
    found = {"own_score": score, "own_baseline": baseline, "own_gain": gain}
    return {**found, "own_low": low, "own_high": high}


def _own_numbers(truth: Array, said: Array, kind: str) -> Values:
    """Return the RMSE, beside that of the value before or of the best constant."""
    score, constant = _rmse(truth, said), _rmse(truth, np.full(len(truth), truth.mean()))
    if kind == "series":
        baseline, gain, lag = _against_yesterday(truth, said)
        return {"own_score": score, "own_baseline": baseline, "own_gain": gain, "own_lag": lag}
    gain = 1 - score / constant if score is not None and constant else None
    return {"own_score": score, "own_baseline": constant, "own_gain": gain}


# --- the small net ---


def initial_net(depth: int, width: int, seed: int) -> list[dict[str, Array]]:
    """Draw the weights of some hidden layers and an output."""
    random = drawn(seed)
    sizes = [1, *[width] * depth, 1]
    net = []
    for inputs, units in pairwise(sizes):
        limit = np.sqrt(6 / (inputs + units))
        shares = np.array([next(random) for _ in range(inputs * units)])
        kernel = limit * (2 * shares - 1)
        net.append({"kernel": kernel.reshape(inputs, units), "bias": np.zeros(units)})
    return net


def _output(net: Any, x: jax.Array, activation: str) -> jax.Array:
    """Run places of shape (rows,) through plainnet's dense layers."""
    values = x[:, None]
    for at, weights in enumerate(net):
        layer = Dense(len(weights["bias"]), activation if at < len(net) - 1 else "linear")
        values = layer.apply(weights, values)
    return values[:, 0]


@cache
def _functions(activation: str) -> tuple[Any, Any]:
    """Compile the mean squared error, and the gradient of half of it."""

    def loss(net: Any, x: jax.Array, y: jax.Array) -> jax.Array:
        return jnp.mean((_output(net, x, activation) - y) ** 2)

    def half(net: Any, x: jax.Array, y: jax.Array) -> jax.Array:
        return loss(net, x, y) / 2

    return jax.jit(loss), jax.jit(jax.grad(half))


def _trained(state: State) -> Values:
    """Train the net through autodiff, and measure it after each epoch."""
    x, chance = np.array(DATA["points"]).T
    y = np.sin(3 * x) + state["noise"] * chance
    loss, gradient = _functions(state["activation"])
    net = initial_net(state["depth"], state["width"], state["seed"])
    rows = slice(state["rows"])
    validation: list[float] = [float(loss(net, x[MOST_ROWS:], y[MOST_ROWS:]))]
    for _ in range(state["epochs"]):
        for start in range(0, state["rows"], state["batch"]):
            part = slice(start, min(start + state["batch"], state["rows"]))
            moves = gradient(net, x[part], y[part])
            net = jax.tree.map(lambda weight, move: weight - state["rate"] * move, net, moves)
        validation.append(float(loss(net, x[MOST_ROWS:], y[MOST_ROWS:])))
    lengths = [np.linalg.norm(layer["kernel"]) for layer in gradient(net, x[rows], y[rows])]
    return {
        "epoch": state["epochs"],
        "weights": sum(layer["kernel"].size + layer["bias"].size for layer in net),
        "train_loss": float(loss(net, x[rows], y[rows])),
        "validation_loss": validation[-1],
        "best_validation": min(validation),
        "best_epoch": int(np.argmin(validation)),
        "first_gradient": float(lengths[0]),
        "last_gradient": float(lengths[-1]),
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

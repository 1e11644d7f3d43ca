"""The engine's answers to the lab's states, and the rows the lab starts from.

`python -m plainnet.lessons.yes_or_no.lab` trains the two models anew and writes `data.json`.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.cases import breast_cancer_rows, dense_air_quality, logistic_breast_cancer
from plainnet.data.dataset import Table
from plainnet.data.scaling import learn_min_max
from plainnet.errors import PlainnetError
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.regression import score_regression
from plainnet.evaluation.threshold import choose_threshold
from plainnet.layers.dense import Dense
from plainnet.lessons.lesson import State, Values
from plainnet.losses.classification_losses import BinaryCrossentropy
from plainnet.losses.regression_losses import MeanSquaredError

TOLERANCE = 1e-12  # relative, in float64
DATA = Path(__file__).with_name("data.json")
FEATURES = ("mean radius", "mean texture")
PATIENTS = 40  # of the training rows, in the plane of two features
DAYS = 12  # of the test rows of the air quality sample
SEED = 0

_UNIT = Dense(1)
_LOSS = BinaryCrossentropy(from_logits=True)


# --- what the lab starts from ----------------------------------------------------------------


def starting_data() -> dict[str, str]:
    """Compute the rows that the lab starts from, as lines of its text fields."""
    return {**_cancer(), "forecasts": _forecasts()}


def _cancer() -> dict[str, str]:
    """Return the test rows' probabilities by the case's model, and two features of other rows."""
    data = breast_cancer_rows.read(None)
    model, _ = logistic_breast_cancer.fit(data.train, SEED)
    scaling = learn_min_max(data.train.inputs)
    probabilities = model.predict(scaling.apply(data.test.inputs))[:, 0]
    assert isinstance(data.dataset, Table)
    names = data.dataset.column_names
    columns = [names.index(name) for name in FEATURES]
    assert data.test.truth is not None
    assert data.train.truth is not None
    rows = zip(data.train.inputs[:PATIENTS, columns], data.train.truth[:PATIENTS], strict=True)
    return {
        "predictions": _lines(zip(data.test.truth, probabilities.round(4), strict=True)),
        "patients": _lines((*row, label) for row, label in rows),
    }


def _forecasts() -> str:
    """Return true and predicted indices of some days, by the net that the course trains."""
    data = dense_air_quality.read(None)
    scalings = dense_air_quality.scale_all(data)
    model, _ = dense_air_quality.fit_as_taught(data.train, data.test, scalings, SEED)
    rows = data.test.only(np.arange(DAYS))
    predictions = dense_air_quality.answers(model, scalings, rows)
    return _lines(zip(dense_air_quality.truth_of(rows), predictions.round(1), strict=True))


def _lines(rows: Any) -> str:
    """Write numbers as lines of a text field."""
    return "\n".join(",".join(f"{float(cell):g}" for cell in row) for row in rows)


# --- the engine's answers --------------------------------------------------------------------


def _logits(unit: jax.Array, inputs: jax.Array) -> jax.Array:
    """Return the sums of a layer of one unit whose weights are (w1, w2, b)."""
    weights = {"kernel": unit[:2, None], "bias": unit[2:]}
    return _UNIT.apply(weights, inputs, training=False, key=None)  # (rows, 1)


def _mean_loss(unit: jax.Array, inputs: jax.Array, labels: jax.Array) -> jax.Array:
    """Return the mean cross-entropy of the unit."""
    return jnp.mean(_LOSS.apply(labels[:, None], _logits(unit, inputs)))


def _row_loss(z: jax.Array, y: jax.Array) -> jax.Array:
    """Return the cross-entropy of one row."""
    return _LOSS.apply(y.reshape(1, 1), z.reshape(1, 1))[0]


def _row_square(z: jax.Array, y: jax.Array) -> jax.Array:
    """Return the squared error of one row."""
    return MeanSquaredError().apply(y.reshape(1, 1), jax.nn.sigmoid(z).reshape(1, 1))[0]


@jax.jit
@jax.vmap
def _computed(state: dict[str, jax.Array]) -> dict[str, jax.Array]:
    """Compute what needs the engine, for many states of equally many rows at once."""
    z, y, unit = state["z"], state["y"], state["unit"]
    inputs, labels = state["inputs"], state["labels"]
    row = jnp.take(inputs, state["row"], axis=0)[None]  # (1, 2)
    label = jnp.take(labels, state["row"])[None]
    gradient = jax.grad(_mean_loss)(unit, inputs, labels)
    of_row = jax.grad(_mean_loss)(unit, row, label)

    def step(_: int, now: Any) -> Any:
        return now - state["rate"] * jax.grad(_mean_loss)(now, inputs, labels)

    after = jax.lax.fori_loop(0, state["epochs"], step, unit)
    is_called = _logits(unit, inputs)[:, 0] > 0
    return {
        "sigmoid": jax.nn.sigmoid(z),
        "sigmoid_slope": jax.grad(jax.nn.sigmoid)(z),
        "cross_entropy": _row_loss(z, y),
        "squared_error": _row_square(z, y),
        "gradient_z": jax.grad(_row_loss)(z, y),
        "squared_gradient_z": jax.grad(_row_square)(z, y),
        "row_x1": row[0, 0],
        "row_x2": row[0, 1],
        "row_z": _logits(unit, row)[0, 0],
        "row_p": jax.nn.sigmoid(_logits(unit, row)[0, 0]),
        "row_gradient_w1": of_row[0],
        "row_gradient_w2": of_row[1],
        "row_gradient_b": of_row[2],
        "mean_loss": _mean_loss(unit, inputs, labels),
        "gradient_w1": gradient[0],
        "gradient_w2": gradient[1],
        "gradient_b": gradient[2],
        "right_of_line": jnp.mean(jnp.where(is_called == (labels == 1), 1.0, 0.0)),
        "after_w1": after[0],
        "after_w2": after[1],
        "after_b": after[2],
        "after_loss": _mean_loss(after, inputs, labels),
    }


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    given = [_arrays(state) for state in states]
    found: list[Values] = [{} for _ in states]
    with jax.enable_x64(True):
        for size in {len(one["inputs"]) for one in given}:
            places = [place for place, one in enumerate(given) if len(one["inputs"]) == size]
            together = jax.tree.map(lambda *arrays: np.stack(arrays), *(given[i] for i in places))
            computed = jax.tree.map(np.asarray, _computed(together))
            for row, place in enumerate(places):
                found[place] = {name: float(array[row]) for name, array in computed.items()}
                found[place] |= _scores(states[place]) | _errors(states[place])
    return found


def _rows(text: str) -> NDArray[np.float64]:
    """Read the lines of a text field."""
    return np.array([[float(cell) for cell in line.split(",")] for line in text.split()])


def _arrays(state: State) -> dict[str, NDArray[Any]]:
    """Return a state as arrays."""
    patients = _rows(state["patients"])
    inputs = patients[:, :2]
    if state["scaling"] == "min_max":
        inputs = (inputs - inputs.min(axis=0)) / (inputs.max(axis=0) - inputs.min(axis=0))
    return {
        "z": np.array(state["z"], np.float64),
        "y": np.array(state["y"], np.float64),
        "unit": np.array([state["w1"], state["w2"], state["b"]], np.float64),
        "inputs": inputs,
        "labels": patients[:, 2],
        "row": np.array(state["row"] - 1),
        "rate": np.array(state["rate"], np.float64),
        "epochs": np.array(state["epochs"]),
    }


def _scores(state: State) -> Values:
    """Score the predictions at the threshold, and find the cheapest one."""
    rows = _rows(state["predictions"])
    truth, probabilities = rows[:, 0].astype(np.int64), rows[:, 1]
    called = (probabilities > state["threshold"]).astype(np.int64)
    scores = score_classification(truth, called, 2, 1)
    hits, alarms = called[truth == 1], called[truth == 0]
    missed, alarm = state["cost_missed"], state["cost_false_alarm"]
    counts = {
        "true_positive": int(hits.sum()),
        "false_negative": int((1 - hits).sum()),
        "false_positive": int(alarms.sum()),
        "true_negative": int((1 - alarms).sum()),
    }
    cost = missed * counts["false_negative"] + alarm * counts["false_positive"]
    names = ("precision", "recall", "f1", "accuracy")
    return {**counts, **{name: scores[name] for name in names}, "cost": cost, **_cheapest(state)}


def _cheapest(state: State) -> Values:
    """Return the threshold of least cost, where there is one to choose."""
    rows = _rows(state["predictions"])
    prices = {name: state[name] for name in ("cost_missed", "cost_false_alarm")}
    try:
        chosen = choose_threshold(rows[:, 0], rows[:, 1], **prices)
    except PlainnetError:
        return {"best_threshold": None, "least_cost": None}
    return {"best_threshold": chosen.threshold, "least_cost": chosen.cost * len(rows)}


def _errors(state: State) -> Values:
    """Score the forecasts."""
    rows = _rows(state["forecasts"])
    scores = score_regression(rows[:, 0], rows[:, 1])
    squared = MeanSquaredError().apply(rows[:, :1], rows[:, 1:])
    names = ("mae", "rmse", "mape")
    return {**{name: scores[name] for name in names}, "mse": float(np.mean(squared))}


if __name__ == "__main__":
    DATA.write_text(json.dumps(starting_data(), indent=1) + "\n", encoding="utf-8")

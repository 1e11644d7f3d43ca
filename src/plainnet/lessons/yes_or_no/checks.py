"""What the lesson's texts say in numbers, the answers to its questions, its test's states."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State

Column = NDArray[np.float64]

DATA = json.loads(Path(__file__).with_name("data.json").read_text(encoding="utf-8"))
HALF = 0.5
TAUGHT = 0.3  # the course's threshold
MISSED, ALARM = 5.0, 1.0
RATE, EPOCHS = 2.0, 200
FAR = 6.0  # z of a row that is badly wrong, being a no
ASKED_Z, ASKED_P, ASKED_X = 2.0, 0.9, 3.0
ASKED_MISSED = 9.0
ASKED_ERRORS = (1.0, 7.0)


def sigmoid(z: Any) -> Any:
    """Squeeze a number between 0 and 1."""
    return 1 / (1 + np.exp(-z))


def cross_entropy(y: Any, p: Any) -> Any:
    """Return what the probability p costs where y is true."""
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def scale(x: Column) -> Any:
    """Bring a column between 0 and 1."""
    return (x - x.min()) / (x.max() - x.min())


def descend(x: Column, y: Column, w: Any, b: Any, rate: float, epochs: int) -> Any:
    """Walk down the gradient of the mean cross-entropy."""
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        w = w - rate * x.T @ (p - y) / len(y)
        b = b - rate * np.mean(p - y)
    return w, b


def scores(y: Column, p: Column, threshold: float) -> Any:
    """Return precision, recall and F1."""
    called = p > threshold
    hits = np.sum(called & (y == 1))
    precision, recall = hits / np.sum(called), hits / np.sum(y == 1)
    return precision, recall, 2 * precision * recall / (precision + recall)


def cost(y: Column, p: Column, threshold: float, missed: float, alarm: float) -> Any:
    """Add up what the mistakes cost."""
    called = p > threshold
    return missed * np.sum(~called & (y == 1)) + alarm * np.sum(called & (y == 0))


def errors(y: Column, p: Column) -> Any:
    """Return MAE, RMSE and MAPE."""
    off = p - y
    return np.mean(abs(off)), np.sqrt(np.mean(off**2)), np.mean(abs(off) / y)


PYTHON: Mapping[str, Callable[..., Any]] = {
    "sigmoid": sigmoid,
    "cross_entropy": cross_entropy,
    "scale": scale,
    "descend": descend,
    "scores": scores,
    "cost": cost,
    "errors": errors,
}


def _rows(name: str) -> Column:
    """Read the rows that a text field starts from."""
    lines = DATA[name].splitlines()
    return np.array([[float(cell) for cell in line.split(",")] for line in lines])


_TRUTH, _PROBABILITIES = _rows("predictions").T
_PATIENTS = _rows("patients")
_SCALED = np.apply_along_axis(scale, 0, _PATIENTS[:, :2])
_WEIGHTS, _BIAS = descend(_SCALED, _PATIENTS[:, 2], np.array([1.0, -1.0]), 0.0, RATE, EPOCHS)
_FITTED = sigmoid(_SCALED @ _WEIGHTS + _BIAS)
_MAE, _RMSE, _MAPE = errors(*_rows("forecasts").T)


def _missed(threshold: float) -> int:
    """Count the malignant rows that a threshold misses."""
    return int(cost(_TRUTH, _PROBABILITIES, threshold, 1, 0))


def _alarms(threshold: float) -> int:
    """Count the benign rows that a threshold calls malignant."""
    return int(cost(_TRUTH, _PROBABILITIES, threshold, 0, 1))


def _cheapest() -> tuple[float, float]:
    """Return the threshold of least cost and that cost."""
    edges = np.unique(np.concatenate([[0.0], _PROBABILITIES, [1.0]]))
    right = ALARM / (ALARM + MISSED)
    tried = [right, *(edges[1:] + edges[:-1]) / 2]
    ranked = [(cost(_TRUTH, _PROBABILITIES, t, MISSED, ALARM), abs(t - right), t) for t in tried]
    least, _, threshold = min(ranked)
    return float(threshold), float(least)


_BEST, _LEAST = _cheapest()

VALUES: Mapping[str, float | str] = {
    "steepest": 0.25,
    "half": HALF,
    "far_p": float(1 - sigmoid(FAR)),
    "far_slope": float(sigmoid(FAR)),
    "far_square": float(2 * sigmoid(FAR) ** 2 * (1 - sigmoid(FAR))),
    "patients": len(_PATIENTS),
    "fitted_loss": float(np.mean(cross_entropy(_PATIENTS[:, 2], _FITTED))),
    "fitted_right": 100 * float(np.mean((_FITTED > HALF) == (_PATIENTS[:, 2] == 1))),
    "by_hand": 85,
    "epochs": EPOCHS,
    "tests": len(_TRUTH),
    "taught": TAUGHT,
    "missed_half": _missed(HALF),
    "alarms_half": _alarms(HALF),
    "missed_taught": _missed(TAUGHT),
    "alarms_taught": _alarms(TAUGHT),
    "recall_half": float(scores(_TRUTH, _PROBABILITIES, HALF)[1]),
    "recall_taught": float(scores(_TRUTH, _PROBABILITIES, TAUGHT)[1]),
    "precision_taught": float(scores(_TRUTH, _PROBABILITIES, TAUGHT)[0]),
    "found_taught": int(_TRUTH.sum()) - _missed(TAUGHT),
    "missed_price": MISSED,
    "alarm_price": ALARM,
    "best": _BEST,
    "least": _LEAST,
    "calibrated": ALARM / (ALARM + MISSED),
    "asked_price": ASKED_MISSED,
    "mae": float(_MAE),
    "rmse": float(_RMSE),
    "asked_rmse": float(np.sqrt(np.mean(np.square(ASKED_ERRORS)))),
    "asked_mae": float(np.mean(ASKED_ERRORS)),
    "asked_p": float(sigmoid(ASKED_Z)),
    "asked_gradient": ASKED_P * ASKED_X,
    "asked_threshold": ALARM / (ALARM + ASKED_MISSED),
    "days": len(_rows("forecasts")),
}

ANSWERS: Mapping[str, Answer] = {
    "probability": Answer(float(sigmoid(ASKED_Z)), 0.001),
    "gradient": Answer(ASKED_P * ASKED_X, 0.005),
    "precision": Answer(float(scores(_TRUTH, _PROBABILITIES, TAUGHT)[0]), 0.001),
    "threshold": Answer(ALARM / (ALARM + ASKED_MISSED), 0.001),
    "rmse": Answer(float(np.sqrt(np.mean(np.square(ASKED_ERRORS)))), 0.005),
}

STEPS: Mapping[str, Sequence[Act]] = {
    "half": (Act("z", "0"),),
    "badly_wrong": (Act("z", repr(FAR)),),
    "sure": (Act("z", "-6"),),
    "line_by_hand": (Act("w1", "8"), Act("w2", "4"), Act("b", "-5")),
    "descent": (Act("run"),),
    "raw": (Act("scaling", "none"), Act("run")),
    "course_threshold": (Act("threshold", repr(TAUGHT)),),
    "none_called": (Act("threshold", "1"),),
    "cheapest": (Act("threshold", repr(_BEST)),),
    "outlier": (Act("forecasts", DATA["forecasts"].rsplit(",", 1)[0] + ",400"),),
}


def states(random: Random) -> State:
    """Draw rows in two classes, a line somewhere, answers with any threshold, and forecasts."""
    scaling = random.choice(["min_max", "none"])
    size = 1.0 if scaling == "min_max" else 0.05  # raw features are some twenty times as large
    count = random.choice([5, 12, 30])
    return {
        "z": random.uniform(-6, 6),  # further out, 1 - p has lost its last digits
        "y": random.choice([0, 1]),
        "patients": "\n".join(_patient(random) for _ in range(count)),
        "scaling": scaling,
        "w1": random.uniform(-6, 6) * size,
        "w2": random.uniform(-6, 6) * size,
        "b": random.uniform(-4, 4),
        "rate": random.uniform(0.01, 4) * size**2,
        "epochs": random.randint(1, 20),
        "row": random.randint(1, count),
        "predictions": "\n".join(_prediction(random) for _ in range(random.randint(2, 40))),
        "threshold": round(random.uniform(0, 1), 3),
        "cost_missed": random.choice([0, 1, 2.5, 5, 10]),
        "cost_false_alarm": random.choice([0.5, 1, 3]),
        "forecasts": "\n".join(_forecast(random) for _ in range(random.randint(1, 12))),
    }


def _patient(random: Random) -> str:
    """Draw a row of two features and a label."""
    label = random.randint(0, 1)
    return f"{random.gauss(13 + 4 * label, 2):.3f},{random.gauss(18 + 3 * label, 4):.2f},{label}"


def _prediction(random: Random) -> str:
    """Draw a label and the probability it was given."""
    label = random.randint(0, 1)
    return f"{label},{random.betavariate(1 + 2 * label, 3 - 2 * label):.3f}"


def _forecast(random: Random) -> str:
    """Draw a true index, now and then zero, and what was predicted."""
    truth = random.choice([0, *range(20, 300)])
    return f"{truth},{truth + random.gauss(0, 10):.1f}"


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on states of the lab."""
    patients = {"patients": "10,15,0\n20,25,1\n12,30,0\n18,14,1\n16,22,1", "row": 2}
    x, y = np.array([[10.0, 15], [20, 25], [12, 30], [18, 14], [16, 22]]), np.array([0, 1, 0, 1, 1])
    scaled = np.apply_along_axis(scale, 0, x)
    start = {**patients, "w1": 0.5, "w2": -0.25, "b": 0.1, "rate": 0.7, "epochs": 12}
    w, b = descend(scaled, y, np.array([0.5, -0.25]), 0.1, 0.7, 12)
    answered = {"threshold": TAUGHT, "cost_missed": MISSED, "cost_false_alarm": ALARM}
    found = scores(_TRUTH, _PROBABILITIES, TAUGHT)
    return [
        ({"z": -1.5}, "sigmoid", sigmoid(-1.5)),
        ({"z": -1.5, "y": 1}, "cross_entropy", cross_entropy(1, sigmoid(-1.5))),
        (patients, "row_x1", scaled[1, 0]),
        (patients, "row_x2", scaled[1, 1]),
        (start, "after_w1", w[0]),
        (start, "after_w2", w[1]),
        (start, "after_b", b),
        (answered, "precision", found[0]),
        (answered, "recall", found[1]),
        (answered, "f1", found[2]),
        (answered, "cost", cost(_TRUTH, _PROBABILITIES, TAUGHT, MISSED, ALARM)),
        ({}, "mae", _MAE),
        ({}, "rmse", _RMSE),
        ({}, "mape", _MAPE),
    ]

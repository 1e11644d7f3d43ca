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
SHARE = 0.2  # what leaky ReLU lets through
DEEP = 10
RATE, HIGH_RATE, EPOCHS = 0.1, 0.7, 100
ASKED_X, ASKED_DEPTH, ASKED_FACTOR = 0.5, 5, 3.0
LOGITS = (2.0, 1.0, 0.1)
LAYERS = (
    (np.array([[1.5], [-1.0]]), np.array([-0.5, 1.0])),
    (np.array([[1.0, 0.5], [-0.5, 2.0]]), np.array([0.0, 0.5])),
    (np.array([[1.0, -1.0]]), np.array([0.25])),
)


def slope(function: Callable[[float], float], x: float) -> float:
    """Measure a slope: a small step to either side."""
    step = 1e-6
    return (function(x + step) - function(x - step)) / (2 * step)


def softmax(z: Column) -> Any:
    """Turn scores into probabilities."""
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def join(layers: Any) -> Any:
    """Multiply layers out into one."""
    weights, bias = layers[0]
    for more, added in layers[1:]:
        weights, bias = more @ weights, more @ bias + added
    return weights, bias


def train(w: Column, v: Column, x: Column, y: Column, rate: float, epochs: int) -> Any:
    """Train a row of ReLU units, and count the dead."""
    b, c, n = np.zeros(len(w)), 0.0, len(x)
    for _ in range(epochs):
        s = np.outer(x, w) + b
        e = 2 * (np.maximum(s, 0) @ v + c - y) / n
        back = np.outer(e, v) * (s > 0)
        v, c = v - rate * np.maximum(s, 0).T @ e, c - rate * e.sum()
        w, b = w - rate * x @ back, b - rate * back.sum(0)
    return np.sum(np.all(np.outer(x, w) + b <= 0, axis=0))


def count_dead(w: Column, b: Column, x: Column) -> Any:
    """Count the units that are silent at every point."""
    sums = np.outer(x, w) + b
    return np.sum(np.all(sums <= 0, axis=0))


PYTHON: Mapping[str, Callable[..., Any]] = {
    "slope": slope,
    "softmax": softmax,
    "join": join,
    "count_dead": count_dead,
}


def _sigmoid(x: float) -> float:
    """Squeeze a number between 0 and 1."""
    return float(1 / (1 + np.exp(-x)))


_W, _V = np.array(DATA["w"]), np.array(DATA["v"])
_X = -1 + 2 * np.arange(16) / 15
_Y = 1 - 2 * _X**2
_JOINT = tuple(float(part.ravel()[0]) for part in join(LAYERS))
_PROBABILITIES = softmax(np.array(LOGITS))

VALUES: Mapping[str, float | str] = {
    "steepest": 0.25,
    "steepest_tanh": 1.0,
    "deep": DEEP,
    "vanished": 0.25**DEEP,
    "share": SHARE,
    "joint_slope": _JOINT[0],
    "joint_bias": _JOINT[1],
    "factor": ASKED_FACTOR,
    "cube": ASKED_FACTOR**3,
    "asked_slope": _sigmoid(ASKED_X) * (1 - _sigmoid(ASKED_X)),
    "asked_product": SHARE**ASKED_DEPTH,
    "asked_depth": ASKED_DEPTH,
    "first": float(_PROBABILITIES[0]),
    "units": len(_W),
    "points": len(_X),
    "epochs": EPOCHS,
    "rate": RATE,
    "high_rate": HIGH_RATE,
    "dead_low": int(train(_W, _V, _X, _Y, RATE, EPOCHS)),
    "dead_high": int(train(_W, _V, _X, _Y, HIGH_RATE, EPOCHS)),
}

ANSWERS: Mapping[str, Answer] = {
    "slope": Answer(_sigmoid(ASKED_X) * (1 - _sigmoid(ASKED_X)), 0.0005),
    "product": Answer(SHARE**ASKED_DEPTH, 0.00001),
    "cube": Answer(ASKED_FACTOR**3, 0.01),
    "softmax": Answer(0.5, 0.001),
}

STEPS: Mapping[str, Sequence[Act]] = {
    "steepest": (Act("x", "0"),),
    "saturated": (Act("x", "5"),),
    "vanish": (Act("x", "0"), Act("depth", repr(DEEP))),
    "relu_keeps": (Act("activation", "relu"),),
    "relu_blocks": (Act("activation", "relu"), Act("x", "-1")),
    "leaky": (Act("x", "-1"), Act("activation", "leaky_relu")),
    "bend": (Act("between", "relu"),),
    "sure": (Act("logits", "7\n1\n0.1"),),
    "dying": (Act("rate", repr(HIGH_RATE)),),
    "leaky_lives": (Act("rate", repr(HIGH_RATE)), Act("unit", "leaky_relu")),
}


def states(random: Random) -> State:
    """Draw a place on an activation, three layers, scores, and a short training."""
    one = random.uniform
    return {
        "activation": random.choice(["sigmoid", "tanh", "relu", "leaky_relu", "softmax"]),
        "x": one(-2.5, 2.5),
        "slope": random.choice([0.01, 0.2]),
        "depth": random.randint(1, 20),
        "layer1": "\n".join(f"{one(-2, 2):.3f},{one(-2, 2):.3f}" for _ in range(2)),
        "layer2": "\n".join(
            f"{one(-2, 2):.3f},{one(-2, 2):.3f},{one(-2, 2):.3f}" for _ in range(2)
        ),
        "layer3": f"{one(-2, 2):.3f},{one(-2, 2):.3f},{one(-2, 2):.3f}",
        "between": random.choice(["linear", "sigmoid", "tanh", "relu", "leaky_relu"]),
        "logits": "\n".join(f"{one(-4, 4):.3f}" for _ in range(random.choice([2, 3, 8]))),
        "unit": random.choice(["relu", "leaky_relu"]),
        "rate": one(0.01, 0.9),
        # What two machines round differently grows from step to step where the rate is too high.
        "epochs": random.randint(0, 6),
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on states of the lab."""
    rates = [(rate, train(_W, _V, _X, _Y, rate, EPOCHS)) for rate in (RATE, 0.6, HIGH_RATE)]
    start = count_dead(_W, np.zeros(len(_W)), _X)
    return [
        ({"activation": "tanh", "x": 0.0}, "slope_at_x", round(slope(np.tanh, 0.0), 9)),
        ({"logits": "2,1,0.1"}, "softmax_1", _PROBABILITIES[0]),
        ({"logits": "2,1,0.1"}, "softmax_3", _PROBABILITIES[2]),
        ({}, "line_slope", _JOINT[0]),
        ({}, "line_bias", _JOINT[1]),
        ({"epochs": 0}, "dead_units", start),
        *[({"rate": rate, "epochs": EPOCHS}, "dead_units", dead) for rate, dead in rates],
    ]

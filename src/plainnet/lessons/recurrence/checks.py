"""What the texts say in numbers, the answers to the questions, and the states of the test."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State

Array = NDArray[np.float64]

WEIGHTS = ("u", "w", "v", "b", "c")
FEWEST_STEPS, MOST_STEPS = 2, 50
START: Mapping[str, Any] = {
    "inputs": "0.2, 0.4, 0.6, 0.5", "targets": "0.4, 0.6, 0.5, 0.2", "activation": "sigmoid",
    "u": 1.0, "w": 2.0, "v": 1.2, "b": -1.0, "c": 0.0, "h0": 0.0,
    "error_at": 4, "back_to": 2, "clip": 1.0, "rate": 0.1,
}  # fmt: skip


def sigmoid(z: Array) -> Any:
    """Compute the sigmoid."""
    return 1 / (1 + np.exp(-z))


def forward(x: Array, u: float, w: float, b: float, h: float) -> Any:
    """Compute the state after each step."""
    hidden = []
    for now in x:
        h = sigmoid(u * now + w * h + b)
        hidden.append(h)
    return np.array(hidden)


def backward(x: Array, hidden: Array, h0: float, errors: Array, w: float, v: float) -> Any:
    """Compute the gradients of u, w and b, through time."""
    before, gradients, later = [h0, *hidden], np.zeros(3), 0.0
    for t in reversed(range(len(x))):
        later = (errors[t] * v + later * w) * hidden[t] * (1 - hidden[t])
        gradients = gradients + later * np.array([x[t], before[t], 1])
    return gradients


def factors(hidden: Array, w: float) -> Any:
    """Compute what is left of a change of the first state after each step."""
    return np.cumprod(w * hidden * (1 - hidden))


def clipped(gradients: Array, clip: float) -> Any:
    """Shorten all gradients by one factor, where they are longer than `clip` together."""
    norm = np.sqrt(np.sum(gradients**2))
    return gradients * min(1, clip / norm)


PYTHON: Mapping[str, Callable[..., Any]] = {
    "forward": forward,
    "backward": backward,
    "factors": factors,
    "clipped": clipped,
}


def series(text: str) -> Array:
    """Read inputs or targets."""
    return np.array([float(cell) for cell in text.split(",")])


def _run(state: Mapping[str, Any]) -> dict[str, float]:
    """Run the printed Python on a state."""
    x, targets = series(state["inputs"]), series(state["targets"])
    u, w, v, b, c, h0 = (state[name] for name in (*WEIGHTS, "h0"))
    hidden = forward(x, u, w, b, h0)
    errors = v * hidden + c - targets
    of_u, of_w, of_b = backward(x, hidden, h0, errors, w, v)
    gradients = np.array([of_u, of_w, np.sum(errors * hidden), of_b, np.sum(errors)])
    short = clipped(gradients, state["clip"])
    last = len(x)
    return {
        "hidden_1": float(hidden[0]),
        "hidden_2": float(hidden[1]),
        "output_2": float(v * hidden[1] + c),
        "loss": float(np.sum(errors**2) / 2),
        "gradient_u": float(of_u),
        "gradient_w": float(of_w),
        "gradient_v": float(gradients[2]),
        f"factor_{last}": float(factors(hidden, w)[-1]),
        "gradient_norm": float(np.linalg.norm(gradients)),
        "clipped_norm": float(np.linalg.norm(short)),
        "clipped_w": float(short[1]),
        f"term_{last}_2": _term(hidden, errors, state),
    }


def _term(hidden: Array, errors: Array, state: Mapping[str, Any]) -> float:
    """Compute what step 2 adds to the gradient of w through the last error."""
    slopes = hidden * (1 - hidden)
    between = np.prod(state["w"] * slopes[1:-1])
    return float(errors[-1] * state["v"] * slopes[-1] * between * hidden[0])


_FIRST = _run(START)
_STEEPEST = 0.25  # the sigmoid's largest slope
_BALANCED_W, _QUESTION_W, _QUESTION_STEPS = 5, 2, 10
_NORM, _CLIP, _OF_W = 20.0, 1.0, 6.0  # of a question
VALUES: Mapping[str, float | str] = {
    **_FIRST,
    "fewest": FEWEST_STEPS,
    "most": MOST_STEPS,
    "weights": len(WEIGHTS),
    "steps_asked": 20,
    "w_asked": 3.5,
    "w_balanced": _BALANCED_W,
    "input_asked": 2,
    "tanh_w": 1.5,
    "steepest": _STEEPEST,
    "middle": 0.5,
    "bound": 1 / _STEEPEST,
    "tanh_bound": 1,
    "small": 0.01,
    "terms": 10,
    "paths": 4,
    "question_w": _QUESTION_W,
    "question_steps": _QUESTION_STEPS,
    "question_factor": (_QUESTION_W * _STEEPEST) ** _QUESTION_STEPS,
    "balanced_factor": (_BALANCED_W * _STEEPEST) ** 20,
    "tanh_factor": 1.5**20,
    "norm": _NORM,
    "clip": _CLIP,
    "of_w": _OF_W,
    "shortened": _OF_W * _CLIP / _NORM,
    "share": _CLIP / _NORM,
}
ANSWERS: Mapping[str, Answer] = {
    "second_state": Answer(_FIRST["hidden_2"], 0.0005),
    "number_of_terms": Answer(10, 0.01),
    "ten_steps": Answer((_QUESTION_W * _STEEPEST) ** _QUESTION_STEPS, 2e-5),
    "shortened": Answer(_OF_W * _CLIP / _NORM, 0.0005),
}
_DISTURBED = ", ".join(["2"] + ["0"] * 19)
STEPS: Mapping[str, Sequence[Act]] = {
    "first_input": (Act("inputs", "0.9, 0.4, 0.6, 0.5"),),
    "first_state": (Act("h0", "1"),),
    "without_w": (Act("w", "0"),),
    "by_hand": (Act("hand", f"{_FIRST['term_4_2']:.6f}"),),
    "vanish": (Act("twenty_steps"), Act("w", "3.5")),
    "explode": (Act("twenty_steps"), Act("w", "5"), Act("balance")),
    "unbalance": (
        Act("twenty_steps"),
        Act("w", "5"),
        Act("balance"),
        Act("inputs", _DISTURBED),
    ),
    "other_bound": (
        Act("activation", "tanh"),
        Act("twenty_steps"),
        Act("w", "1.5"),
        Act("balance"),
    ),
    "clipped": (
        Act("activation", "linear"),
        Act("twenty_steps"),
        Act("w", "1.5"),
        Act("update"),
    ),
}


def states(random: Random) -> State:
    """Draw a net and a series; no error so small, no unit so far out that it is all rounding."""
    activation = random.choice(["sigmoid", "tanh", "relu", "linear"])
    count = MOST_STEPS if random.random() < 0.02 else random.randint(FEWEST_STEPS, 12)
    largest = {"sigmoid": 5.0, "tanh": 1.6, "relu": 1.2, "linear": 1.2}[activation]
    side = random.choice([-1, 1])
    inputs = [random.uniform(0.1, 1.0) for _ in range(count)]
    far = 2.0 if activation in {"sigmoid", "tanh"} else 20.0
    targets = [side * far * random.uniform(1, 2) for _ in range(count)]
    return {
        "inputs": ", ".join(map(repr, inputs)),
        "targets": ", ".join(map(repr, targets)),
        "activation": activation,
        "u": random.uniform(0.2, 0.8),
        "w": random.uniform(0.1, largest) * random.choice([-1, 1]),
        "v": random.uniform(0.2, 1.0) * random.choice([-1, 1]),
        "b": random.uniform(-0.5, 0.5),
        "c": random.uniform(-0.5, 0.5),
        "h0": random.uniform(0.1, 1.0),
        "error_at": random.randint(1, count),
        "back_to": random.randint(1, count),
        "clip": random.uniform(0.1, 3),
        "rate": random.uniform(0.001, 0.01),
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on two states of the lab."""
    other = {
        **START, "inputs": "1, -0.5, 0.3, 2, 0.1", "targets": "0, 1, 0.4, -1, 2",
        "w": -3.0, "u": 0.7, "b": 0.2, "c": 0.3, "h0": -0.4, "clip": 0.5,
    }  # fmt: skip
    return [
        (dict(state), name, value)
        for state in (START, other)
        for name, value in _run(state).items()
    ]

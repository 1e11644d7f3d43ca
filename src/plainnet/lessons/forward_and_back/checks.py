"""What the texts say in numbers, the answers to the questions, and the states of the test."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State

Array = NDArray[np.float64]

WEIGHTS = ("w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c")
START: Mapping[str, float] = {
    "x1": 0.5, "x2": 1.0, "target": 0.9, "rate": 0.1,
    "w11": 0.4, "w12": -0.3, "w21": 0.2, "w22": 0.6, "b1": 0.1, "b2": -0.1,
    "v1": 0.7, "v2": -0.5, "c": 0.2,
}  # fmt: skip


def sigmoid(z: Array) -> Any:
    """Compute the sigmoid."""
    return 1 / (1 + np.exp(-z))


def forward(x: Array, W: Array, b: Array, v: Array, c: float) -> tuple[Any, Any]:
    """Compute the hidden outputs and the output."""
    hidden = sigmoid(x @ W + b)
    return hidden, sigmoid(hidden @ v + c)


def backward(x: Array, target: float, v: Array, hidden: Array, output: float) -> Any:
    """Compute the gradients of W, b, v and c."""
    sum3 = (output - target) * output * (1 - output)
    sums = sum3 * v * hidden * (1 - hidden)
    return np.outer(x, sums), sums, sum3 * hidden, sum3


def update(weights: Sequence[Any], gradients: Sequence[Any], rate: float) -> list[Any]:
    """Take one step of gradient descent."""
    return [w - rate * g for w, g in zip(weights, gradients, strict=True)]


PYTHON: Mapping[str, Callable[..., Any]] = {
    "sigmoid": sigmoid,
    "forward": forward,
    "backward": backward,
    "update": update,
}


def _weights(state: Mapping[str, float]) -> tuple[Array, Array, Array, float]:
    """Arrange the nine weights as arrays."""
    kernel = np.array([[state["w11"], state["w12"]], [state["w21"], state["w22"]]])
    biases = np.array([state["b1"], state["b2"]])
    return kernel, biases, np.array([state["v1"], state["v2"]]), state["c"]


def _run(state: Mapping[str, float]) -> dict[str, float]:
    """Run the printed Python on a state."""
    x = np.array([state["x1"], state["x2"]])
    weights = _weights(state)
    hidden, output = forward(x, *weights)
    gradients = backward(x, state["target"], weights[2], hidden, output)
    new = update(weights, gradients, state["rate"])
    after = forward(x, *new)[1]
    return {
        "sum1": float(x @ weights[0][:, 0] + weights[1][0]),
        "hidden1": float(hidden[0]),
        "output": float(output),
        "loss": float((state["target"] - output) ** 2 / 2),
        "gradient_w11": float(gradients[0][0, 0]),
        "gradient_b2": float(gradients[1][1]),
        "gradient_v1": float(gradients[2][0]),
        "gradient_c": float(gradients[3]),
        "new_w11": float(new[0][0, 0]),
        "new_v1": float(new[2][0]),
        "new_loss": float((state["target"] - after) ** 2 / 2),
    }


_FIRST = _run(START)
VALUES: Mapping[str, float | str] = {
    **_FIRST,
    "rate": START["rate"],
    "v1_start": START["v1"],
    "weights": len(WEIGHTS),
    "steps_asked": 1000,
    "rate_asked": 10,
    "largest_slope": 0.25,
    "tiny_slope": 0.01,
    "factors": 5,
    "own_layers": 4,  # as in arithmetic/dense_net.js
    "own_units": 8,
}
ANSWERS: Mapping[str, Answer] = {
    "first_sum": Answer(_FIRST["sum1"], 0.0005),
    "gradient_v1": Answer(_FIRST["gradient_v1"], 0.0005),
    "new_v1": Answer(_FIRST["new_v1"], 0.0005),
}
STEPS: Mapping[str, Sequence[Act]] = {
    "one_weight": (Act("v1", "1.2"),),
    "first_update": (Act("update"),),
    "many_updates": (Act("steps", "1000"), Act("update")),
    "by_hand": (Act("hand", f"{_FIRST['gradient_w11']:.5f}"),),
    "dead_unit": (Act("activation", "relu"), Act("b1", "-2")),
    "saturated": (Act("w11", "10"),),
    "same_units": (Act("equal_units"), Act("update")),
    "too_fast": (Act("output_activation", "linear"), Act("rate", "10"), Act("update")),
}


def states(random: Random) -> State:
    """Draw a net, a row, a target and a rate; no unit so far out that its slope is all rounding."""
    return {
        **{name: random.uniform(-1, 1) for name in WEIGHTS},
        "x1": random.uniform(-1.2, 1.2),
        "x2": random.uniform(-1.2, 1.2),
        "target": random.uniform(1.2, 2) * random.choice([-1, 1]),
        "rate": random.uniform(0.01, 0.1),
        "steps": random.randint(1, 3),
        "activation": random.choice(["sigmoid", "tanh", "relu", "linear"]),
        "output_activation": random.choice(["sigmoid", "tanh", "linear"]),
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on two states of the lab."""
    other = {**START, "x1": -0.7, "w22": 1.3, "v2": 0.8, "target": 0.2, "rate": 0.7}
    return [
        (dict(state), name, value)
        for state in (START, other)
        for name, value in _run(state).items()
    ]

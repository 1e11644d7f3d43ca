"""What the lesson's texts say in numbers, the answers to its questions, its test's states."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State

Column = NDArray[np.float64]

HOURS = [1, 2, 3]  # the course's points
SCORES = [2, 4, 6]
START = 4.0
RATE = 0.01
EPOCHS = 100
ASKED = 4
TRIED = 41


def loss(x: Column, y: Column, w: float, b: float) -> Any:
    """Return the mean squared error."""
    return np.mean((w * x + b - y) ** 2)


def descend(x: Column, y: Column, w: Any, rate: float, epochs: int) -> Any:
    """Walk down the gradient, the bias held at zero."""
    for _ in range(epochs):
        gradient = np.mean(2 * x * (w * x - y))
        w = w - rate * gradient
    return w


def solve(x: Column, y: Column) -> Any:
    """Solve the normal equations."""
    columns = np.column_stack([x, np.ones_like(x)])
    return np.linalg.solve(columns.T @ columns, columns.T @ y)


PYTHON: Mapping[str, Callable[..., Any]] = {"loss": loss, "descend": descend, "solve": solve}

_X, _Y = np.array(HOURS, np.float64), np.array(SCORES, np.float64)
_BOUND = 1 / float(np.mean(_X**2))
_TRAINED = descend(_X, _Y, START, RATE, EPOCHS)
_AFTER_ONE = descend(_X, _Y, START, RATE, 1)

VALUES: Mapping[str, float | str] = {
    "start": START,
    "rate": RATE,
    "epochs": EPOCHS,
    "asked": ASKED,
    "first_loss": float(loss(_X, _Y, START, 0.0)),
    "trained": _TRAINED,
    "prediction": repr(float(ASKED * _TRAINED)),
    "truth": float(ASKED * SCORES[0] / HOURS[0]),
    "bound": _BOUND,
    "best_rate": _BOUND / 2,
    "factor": 1 - RATE * 2 / _BOUND,
    "tried": TRIED,
    "tried_both": TRIED**2,
    "equal_columns_mean": float(np.mean([1, 2, 6])),
    "rate_asked": 0.1,
    "rows_asked": 3,
}

ANSWERS: Mapping[str, Answer] = {
    "first_loss": Answer(float(loss(_X, _Y, START, 0.0)), 0.01),
    "one_step": Answer(float(_AFTER_ONE), 0.0005),
    "bound": Answer(_BOUND, 0.0005),
    "evaluations": Answer(TRIED**3, 0.5),
}

_FREE = Act("bias", "free")
STEPS: Mapping[str, Sequence[Act]] = {
    "drag_line": (Act("w", "2.1"),),
    "course_run": (Act("run"),),
    "diverge": (Act("rate", "0.22"), Act("step")),
    "one_step": (Act("rate", repr(_BOUND / 2)), Act("step")),
    "free_bias": (_FREE, Act("rate", "0.1"), Act("run")),
    "equal_columns": (Act("equal_columns"), Act("rate", "0.1"), Act("run")),
    "search_cost": (_FREE, Act("search_count", "100")),
}


def states(random: Random) -> State:
    """Draw points about a line, a start somewhere, and a rate on either side of the bound."""
    slope, level = random.uniform(-3, 3), random.uniform(-3, 3)
    xs = [round(random.uniform(-5, 5), 2) for _ in range(random.choice([3, 5, 12]))]
    ys = [round(slope * x + level + random.gauss(0, 1), 2) for x in xs]
    return {
        "points": "\n".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True)),
        "w": random.uniform(-6, 6),
        "b": random.uniform(-6, 6),
        "bias": random.choice(["fixed", "free"]),
        # Far beyond the bound descent blows up what two machines round differently.
        "rate": random.uniform(0.001, 1.1) * len(xs) / sum(x * x for x in xs),
        "epochs": random.randint(1, 20),
        "search_from": random.uniform(-5, 0),
        "search_to": random.uniform(0.5, 5),
        "search_count": random.randint(2, 12),
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on a state of the lab."""
    points = {"points": "1,2.5\n2,3.5\n4,6\n5,9"}
    x, y = np.array([1.0, 2, 4, 5]), np.array([2.5, 3.5, 6, 9])
    slope, level = (float(value) for value in solve(x, y))
    free = {**points, "bias": "free"}
    return [
        ({**points, "w": 1.5, "b": -0.5}, "loss", loss(x, y, 1.5, -0.5)),
        ({**points, "w": 1.5, "rate": 0.02, "epochs": 20}, "after_w", descend(x, y, 1.5, 0.02, 20)),
        (free, "least_squares_w", slope),
        (free, "least_squares_b", level),
    ]

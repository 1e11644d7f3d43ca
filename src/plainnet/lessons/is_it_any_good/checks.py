"""What the texts say in numbers, the answers to the questions, and the states of the test."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State

Array = NDArray[np.float64]

DATA = json.loads(Path(__file__).with_name("data.json").read_text(encoding="utf-8"))
CASES: Mapping[str, Any] = {each["case"].replace("-", "_"): each for each in DATA["cases"]}
NET = ("depth", "width", "activation", "rows", "noise", "rate", "batch", "seed")
START: Mapping[str, Any] = {
    "test_rows": 114, "errors": 4, "commonest": 0.623,
    "patients": DATA["patients"], "patient": 8,
    "neighbours": 5, "mislabelled": 0.0, "validation": "learned",
    "days": DATA["days"], "shift": 0, "own": DATA["own"], "own_kind": "classes",
    "depth": 2, "width": 8, "activation": "tanh", "rows": 12, "noise": 0.4, "rate": 0.1,
    "batch": 1, "seed": 1, "epochs": 0,
    "compare": "depth",
}  # fmt: skip
MOST_ROWS = 40  # that the small net is trained on; the points after them validate
MOST_LAG = 5


def wilson(share: float, rows: int) -> Any:
    """Compute the ends of the 95 % interval."""
    z = 1.959963984540054
    middle = (share + z**2 / (2 * rows)) / (1 + z**2 / rows)
    half = z * np.sqrt(share * (1 - share) / rows + (z / (2 * rows)) ** 2) / (1 + z**2 / rows)
    return middle - half, middle + half


def chance(x: Any, least: float, most: float, w: float, b: float) -> Any:
    """Scale a feature, and compute the probability of yes."""
    scaled = (x - least) / (most - least)
    return 1 / (1 + np.exp(-(w * scaled + b)))


def nearest(known: Array, labels: Array, row: Array, count: int) -> Any:
    """Return whether most of the nearest rows are a yes."""
    distances = ((known - row) ** 2).sum(axis=1)
    order = np.argsort(distances, kind="stable")
    return labels[order[:count]].mean() > 0.5


def shifted_error(truth: Array, forecast: Array, shift: int) -> Any:
    """Compute the RMSE of a forecast that is moved some days back."""
    later = forecast[shift:]
    return np.sqrt(np.mean((later - truth[: len(later)]) ** 2))


def last_value_error(truth: Array) -> Any:
    """Compute the RMSE of yesterday's value as the forecast."""
    return np.sqrt(np.mean((truth[1:] - truth[:-1]) ** 2))


def row_step(x: float, y: float, w: Array, b: Array, v: Array, c: float, rate: float) -> Any:
    """Take one step of a net of one hidden layer, for one row."""
    h = np.tanh(w * x + b)
    error = h @ v + c - y
    back = error * v * (1 - h**2)
    return w - rate * back * x, b - rate * back, v - rate * error * h, c - rate * error


PYTHON: Mapping[str, Callable[..., Any]] = {
    "wilson": wilson,
    "chance": chance,
    "nearest": nearest,
    "shifted_error": shifted_error,
    "last_value_error": last_value_error,
    "row_step": row_step,
}


# --- what the lab starts from ----------------------------------------------------------------


def lines_of(text: str) -> Array:
    """Read the lines of numbers of a text field."""
    return np.array([[float(cell) for cell in line.split(",")] for line in text.splitlines()])


def drawn(seed: int) -> Iterator[float]:
    """Draw numbers from 0 to 1 as the lab does, by Park and Miller's generator."""
    now, thrown_away = seed, 5
    for count in range(10**9):
        now = now * 16807 % (2**31 - 1)
        if count >= thrown_away:
            yield now / (2**31 - 1)


def learned_labels(mislabelled: float) -> Array:
    """Turn around a share of the labels that are learned."""
    labels = np.array([label for _, _, label in DATA["learned"]], dtype=float)
    wrong = DATA["wrong"][: int(mislabelled * len(labels) + 0.5)]
    labels[wrong] = 1 - labels[wrong]
    return labels


def heart(neighbours: int, mislabelled: float) -> tuple[float, float]:
    """Compute the accuracy on the learned rows and on new ones."""
    labels = learned_labels(mislabelled)
    known, fresh = (np.array(DATA[name], dtype=float) for name in ("learned", "fresh"))
    answers = [
        [nearest(known[:, :2], labels, row, neighbours) for row in rows[:, :2]]
        for rows in (known, fresh)
    ]
    right = np.mean(answers[0] == labels), np.mean(answers[1] == fresh[:, 2])
    return float(right[0]), float(right[1])


# --- the numbers in the texts -----------------------------------------------------------------

_ROWS, _ERRORS = START["test_rows"], START["errors"]
_LOW, _HIGH = wilson(1 - _ERRORS / _ROWS, _ROWS)
_MORE_LOW, _MORE_HIGH = wilson(1 - _ERRORS / _ROWS, 4 * _ROWS)
_ASKED_ROWS, _ASKED_RIGHT = 50, 46
_ASKED_LOW, _ASKED_HIGH = wilson(_ASKED_RIGHT / _ASKED_ROWS, _ASKED_ROWS)
_ASKED_SCALE, _ASKED_RADIUS = (12.0, 20.0), 15.0
_ASKED_SCALED = (_ASKED_RADIUS - _ASKED_SCALE[0]) / (_ASKED_SCALE[1] - _ASKED_SCALE[0])
_ASKED_RMSE, _ASKED_YESTERDAY = 9.0, 12.0
_ASKED_DEPTH, _ASKED_WIDTH = 3, 4
_ASKED_WEIGHTS = 2 * _ASKED_WIDTH + (_ASKED_DEPTH - 1) * (_ASKED_WIDTH + 1) * _ASKED_WIDTH
_ASKED_WEIGHTS += _ASKED_WIDTH + 1
_WRONG, _MANY = 0.2, 15
_RADII, _LABELS = lines_of(DATA["patients"]).T
_PATIENT = float(_RADII[START["patient"] - 1])
_BIGGER = 30.0  # the largest radius of the test rows, once it is dragged away
_MOVED = np.where(_RADII.max() == _RADII, _BIGGER, _RADII)
_TRUTH, _FORECAST = lines_of(DATA["days"]).T
_LAG = int(np.argmin([shifted_error(_TRUTH, _FORECAST, shift) for shift in range(MOST_LAG + 1)]))
_AIR = CASES["dense_air_quality"]


def _chance_of(radius: float, radii: Array | None = None) -> float:
    """Compute a row's probability, its radius scaled by the training rows or by `radii`."""
    scale = DATA["scale"] if radii is None else (radii.min(), radii.max())
    return float(chance(radius, *scale, *DATA["unit"]))


VALUES: Mapping[str, float | str] = {
    "rows": _ROWS,
    "errors": _ERRORS,
    "low": float(_LOW),
    "high": float(_HIGH),
    "more_rows": 4 * _ROWS,
    "more_errors": 4 * _ERRORS,
    "more_low": float(_MORE_LOW),
    "more_high": float(_MORE_HIGH),
    "perfect_low": float(wilson(1.0, _ROWS)[0]),
    "perfect_miss": 100 * float(1 - wilson(1.0, _ROWS)[0]),
    "commonest": 100 * START["commonest"],
    "higher": 0.95,
    "level": 95,
    "quantile": 1.96,
    "asked_rows": _ASKED_ROWS,
    "asked_right": _ASKED_RIGHT,
    "asked_low": float(_ASKED_LOW),
    "asked_high": float(_ASKED_HIGH),
    "least": DATA["scale"][0],
    "most": DATA["scale"][1],
    "patient": START["patient"],
    "bigger": _BIGGER,
    "patient_radius": _PATIENT,
    "patient_chance": _chance_of(_PATIENT),
    "patient_refit": _chance_of(_PATIENT, _RADII),
    "patient_moved": _chance_of(_PATIENT, _MOVED),
    "asked_least": _ASKED_SCALE[0],
    "asked_most": _ASKED_SCALE[1],
    "asked_radius": _ASKED_RADIUS,
    "asked_scaled": _ASKED_SCALED,
    "learned": len(DATA["learned"]),
    "fresh": len(DATA["fresh"]),
    "wrong_share": 100 * _WRONG,
    "heart_fresh": 100 * heart(1, _WRONG)[1],
    "many": _MANY,
    "many_fresh": 100 * heart(_MANY, _WRONG)[1],
    "many_learned": 100 * heart(_MANY, _WRONG)[0],
    "one": 1,
    "all": 100,
    "days": len(_TRUTH),
    "rmse": float(shifted_error(_TRUTH, _FORECAST, 0)),
    "lag": _LAG,
    "lag_rmse": float(shifted_error(_TRUTH, _FORECAST, _LAG)),
    "yesterday": float(last_value_error(_TRUTH)),
    "honest_rmse": DATA["honest_rmse"],
    "asked_rmse": _ASKED_RMSE,
    "asked_yesterday": _ASKED_YESTERDAY,
    "asked_skill": 1 - _ASKED_RMSE / _ASKED_YESTERDAY,
    "net_rows": START["rows"],
    "net_validation": len(DATA["points"]) - MOST_ROWS,
    "net_noise": START["noise"],
    "asked_depth": _ASKED_DEPTH,
    "asked_width": _ASKED_WIDTH,
    "asked_weights": _ASKED_WEIGHTS,
    "deep": 5,
    "quarter": 4,
    "thousand": 1000,
    "most_rows": MOST_ROWS,
    "air_taught": _AIR["ways"]["taught"][0],
    "air_should": _AIR["ways"]["should"][0],
    "air_reported": _AIR["reported"],
    "air_line": _AIR["baselines"]["linear_regression"],
    "four": 4,
}

ANSWERS: Mapping[str, Answer] = {
    "interval": Answer(float(_ASKED_LOW), 0.002),
    "refit": Answer(_ASKED_SCALED, 0.001),
    "heart": Answer(1.0, 0.001),
    "skill": Answer(1 - _ASKED_RMSE / _ASKED_YESTERDAY, 0.001),
    "weights": Answer(_ASKED_WEIGHTS, 0.1),
}

STEPS: Mapping[str, Sequence[Act]] = {
    "no_error": (Act("errors", "0"),),
    "sharper": (Act("errors", str(4 * _ERRORS)), Act("test_rows", str(4 * _ROWS))),
    "beaten": (Act("commonest", "0.95"),),
    "others_moved": (
        Act("patients", DATA["patients"].replace(f"{_RADII.max():g},", f"{_BIGGER:g},")),
    ),
    "by_heart": (Act("neighbours", "1"), Act("mislabelled", repr(_WRONG))),
    "honest": (Act("mislabelled", repr(_WRONG)), Act("neighbours", str(_MANY))),
    "shifted": (Act("shift", str(_LAG)),),
    "vanishing": (Act("activation", "sigmoid"), Act("depth", "5")),
    "overfit": (Act("rows", "2"), Act("width", "2"), Act("depth", "1"), Act("epochs", "100")),
    "line_wins": (Act("case", "dense_air_quality"),),
    "own_run": (Act("own", "cat,cat\ncat,dog\ndog,dog\ndog,dog"),),
}


def states(random: Random) -> State:
    """Draw counts, rows, forecasts, answers and a small net after a few steps."""
    rows = random.randint(1, 2000)
    count = random.choice([4, 9])
    depth, width = random.choice([(0, 2), (1, 3), (2, 2)])
    kind = random.choice(["classes", "numbers", "series"])
    return {
        "test_rows": rows,
        "errors": random.randint(0, rows + rows // 20),
        "commonest": random.uniform(0, 1),
        "patients": "\n".join(_patient(random) for _ in range(count)),
        "patient": random.randint(1, count),
        "neighbours": random.randint(1, 30),
        "mislabelled": random.choice([0, 0.1, 0.2, 0.35, 0.5]),
        "validation": random.choice(["learned", "fresh"]),
        "days": _series(random, random.randint(1, 20)),
        "shift": random.randint(-5, 8),
        "own": _labels(random) if kind == "classes" else _series(random, random.randint(1, 20)),
        "own_kind": kind,
        "depth": depth,
        "width": width,
        "activation": random.choice(["tanh", "sigmoid", "relu"]),
        "rows": 6,
        "noise": random.uniform(0, 1),
        "rate": random.uniform(0.01, 0.2),
        "batch": random.choice([3, 6]),
        "seed": random.randint(1, 1000),
        "epochs": random.randint(0, 2),
    }


def _patient(random: Random) -> str:
    """Draw a radius and a label."""
    label = random.randint(0, 1)
    return f"{random.gauss(13 + 4 * label, 2):.4f},{label}"


def _series(random: Random, count: int) -> str:
    """Draw a series that wanders, and a forecast of it."""
    values = [100.0]
    for _ in range(count - 1):
        values.append(values[-1] + random.gauss(0, 2))
    return "\n".join(f"{value:.3f},{value + random.gauss(0, 3):.3f}" for value in values)


def _labels(random: Random) -> str:
    """Draw true and predicted classes."""
    pairs = [(random.randint(0, 2), random.randint(0, 2)) for _ in range(random.randint(1, 30))]
    return "\n".join(f"{truth},{said}" for truth, said in pairs)


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on states of the lab."""
    low, high = wilson(0.9, 70)
    counted = {"test_rows": 70, "errors": 7}
    heard = {"neighbours": 9, "mislabelled": 0.2}
    learned, fresh = heart(9, 0.2)
    small = {"depth": 1, "width": 3, "rows": 2, "seed": 7, "epochs": 1, "noise": 0.5}
    return [
        (counted, "interval_low", low),
        (counted, "interval_high", high),
        ({}, "row_probability", _chance_of(_PATIENT)),
        ({}, "row_probability_refit", _chance_of(_PATIENT, _RADII)),
        (heard, "accuracy_learned", learned),
        (heard, "accuracy_fresh", fresh),
        ({"shift": 2}, "rmse", shifted_error(_TRUTH, _FORECAST, 2)),
        ({}, "rmse_last_value", last_value_error(_TRUTH)),
        (small, "train_loss", _loss_of_small_net()),
    ]


def _loss_of_small_net() -> float:
    """Take two steps with a net of three hidden units, by the Python that is printed."""
    random = drawn(7)
    w, v = (np.sqrt(6 / 4) * (2 * np.array([next(random) for _ in range(3)]) - 1) for _ in range(2))
    b, c = np.zeros(3), 0.0
    rows = [(x, np.sin(3 * x) + 0.5 * chance) for x, chance in DATA["points"][:2]]
    for x, y in rows:
        w, b, v, c = row_step(x, y, w, b, v, c, START["rate"])
    return float(np.mean([(np.tanh(w * x + b) @ v + c - y) ** 2 for x, y in rows]))

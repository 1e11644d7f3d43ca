"""What the lesson's texts say in numbers, the answers to its questions, its test's states."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.lessons.lesson import Act, Answer, State
from plainnet.lessons.trained_weights import unpacked_weights

Array = NDArray[Any]

FOLDER = Path(__file__).parent
EARLIER = 51  # prices before the first that is forecast: a window of fifty, and one for its changes
DESCRIBED = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))


def unpack() -> dict[str, dict[str, dict[str, Array]]]:
    """Read `trained.bin`: the weights of each way, by layer."""
    return unpacked_weights((FOLDER / "trained.bin").read_bytes(), DESCRIBED["ways"])[0]


# --- the Python that is printed ---------------------------------------------------------


def step(x: Array, h: Array, c: Array, W: Array, U: Array, b: Array) -> Any:
    """Compute one step: the hidden state, the cell state, the forget gates."""
    sums = (x @ W + h @ U + b).reshape(4, -1)
    i, f, _, o = 1 / (1 + np.exp(-sums))
    c = f * c + i * np.tanh(sums[2])
    return (o * np.tanh(c), c, f)


def along_cell(forget_gates: Array) -> Any:
    """Compute what is left of the first cell state after each step."""
    return np.cumprod(forget_gates, axis=0)


def of_rnn(x: Array, W: Array, U: Array, b: Array, unit: int) -> Any:
    """Compute how far a nudge of one unit still moves a plain RNN after the last step."""
    h, nudge = np.zeros(len(U)), np.eye(len(U))[unit]
    for now in x:
        h = np.tanh(now @ W + h @ U + b)
        nudge = nudge @ U * (1 - h**2)
    return np.linalg.norm(nudge)


def count_weights(inputs: int, units: int) -> int:
    """Count the weights of an LSTM: four parts, each with inputs, hidden states and a bias."""
    return 4 * units * (inputs + units + 1)


PYTHON: Mapping[str, Callable[..., Any]] = {
    "step": step,
    "along_cell": along_cell,
    "of_rnn": of_rnn,
    "count_weights": count_weights,
}

# --- the state at the start ---------------------------------------------------------------

WINDOW, START_DAY, START_UNIT, START_TIME = 5, 42, 12, 3
PRICES = DESCRIBED["prices"]


def window_of(day: int, length: int = WINDOW) -> Array:
    """Return the prices before a day that is forecast."""
    return np.array(PRICES[EARLIER + day - 1 - length : EARLIER + day - 1])


def written(window: Sequence[float] | Array) -> str:
    """Write a window as the lab's field holds it."""
    return ", ".join(repr(float(price)) for price in window)


def _changes(window: Array) -> Array:
    """Return what the net as it should be reads: (steps, 1)."""
    scale = DESCRIBED["ways"]["should"]["series"]["scaling"]["scale"][0]
    return np.asarray(np.diff(np.log(window))[:, None] / scale)


def _walk(window: Array, forget_bias: float = 0.0) -> dict[str, Array]:
    """Walk the net as it should be through a window with the printed Python."""
    weights = unpack()["should"]["lstm"]
    W, U, b = weights["kernel"], weights["recurrent_kernel"], weights["bias"].copy()
    units = len(U)
    b[units : 2 * units] += forget_bias
    h = c = np.zeros(units)
    names = ("hidden_state", "cell_state", "forget_gate", "candidate")
    found: dict[str, list[Array]] = {name: [] for name in names}
    for now in _changes(window):
        g = np.tanh((now @ W + h @ U + b)[2 * units : 3 * units])
        h, c, f = step(now, h, c, W, U, b)
        for name, value in zip(names, (h, c, f, g), strict=True):
            found[name].append(value)
    arrays = {name: np.array(values) for name, values in found.items()}
    gates = slice(2 * units, 3 * units)
    rnn = of_rnn(_changes(window), W[:, gates], U[:, gates], b[gates], START_UNIT - 1)
    return arrays | {"along": along_cell(arrays["forget_gate"]), "rnn": rnn}


_START = _walk(window_of(START_DAY))
_UNIT = START_UNIT - 1
_CELL_ALL_WRITTEN = float(  # at that time, had the input gate been one
    _START["forget_gate"][START_TIME - 1, _UNIT] * _START["cell_state"][START_TIME - 2, _UNIT]
    + _START["candidate"][START_TIME - 1, _UNIT]
)
_CELL_3 = float(_START["cell_state"][START_TIME - 1, _UNIT])
_LONG, _LONG_OPEN = _walk(window_of(START_DAY, 50)), _walk(window_of(START_DAY, 50), 4.0)
_UNITS = len(unpack()["should"]["lstm"]["recurrent_kernel"])
_KEPT, _STEPS_KEPT = 0.9, 20  # of a question
_FALL = 100 * (1 - PRICES[EARLIER + START_DAY - 2] / PRICES[EARLIER + START_DAY - 3])


def _gates_as_taught() -> tuple[float, float]:
    """Return the least and the largest forget gate of the first layer as taught, at the start."""
    weights = unpack()["taught"]["lstm"]
    scaling = DESCRIBED["ways"]["taught"]["series"]["scaling"]
    h = c = np.zeros(len(weights["recurrent_kernel"]))
    gates = []
    for price in window_of(START_DAY):
        x = np.array([(price - scaling["offset"][0]) / scaling["scale"][0]])
        sums = x @ weights["kernel"] + h @ weights["recurrent_kernel"] + weights["bias"]
        sums = sums.reshape(4, -1)
        i, f, _, o = 1 / (1 + np.exp(-sums))
        c = f * c + i * np.maximum(sums[2], 0)
        h = o * np.maximum(c, 0)
        gates.append(f)
    return float(np.min(gates)), float(np.max(gates))


def _power_of_ten(value: Any) -> str:
    """Write the nearest power of ten of a small number."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "10⁻" + str(round(-np.log10(value))).translate(raised)


_HABITS = DESCRIBED["habits_as_taught"]
_LEAST_TAUGHT, _MOST_TAUGHT = _gates_as_taught()
_BIAS_AT_FIRST = 1.0  # of the forget gates, before training
_GATE_AT_FIRST = float(1 / (1 + np.exp(-_BIAS_AT_FIRST)))

VALUES: Mapping[str, float | str] = {
    "start_day": START_DAY,
    "start_unit": START_UNIT,
    "start_time": START_TIME,
    "last_time": WINDOW - 1,
    "window": WINDOW,
    "units": _UNITS,
    "fall": _FALL,
    "closed": float(_START["forget_gate"][-1, _UNIT]),
    "along_start": float(_START["along"][-1, _UNIT]),
    "bias_up": 4,
    "bias_down": -6,
    "half": 0.5,
    "long": 50,
    "long_time": 49,
    "along_long": _power_of_ten(_LONG["along"][-1, _UNIT]),
    "rnn_long": _power_of_ten(_LONG["rnn"]),
    "along_open": 100 * float(_LONG_OPEN["along"][-1, _UNIT]),
    "taught_units": len(unpack()["taught"]["lstm"]["recurrent_kernel"]),
    "taught_units_2": len(unpack()["taught"]["lstm_1"]["recurrent_kernel"]),
    "least_taught": _LEAST_TAUGHT,
    "most_taught": _MOST_TAUGHT,
    "gate_at_first": _GATE_AT_FIRST,
    "bias_at_first": _BIAS_AT_FIRST,
    "least_ever": _HABITS["least_gate"],
    "most_ever": _HABITS["most_gate"],
    "explained": 100 * _HABITS["explained_by_a_sum"],
    "least_answer": _HABITS["least_answer"],
    "most_answer": _HABITS["most_answer"],
    "below": 100 * _HABITS["below_all_trained_on"],
    "rmse_taught": DESCRIBED["ways"]["taught"]["rmse"],
    "rmse_should": DESCRIBED["ways"]["should"]["rmse"],
    "rmse_last_value": DESCRIBED["rmse_last_value"],
    "days": len(PRICES) - EARLIER,
    "weights": count_weights(1, _UNITS),
    "all_written": _CELL_ALL_WRITTEN,
    "one": 1,
    "kept": _KEPT,
    "steps_kept": _STEPS_KEPT,
    "left": _KEPT**_STEPS_KEPT,
    "most_weights": "200,000",
}

ANSWERS: Mapping[str, Answer] = {
    "all_written": Answer(_CELL_ALL_WRITTEN, 0.0015),
    "count": Answer(float(count_weights(1, _UNITS)), 0.1),
    "left": Answer(_KEPT**_STEPS_KEPT, 0.002),
    "at_first": Answer(_GATE_AT_FIRST, 0.002),
}

STEPS: Mapping[str, Sequence[Act]] = {
    "first": (Act("time", "1"),),
    "by_hand": (Act("hand", f"{_CELL_3:.5f}"),),
    "closes": (Act("time", "4"),),
    "first_price": (
        Act("window", written([window_of(START_DAY)[0] - 30, *window_of(START_DAY)[1:]])),
    ),
    "open": (Act("time", "4"), Act("forget_bias", "4")),
    "shut": (Act("time", "4"), Act("forget_bias", "-6")),
    "long": (Act("fifty_prices"), Act("time", "49"), Act("forget_bias", "4")),
    "taught": (Act("way", "taught"),),
}


def states(random: Random) -> State:
    """Draw a net, a unit, a time, and a window of prices that wander."""
    way = random.choice(["taught", "should", "should"])
    layer = random.choice([1, 2]) if way == "taught" else 1
    length = random.choice([3, 5, 5, 5, 20])
    price = random.uniform(1000, 1700)
    window = []
    for _ in range(length):
        window.append(round(price, 2))
        price *= random.uniform(0.98, 1.02)
    units = {("taught", 1): 80, ("taught", 2): 100, ("should", 1): _UNITS}[way, layer]
    return {
        "way": way,
        "layer": layer,
        "unit": random.randint(1, units),
        "time": random.randint(1, length),  # of changes there is one less
        "forget_bias": random.choice([0.0, random.uniform(-6, 6)]),
        "day": random.randint(1, len(PRICES) - EARLIER),
        "window": written(window),
    }


def python_results() -> Sequence[tuple[State, str, float]]:
    """Run the Python that the lesson prints, on two states of the lab."""
    results: list[tuple[State, str, float]] = []
    for day, bias in ((START_DAY, 0.0), (77, 2.5)):
        window = window_of(day)
        found = _walk(window, bias)
        state = {"day": day, "window": written(window), "forget_bias": bias, "time": WINDOW - 1}
        results += [
            (state, name, float(found[name][-1, _UNIT]))
            for name in ("hidden_state", "cell_state", "forget_gate")
        ]
        results.append((state, "gradient_along_cell", float(found["along"][-1, _UNIT])))
        results.append((state, "gradient_of_rnn", float(found["rnn"])))
    return results

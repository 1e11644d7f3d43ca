"""The engine's answers to the lab's states: `LSTM.trace` and autodiff; and the lesson's nets.

`python -m plainnet.lessons.lstm_gates.lab` trains both ways of the gold case, seed 0, on the prices
that plainnet generates, and writes `data.json` and `trained.bin` (weights as numbers of 16 bits).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.cases.lstm_gold import (
    TEST_DAYS,
    WINDOW,
    changes_for_training,
    fit_as_it_should_be,
    fit_as_taught,
    network_as_it_should_be,
    network_as_taught,
)
from plainnet.data.sample_prices import generate_prices
from plainnet.data.scaling import Scaling
from plainnet.data.sliding_windows import SeriesForm, form_windows, slide, undo_form
from plainnet.files.layer_config import layer_to_config
from plainnet.layers.lstm import LSTM
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.lessons.lesson import State, Values
from plainnet.lessons.lstm_gates.checks import DESCRIBED, EARLIER, unpack
from plainnet.lessons.trained_weights import packed_layers, rounded
from plainnet.model import Model
from plainnet.networks.network import NetworkWeights, Stack

TOLERANCE = 1e-9  # relative; both in float64, where sums of up to a hundred products cancel
FOLDER = Path(__file__).parent
SEED = 0
KEPT = ("name", "units", "activation", "recurrent_activation", "return_sequences")
PARTS = (
    "forget_gate", "input_gate", "candidate", "output_gate", "cell_state", "hidden_state",
)  # fmt: skip

Array = NDArray[Any]
Named = dict[str, jax.Array]
Weights = Mapping[str, Mapping[str, Any]]


def network_of(way: str) -> Stack:
    """Return the network of one way."""
    return network_as_taught("relu") if way == "taught" else network_as_it_should_be()


# --- the engine's answers -------------------------------------------------------------


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state, all that are alike at once."""
    found: list[Values] = [{} for _ in states]
    windows = [np.array(state["window"].split(","), np.float64) for state in states]
    kinds = [
        (state["way"], state["layer"], len(window))
        for state, window in zip(states, windows, strict=True)
    ]
    weights = unpack()
    with jax.enable_x64(True):
        for kind in sorted(set(kinds)):
            way, layer, _ = kind
            places = [place for place, each in enumerate(kinds) if each == kind]
            inputs = _network_inputs(np.stack([windows[place] for place in places]), way)
            row = {
                "inputs": inputs,
                "forget_bias": np.array([states[place]["forget_bias"] for place in places], float),
                "unit": np.array([states[place]["unit"] - 1 for place in places]),
            }
            computed = _computed(way, layer)(jax.tree.map(jnp.asarray, weights[way]), row)
            computed = jax.tree.map(np.asarray, computed)
            for at, place in enumerate(places):
                one = jax.tree.map(lambda array, at=at: array[at], computed)
                found[place] = _answer(states[place], windows[place], inputs[at], one)
    return found


def _network_inputs(windows: Array, way: str) -> Array:
    """Bring windows of prices into the form a way reads: (rows, steps, 1)."""
    series = DESCRIBED["ways"][way]["series"]
    formed = form_windows(windows[:, :, None], series["forms"])
    return np.asarray(_scaling(series["scaling"]).apply(formed))


def _scaling(saved: Mapping[str, Any]) -> Scaling:
    """Read a scaling; how it was learned plays no part."""
    return Scaling("standard", tuple(saved["offset"]), tuple(saved["scale"]))


@cache
def _computed(way: str, layer: int) -> Any:
    """Compile the lab's values for many states of one way."""
    network = network_of(way)
    lstms = [each for each in network.layers if isinstance(each, LSTM)]
    shown = lstms[layer - 1]

    def answer(weights: Weights, row: Named) -> dict[str, Any]:
        moved: NetworkWeights = {
            name: _with_forget_bias(arrays, row["forget_bias"])
            if name in {each.name for each in lstms}
            else dict(arrays)
            for name, arrays in weights.items()
        }
        inputs = row["inputs"][None]  # (1, steps, 1)
        trace = network.trace(moved, inputs)
        read = inputs if layer == 1 else trace[str(lstms[layer - 2].name)]["outputs"]
        own = moved[str(shown.name)]
        return {
            "parts": {name: trace[str(shown.name)][name][0] for name in PARTS},
            "along": jnp.cumprod(trace[str(shown.name)]["forget_gate"][0], axis=0),
            "of_cell": _gradient_of_cell(shown, own, read, row["unit"]),
            "of_rnn": _gradient_of_rnn(shown, own, read, row["unit"]),
            "output": trace[str(network.layers[-1].name)]["outputs"][0, 0],
        }

    return jax.jit(jax.vmap(answer, (None, 0)))


def _with_forget_bias(arrays: Mapping[str, Any], added: jax.Array) -> dict[str, Any]:
    """Raise the biases of the forget gates, the second quarter."""
    units = len(arrays["bias"]) // 4
    return {**arrays, "bias": arrays["bias"].at[units : 2 * units].add(added)}


def _gradient_of_cell(layer: LSTM, weights: Any, read: jax.Array, unit: jax.Array) -> jax.Array:
    """Compute dc_t/dc_0 of one unit by all routes: (time,)."""
    zeros = jnp.zeros((1, layer.units))

    def cells(start: jax.Array) -> jax.Array:
        return layer.inside(weights, (read, zeros, start)).states[1][:, 0]  # (time, units)

    nudge = zeros.at[0, unit].set(1.0)
    return _change_of(cells, zeros, nudge)[:, unit]


def _gradient_of_rnn(layer: LSTM, weights: Any, read: jax.Array, unit: jax.Array) -> jax.Array:
    """Compute how long dh_t/dh_0 of one unit is in a plain RNN of the candidate's weights."""
    units = layer.units
    plain = SimpleRNN(units, layer.activation)
    own = {name: array[..., 2 * units : 3 * units] for name, array in weights.items()}
    zeros = jnp.zeros((1, units))

    def hidden(start: jax.Array) -> jax.Array:
        states: jax.Array = plain.inside(own, (read, start)).states[0]
        return states[:, 0]  # (time, units)

    nudge = zeros.at[0, unit].set(1.0)
    length: jax.Array = jnp.linalg.norm(_change_of(hidden, zeros, nudge), axis=1)
    return length


def _change_of(function: Any, at: jax.Array, nudge: jax.Array) -> jax.Array:
    """Compute how what a function gives changes along a nudge of what it takes.

    The layers know how to go back alone; back through that again is forward.
    """
    given, back = jax.vjp(function, at)
    again = jax.vjp(lambda weights: back(weights)[0], jnp.zeros_like(given))[1]
    change: jax.Array = again(nudge)[0]
    return change


def _answer(state: State, window: Array, inputs: Array, computed: dict[str, Any]) -> Values:
    """Put together what the lab shows for one state."""
    time, unit, steps = state["time"], state["unit"] - 1, len(inputs)
    parts = {name: array[:, unit] for name, array in computed["parts"].items()}
    each = parts | {
        "gradient_along_cell": computed["along"][:, unit],
        "gradient_of_cell": computed["of_cell"],
        "gradient_of_rnn": computed["of_rnn"],
    }
    values: Values = {f"{name}_{at + 1}": each[name][at] for name in each for at in range(steps)}
    values |= {f"input_{at + 1}": inputs[at, 0] for at in range(steps)}
    values |= {name: each[name][time - 1] if time <= steps else None for name in each}
    forget = computed["parts"]["forget_gate"]
    values |= {"least_forget_gate": forget.min(), "most_forget_gate": forget.max()}
    values |= {"last_price": window[-1]}
    values |= {"forecast": _forecast(computed["output"], window, state["way"])}
    return {name: None if value is None else float(value) for name, value in values.items()}


def _forecast(output: Any, window: Array, way: str) -> float:
    """Return what the network answers in the unit of the prices."""
    series = DESCRIBED["ways"][way]["series"]
    undone = _scaling(series["target"]).undo(np.array([[output]]))
    return float(undo_form(undone, window[-1:], series["forecast"])[0, 0])


# --- the nets that come with the lesson -----------------------------------------------


def train() -> dict[str, tuple[Model, Scaling]]:
    """Train both ways of the case as it does, on prices that it generates."""
    prices = generate_prices().values
    taught, _, taught_scaling = fit_as_taught(prices, SEED)
    inputs, targets, scaling = changes_for_training(prices)
    should, *_ = fit_as_it_should_be(inputs, targets, range(SEED, SEED + 1))
    return {"taught": (taught, taught_scaling), "should": (should, scaling)}


def pack(models: Mapping[str, tuple[Model, Scaling]]) -> tuple[dict[str, Any], bytes]:
    """Describe the nets and the last prices, and write their weights one after another."""
    series = generate_prices()
    prices = series.values  # (days, 1)
    truth, yesterday = prices[-TEST_DAYS:, 0], prices[-TEST_DAYS - 1 : -1, 0]
    packed, ways = bytearray(), {}
    for way, (model, scaling) in models.items():
        form: SeriesForm = "value" if way == "taught" else "log_change"
        layers, numbers = _pack_layers(model)
        packed += numbers
        windows = slide(prices[-TEST_DAYS - WINDOW :], WINDOW)[0]
        seen = scaling.apply(form_windows(windows, (form,)))
        outputs = scaling.undo(model.predict(seen.astype(np.float32)))
        forecasts = undo_form(outputs, yesterday, form)[:, 0]
        ways[way] = {
            "input_shape": list(seen.shape[1:]),
            "layers": layers,
            "rmse": float(np.sqrt(np.mean((forecasts - truth) ** 2))),
            "series": {
                "columns": list(series.column_names),
                "forms": [form],
                "scaling": {"offset": scaling.offset, "scale": scaling.scale},
                "target": {"offset": scaling.offset, "scale": scaling.scale},
                "window": WINDOW,
                "forecast": form,
            },
        }
    described = {
        "prices": prices[-TEST_DAYS - EARLIER :, 0].tolist(),
        "rmse_last_value": float(np.sqrt(np.mean((yesterday - truth) ** 2))),
    }
    told = _habits_as_taught(*models["taught"])
    return described | {"ways": ways, "habits_as_taught": told}, bytes(packed)


def _habits_as_taught(model: Model, scaling: Scaling) -> dict[str, float]:
    """Describe how far the gates move on all days, and how the forecasts follow the prices."""
    windows = slide(scaling.apply(generate_prices().values), WINDOW)[0]  # (days, window, 1)
    trace = model.trace(windows.astype(np.float32))
    gates = [np.asarray(trace[name]["forget_gate"]) for name in ("lstm", "lstm_1")]
    answers = scaling.undo(np.asarray(trace["dense_1"]["outputs"], np.float64))[:, 0]
    trained = slice(None, -TEST_DAYS)
    known = np.column_stack([windows[trained, :, 0], np.ones(len(windows) - TEST_DAYS)])
    weights = np.linalg.lstsq(known, answers[trained])[0]
    left = answers[trained] - known @ weights
    return {
        "least_gate": min(float(each.min()) for each in gates),
        "most_gate": max(float(each.max()) for each in gates),
        "explained_by_a_sum": float(1 - left.var() / answers[trained].var()),
        "least_answer": float(answers[-TEST_DAYS:].min()),
        "most_answer": float(answers[-TEST_DAYS:].max()),
        "below_all_trained_on": float(np.mean(windows[-TEST_DAYS:, -1, 0] < 0)),
    }


def _pack_layers(model: Model) -> tuple[list[dict[str, Any]], bytes]:
    """Round a model's weights to 16 bits; describe its layers and write the weights in order."""
    weights = rounded(model.weights)
    model.weights = jax.tree.map(lambda array: array.astype(np.float32), weights)
    return packed_layers(list(map(layer_to_config, model.network.hidden)), weights, KEPT)


if __name__ == "__main__":
    described, packed = pack(train())
    (FOLDER / "data.json").write_text(json.dumps(described) + "\n", encoding="utf-8")
    (FOLDER / "trained.bin").write_bytes(packed)

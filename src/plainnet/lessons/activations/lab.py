"""The engine's answers to the lab's states: activations, Dense layers and autodiff.

`python -m plainnet.lessons.activations.lab` draws the weights anew that the lab trains from.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.activation_layers import LeakyReLU
from plainnet.layers.activations import find_activation
from plainnet.layers.dense import Dense
from plainnet.lessons.lesson import State, Values
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.networks.network import Stack

TOLERANCE = 1e-12  # relative, in float64
DATA = Path(__file__).with_name("data.json")
UNITS = 10
POINTS = -1 + 2 * np.arange(16) / 15
CURVE = 1 - 2 * POINTS**2
SEED = 0

_START = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}

Weights = dict[str, Any]


def starting_data() -> dict[str, list[float]]:
    """Draw the weights of the small net, to four digits."""
    weights, _ = Stack((Dense(UNITS, "relu"), Dense(1))).init((SEED,), (1,))
    first, second = weights.values()
    return {
        "w": np.asarray(first["kernel"], np.float64).ravel().round(4).tolist(),
        "v": np.asarray(second["kernel"], np.float64).ravel().round(4).tolist(),
    }


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    with jax.enable_x64(True):
        return [
            {**_function(state), **_softmax(state), **_line(state), **_trained(state)}
            for state in states
        ]


# --- one activation ----------------------------------------------------------------------------


def _activation(name: str, share: float) -> Callable[[Any], Any]:
    """Return an activation by its name; `share` is leaky ReLU's slope below zero."""
    if name == "leaky_relu":
        return lambda x: LeakyReLU(share).apply({}, x)
    return find_activation(name)


def _share(state: State, control: str) -> float:
    """Return the slope below zero of the activation that a control chooses."""
    return float(state["slope"]) if state[control] == "leaky_relu" else 0.0


def _logits(state: State) -> NDArray[np.float64]:
    """Read the scores."""
    return np.array([float(cell) for cell in state["logits"].replace(",", " ").split()])


@cache
def _value_and_slope(name: str, share: float) -> Callable[..., Any]:
    """Compile an activation and its derivative; of softmax, the first class's in its own score."""
    activation = _activation(name, share)

    def at(x: Any, others: Any) -> Any:
        if name == "softmax":
            return activation(jnp.concatenate([x[None], others]))[0]
        return activation(x)

    return jax.jit(jax.value_and_grad(at))


def _function(state: State) -> Values:
    """Compute the activation and its slope at x, and the power of the slope."""
    compiled = _value_and_slope(state["activation"], _share(state, "activation"))
    others = _logits(state)[1:] if state["activation"] == "softmax" else np.zeros(0)
    value, slope = compiled(np.float64(state["x"]), others)
    return {
        "value": float(value),
        "slope_at_x": float(slope),
        "product_of_slopes": float(slope) ** state["depth"],
    }


@jax.jit
def _softmax_and_slopes(logits: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Compute softmax, and its derivatives in the first score."""
    softmax = find_activation("softmax")
    return softmax(logits), jax.jacobian(softmax)(logits)[:, 0]


def _softmax(state: State) -> Values:
    """Compute the softmax of the scores, and its slopes in the first of them."""
    found: Values = {}
    for name, numbers in zip(
        ("softmax", "softmax_slope"), _softmax_and_slopes(_logits(state)), strict=True
    ):
        found |= {f"{name}_{k}": float(number) for k, number in enumerate(numbers.tolist(), 1)}
    return found


# --- three layers in a row -----------------------------------------------------------------------


@cache
def _three_layers(between: str, share: float) -> Callable[..., Any]:
    """Compile a net of three Dense layers, with an activation after each but the last."""
    activation = _activation(between, share)

    def net(x: Any, layers: Sequence[Weights]) -> Any:
        inputs = x.reshape(1, 1)
        for number, weights in enumerate(layers):
            inputs = Dense(weights["bias"].size).apply(weights, inputs, training=False, key=None)
            if number < len(layers) - 1:
                inputs = activation(inputs)
        return inputs[0, 0]

    return jax.jit(jax.value_and_grad(net))


def _line(state: State) -> Values:
    """Compute the net of three layers without activations and with them."""
    layers = [_layer(state[f"layer{number}"]) for number in (1, 2, 3)]
    x = np.float64(state["x"])
    straight = _three_layers("linear", 0.0)
    output, slope = straight(x, layers)
    return {
        "line_slope": float(slope),
        "line_bias": float(straight(np.float64(0), layers)[0]),
        "line_output": float(output),
        "stack_output": float(
            _three_layers(state["between"], _share(state, "between"))(x, layers)[0]
        ),
    }


def _layer(text: str) -> Weights:
    """Read a layer: a line for each unit, its weights and then its bias."""
    rows = np.array([[float(cell) for cell in line.split(",")] for line in text.split()])
    return {"kernel": rows[:, :-1].T, "bias": rows[:, -1]}


# --- a small net, trained ------------------------------------------------------------------------


@cache
def _training(share: float) -> Callable[..., Any]:
    """Compile the training of the small net: its loss and its dead units after some epochs."""
    hidden = (Dense(UNITS, "relu"),) if share == 0 else (Dense(UNITS), LeakyReLU(share))
    net = Stack((*hidden, Dense(1)))
    inputs, targets = jnp.asarray(POINTS)[:, None], jnp.asarray(CURVE)[:, None]

    def loss(weights: Any) -> Any:
        outputs = net.apply(weights, inputs, training=False, key=None)
        return jnp.mean(MeanSquaredError().apply(targets, outputs))

    def step(_: int, weights: Any, rate: Any) -> Any:
        return jax.tree.map(lambda w, g: w - rate * g, weights, jax.grad(loss)(weights))

    def run(weights: Any, rate: Any, epochs: Any) -> Any:
        after = jax.lax.fori_loop(0, epochs, lambda k, now: step(k, now, rate), weights)
        sums = Dense(UNITS).apply(after["dense"], inputs, training=False, key=None)
        is_dead = jnp.all(sums <= 0, axis=0) & (share == 0)
        return loss(after), jnp.sum(is_dead)

    return jax.jit(run)


def _trained(state: State) -> Values:
    """Train the net by full batches, and count its dead units."""
    first, second = (np.array(_START[name]) for name in ("w", "v"))
    weights = {
        "dense": {"kernel": first[None], "bias": np.zeros(UNITS)},
        "leaky_re_lu": {},
        "dense_1": {"kernel": second[:, None], "bias": np.zeros(1)},
    }
    loss, dead = _training(_share(state, "unit"))(
        weights, np.float64(state["rate"]), state["epochs"]
    )
    return {"net_loss": float(loss), "dead_units": int(dead)}


if __name__ == "__main__":
    DATA.write_text(json.dumps(starting_data()) + "\n", encoding="utf-8")

"""The engine's answers to the lab's states: two Dense layers, and their gradients by autodiff."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.dense import Dense
from plainnet.lessons.forward_and_back.checks import WEIGHTS
from plainnet.lessons.lesson import State, Values

TOLERANCE = 1e-12  # relative, in float64
Named = dict[str, jax.Array]


def _arrays(named: Named) -> dict[str, Named]:
    """Arrange the nine weights as two layers hold them."""
    kernel = jnp.stack(
        [jnp.stack([named["w11"], named["w12"]]), jnp.stack([named["w21"], named["w22"]])]
    )  # (inputs, units)
    return {
        "hidden": {"kernel": kernel, "bias": jnp.stack([named["b1"], named["b2"]])},
        "output": {
            "kernel": jnp.stack([named["v1"], named["v2"]])[:, None],
            "bias": named["c"][None],
        },
    }


def _passed(activations: tuple[str, str], weights: Named, row: Named) -> Named:
    """Compute the forward pass through the engine's layers."""
    hidden, output = Dense(2, activations[0]), Dense(1, activations[1])
    held = _arrays(weights)
    inputs = jnp.stack([row["x1"], row["x2"]])[None]  # (1, inputs)
    inside = hidden.trace(held["hidden"], inputs)
    last = output.trace(held["output"], inside["outputs"])
    return {
        "sum1": inside["pre_activation"][0, 0],
        "sum2": inside["pre_activation"][0, 1],
        "hidden1": inside["outputs"][0, 0],
        "hidden2": inside["outputs"][0, 1],
        "sum3": last["pre_activation"][0, 0],
        "output": last["outputs"][0, 0],
        "loss": (row["target"] - last["outputs"][0, 0]) ** 2 / 2,
    }


@cache
def _computed(activations: tuple[str, str]) -> Any:
    """Compile the lab's values for many states with the same activations."""
    passed = partial(_passed, activations)

    def loss(weights: Named, row: Named) -> jax.Array:
        return passed(weights, row)["loss"]

    def moved(weights: Named, row: Named) -> Named:
        found = jax.grad(loss)(weights, row)
        return {name: weights[name] - row["rate"] * found[name] for name in WEIGHTS}

    def answer(weights: Named, row: Named, steps: jax.Array) -> Named:
        found = jax.grad(loss)(weights, row)
        of_inputs = jax.grad(loss, argnums=1)(weights, row)
        new = moved(weights, row)
        last = jax.lax.fori_loop(0, steps, lambda _, now: moved(now, row), weights)
        return {
            **passed(weights, row),
            **{f"gradient_{name}": found[name] for name in WEIGHTS},
            **{f"autodiff_{name}": found[name] for name in WEIGHTS},
            **{f"gradient_{name}": of_inputs[name] for name in ("x1", "x2")},
            **{f"new_{name}": new[name] for name in WEIGHTS},
            "new_output": passed(new, row)["output"],
            "new_loss": loss(new, row),
            "loss_after_steps": loss(last, row),
        }

    return jax.jit(jax.vmap(answer))


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    found: list[Values] = [{} for _ in states]
    kinds = [(state["activation"], state["output_activation"]) for state in states]
    with jax.enable_x64(True):
        for kind in set(kinds):
            places = [place for place, each in enumerate(kinds) if each == kind]
            weights = _together([states[place] for place in places], WEIGHTS)
            row = _together([states[place] for place in places], ("x1", "x2", "target", "rate"))
            steps = np.array([states[place]["steps"] for place in places])
            computed = jax.tree.map(np.asarray, _computed(kind)(weights, row, steps))
            for at, place in enumerate(places):
                found[place] = {name: float(array[at]) for name, array in computed.items()}
    return found


def _together(states: Sequence[State], names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Put the named controls of many states into arrays."""
    return {name: np.array([state[name] for state in states], np.float64) for name in names}

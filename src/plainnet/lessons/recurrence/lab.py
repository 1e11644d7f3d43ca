"""The engine's answers to the lab's states: SimpleRNN and Dense of one unit, and autodiff."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.activations import find_activation
from plainnet.layers.dense import Dense
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.lessons.lesson import State, Values
from plainnet.lessons.recurrence.checks import MOST_STEPS, WEIGHTS
from plainnet.optimizers.optimizer import clip_global_norm

TOLERANCE = 1e-12  # relative, in float64
Named = dict[str, jax.Array]


def _recurrent(weights: Named) -> Named:
    """Arrange u, w and b as the recurrent layer holds them."""
    return {
        "kernel": weights["u"][None, None],
        "recurrent_kernel": weights["w"][None, None],
        "bias": weights["b"][None],
    }


def _outputs(weights: Named, hidden: jax.Array) -> jax.Array:
    """Compute the output of every step."""
    held = {"kernel": weights["v"][None, None], "bias": weights["c"][None]}
    return Dense(1).apply(held, hidden[:, None])[:, 0]  # (time,)


def _walk(activation: str) -> Callable[[Named, Named], jax.Array]:
    """Return the states of all steps, by one call of the layer."""
    layer = SimpleRNN(1, activation, return_sequences=True)

    def hidden(weights: Named, row: Named) -> jax.Array:
        given = (row["inputs"][None, :, None], weights["h0"][None, None])  # (batch, time, 1)
        states: jax.Array = layer.apply(_recurrent(weights), given)[0, :, 0]
        return states

    return hidden


def _walk_with_copies(activation: str) -> Callable[[jax.Array, Named, Named], jax.Array]:
    """Return the states of all steps, where each step has a w of its own."""
    layer = SimpleRNN(1, activation)

    def hidden(copies: jax.Array, weights: Named, row: Named) -> jax.Array:
        def step(before: jax.Array, given: tuple[jax.Array, jax.Array]) -> Any:
            copy, one = given
            after = layer.apply(_recurrent(weights | {"w": copy}), (one[None, None, None], before))
            return after, after[0, 0]

        start = weights["h0"][None, None]  # (batch, units)
        states: jax.Array = jax.lax.scan(step, start, (copies, row["inputs"]))[1]
        return states

    return hidden


def _losses(weights: Named, hidden: jax.Array, row: Named) -> jax.Array:
    """Compute the loss of each step; what lies after the last one counts nothing."""
    return row["is_there"] * (row["targets"] - _outputs(weights, hidden)) ** 2 / 2


def _alone_of(activation: str) -> Callable[[Named, Named], Named]:
    """Return the loss, its gradients, the clipped ones, and the loss after a step along each."""
    walk = _walk(activation)

    def loss(weights: Named, row: Named) -> jax.Array:
        return _losses(weights, walk(weights, row), row).sum()

    def after(weights: Named, gradients: Named, row: Named) -> jax.Array:
        moved = {name: weights[name] - row["rate"] * gradients[name] for name in WEIGHTS}
        return loss(weights | moved, row)

    def answer(weights: Named, row: Named) -> Named:
        found = jax.grad(loss)(weights, row)
        own = {name: found[name] for name in WEIGHTS}
        limit: Any = row["clip"]  # a number a state
        clipped = clip_global_norm(own, limit)
        return {
            "loss": loss(weights, row),
            **{f"gradient_{name}": found[name] for name in (*WEIGHTS, "h0")},
            **{f"clipped_{name}": clipped[name] for name in WEIGHTS},
            "gradient_norm": jnp.sqrt(sum(value**2 for value in own.values())),
            "clipped_norm": jnp.sqrt(sum(value**2 for value in clipped.values())),
            "new_loss": after(weights, own, row),
            "clipped_loss": after(weights, clipped, row),
        }

    return answer


def _each_of(activation: str) -> Callable[[Named, Named], Named]:
    """Return what belongs to each step, and the terms (time of the error, step)."""
    walk, walk_with_copies = _walk(activation), _walk_with_copies(activation)
    slopes_at = jax.vmap(jax.grad(find_activation(activation)))

    def answer(weights: Named, row: Named) -> Named:
        hidden = walk(weights, row)
        before = jnp.concatenate([weights["h0"][None], hidden[:-1]])
        sums = row["inputs"] * weights["u"] + before * weights["w"] + weights["b"]
        of_start = jax.jacobian(lambda h0: walk(weights | {"h0": h0}, row))
        of_copies = jax.jacrev(
            lambda copies: _losses(weights, walk_with_copies(copies, weights, row), row)
        )
        terms = of_copies(jnp.full(MOST_STEPS, weights["w"]))
        return {
            "sum": sums,
            "hidden": hidden,
            "slope": slopes_at(sums),
            "output": _outputs(weights, hidden),
            "factor": of_start(weights["h0"]),
            "row": terms.sum(1),
            "column": terms.sum(0),
            "term": terms,
        }

    return answer


@cache
def _computed(activation: str) -> Any:
    """Compile the lab's values for many states with the same activation."""
    alone, each = _alone_of(activation), _each_of(activation)

    def answer(weights: Named, row: Named) -> dict[str, Named]:
        return {"alone": alone(weights, row), "each": each(weights, row)}

    return jax.jit(jax.vmap(answer))


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    found: list[Values] = [{} for _ in states]
    kinds = [state["activation"] for state in states]
    with jax.enable_x64(True):
        for kind in sorted(set(kinds)):
            places = [place for place, each in enumerate(kinds) if each == kind]
            chosen = [states[place] for place in places]
            weights = {name: _alone(chosen, name) for name in (*WEIGHTS, "h0")}
            row = {name: _alone(chosen, name) for name in ("rate", "clip")} | _series(chosen)
            computed = jax.tree.map(np.asarray, _computed(kind)(weights, row))
            for at, place in enumerate(places):
                one = jax.tree.map(lambda array, at=at: array[at], computed)
                found[place] = _answer(states[place], one)
    return found


def _alone(states: Sequence[State], name: str) -> NDArray[Any]:
    """Put a control of many states into an array."""
    return np.array([state[name] for state in states], np.float64)


def _series(states: Sequence[State]) -> dict[str, NDArray[Any]]:
    """Put inputs and targets into arrays (states, most steps), with zeros after the last step."""
    found = {
        name: np.zeros((len(states), MOST_STEPS)) for name in ("inputs", "targets", "is_there")
    }
    for at, state in enumerate(states):
        for name in ("inputs", "targets"):
            numbers = [float(cell) for cell in state[name].split(",")]
            found[name][at, : len(numbers)] = numbers
            found["is_there"][at, : len(numbers)] = 1
    return found


def _answer(state: State, computed: dict[str, Any]) -> Values:
    """Put together what the lab shows for one state, up to its last step."""
    count = len(state["inputs"].split(","))
    each = computed["each"]
    values: Values = dict(computed["alone"])
    for name in ("sum", "hidden", "slope", "output", "factor", "row", "column"):
        values |= {f"{name}_{at + 1}": each[name][at] for at in range(count)}
    for at in range(count):
        for step in range(at + 1):
            values[f"term_{at + 1}_{step + 1}"] = each["term"][at, step]
    last = each["factor"][count - 1]
    values |= {"last_factor": last, "mean_factor": abs(last) ** (1 / count)}
    return {name: float(value) if np.isfinite(value) else None for name, value in values.items()}

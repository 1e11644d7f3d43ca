"""The engine's answers to the lab's states: a Dense layer, the squared error, and autodiff."""

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.dense import Dense
from plainnet.lessons.lesson import State, Values
from plainnet.losses.regression_losses import MeanSquaredError

TOLERANCE = 1e-12  # relative, in float64
ASKED = 4.0
MOST_TRIED = 144  # lines that a search of the test tries


def _predict(slope: jax.Array, bias: jax.Array, x: jax.Array) -> jax.Array:
    """Return the line's values as a layer of one unit does."""
    weights = {"kernel": slope.reshape(1, 1), "bias": bias.reshape(1)}
    return Dense(1).apply(weights, x[:, None], training=False, key=None)[:, 0]


def _loss(line: jax.Array, x: jax.Array, y: jax.Array) -> jax.Array:
    """Return the mean squared error of the line (w, b)."""
    predictions = _predict(line[0], line[1], x)
    return jnp.mean(MeanSquaredError().apply(y[:, None], predictions[:, None]))


def _after(state: dict[str, jax.Array]) -> Any:
    """Return the line after some epochs of gradient descent; `moves` is 0 for what is held."""

    def step(_: int, now: Any) -> Any:
        gradient = jax.grad(_loss)(now, state["x"], state["y"])
        return now - state["rate"] * state["moves"] * gradient

    return jax.lax.fori_loop(0, state["epochs"], step, state["line"])


@jax.jit
@jax.vmap
def _computed(state: dict[str, jax.Array]) -> dict[str, jax.Array]:
    """Compute what needs the engine, for many states of equally many points at once."""
    line, x, y = state["line"], state["x"], state["y"]
    gradient = jax.grad(_loss)(line, x, y)
    after = _after(state)
    return {
        "loss": _loss(line, x, y),
        "gradient_w": gradient[0],
        "gradient_b": gradient[1],
        "prediction_at_4": _predict(line[0], line[1], jnp.array([ASKED]))[0],
        "after_w": after[0],
        "after_b": after[1],
        "hessian": jax.hessian(_loss)(line, x, y),
        "losses": jax.vmap(_loss, in_axes=(0, None, None))(state["tried"], x, y),
    }


def answers(states: Sequence[State]) -> list[Values]:
    """Compute in float64 what the lab shows for each state."""
    given = [_arrays(state) for state in states]
    found: list[Values] = [{} for _ in states]
    with jax.enable_x64(True):
        for size in {len(one["x"]) for one in given}:
            places = [place for place, one in enumerate(given) if len(one["x"]) == size]
            together = jax.tree.map(lambda *arrays: np.stack(arrays), *(given[i] for i in places))
            computed = jax.tree.map(np.asarray, _computed(together))
            for row, place in enumerate(places):
                engine = {name: array[row] for name, array in computed.items()}
                found[place] = _answer(states[place], given[place], engine)
    return found


def _arrays(state: State) -> dict[str, NDArray[Any]]:
    """Return a state as arrays."""
    rows = np.array([[float(cell) for cell in line.split(",")] for line in state["points"].split()])
    is_free = state["bias"] == "free"
    tried = np.linspace(state["search_from"], state["search_to"], state["search_count"])
    lines = [(w, b) for w in tried for b in (tried if is_free else [state["b"]])]
    return {
        "x": rows[:, 0],
        "y": rows[:, 1],
        "line": np.array([state["w"], state["b"]], np.float64),
        "moves": np.array([1.0, float(is_free)]),
        "rate": np.array(state["rate"]),
        "epochs": np.array(state["epochs"]),
        "tried": np.array(lines + lines[-1:] * (MOST_TRIED - len(lines))),
    }


def _answer(state: State, given: dict[str, NDArray[Any]], engine: dict[str, Any]) -> Values:
    """Put together what the lab shows for one state."""
    free = 2 if state["bias"] == "free" else 1  # parameters that move
    curvature = float(np.linalg.eigvalsh(engine.pop("hessian")[:free, :free])[-1])
    losses = engine.pop("losses")
    best = int(np.argmin(losses))
    least = _least_squares(given, state, free)
    return {name: float(value) for name, value in engine.items()} | {
        "w": state["w"],
        "b": state["b"],
        "least_squares_w": least[0],
        "least_squares_b": least[1],
        "diverges_above": 2 / curvature if curvature > 0 else None,
        "search_w": float(given["tried"][best, 0]),
        "search_b": float(given["tried"][best, 1]),
        "search_loss": float(losses[best]),
        "search_evaluations": state["search_count"] ** free,
    }


def _least_squares(
    given: dict[str, NDArray[Any]], state: State, free: int
) -> tuple[float | None, float | None]:
    """Solve the least-squares problem by its singular values; None where it has many answers."""
    columns = np.column_stack([given["x"], np.ones_like(given["x"])])[:, :free]
    targets = given["y"] - (0.0 if free == 2 else state["b"])
    solution, _, rank, _ = np.linalg.lstsq(columns, targets, rcond=None)
    if rank < free:
        return None, None
    return float(solution[0]), float(solution[1]) if free == 2 else state["b"]

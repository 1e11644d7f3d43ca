"""The walk back written by hand against autodiff of the walk forward."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import assert_close, pulled_back
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.backpropagation_through_time import (
    LEAST_MULTIPLICATIONS,
    MOST_STEPS_WRITTEN_OUT,
    chosen,
    outputs_through_time,
    steps_in_turn,
    walk,
    written_out,
)
from plainnet.layers.gru import GRUCell
from plainnet.layers.lstm import LSTMCell
from plainnet.layers.recurrent_layer import SimpleRNNCell

TIME, BATCH, UNITS = 6, 3, 4
with_slope = [name for name, activation in ACTIVATIONS.items() if activation.slope is not None]
CELLS: list[tuple[Any, int, int]] = [
    *((SimpleRNNCell(ACTIVATIONS[name]), 1, 1) for name in with_slope),
    *((LSTMCell(ACTIVATIONS[name], ACTIVATIONS["sigmoid"]), 4, 2) for name in ("tanh", "relu")),
    *((GRUCell(ACTIVATIONS[name], ACTIVATIONS["sigmoid"]), 3, 1) for name in ("tanh", "relu")),
    (LSTMCell(ACTIVATIONS["tanh"], ACTIVATIONS["linear"]), 4, 2),
    (GRUCell(ACTIVATIONS["tanh"], ACTIVATIONS["linear"]), 3, 1),
]

SIMPLE, GATED = CELLS[: len(with_slope)], CELLS[len(with_slope) :]
# A mask is applied outside of the activation: half of them meet one.
WITH_MASKS = [
    *((*cell, bool(number % 2)) for number, cell in enumerate(SIMPLE)),
    *((*cell, is_masked) for cell in GATED for is_masked in (False, True)),
]
# How steps follow each other does not depend on the activation either.
ONE_OF_EACH = [
    next(cell for cell in CELLS if isinstance(cell[0], kind))
    for kind in (SimpleRNNCell, LSTMCell, GRUCell)
]


def numbers(n_sums: int, n_states: int) -> tuple[Any, ...]:
    """Draw drive, some of it exactly zero, kernel, bias and states to start from."""
    random = np.random.default_rng(3)
    driven = (
        0.5
        * random.normal(size=(TIME, BATCH, n_sums * UNITS))
        * random.integers(0, 2, (TIME, 1, 1))
    )
    kernel = 0.2 * random.normal(size=(UNITS, n_sums * UNITS))
    bias = 0.3 * random.normal(size=n_sums * UNITS)
    start = tuple(0.5 * random.normal(size=(BATCH, UNITS)) for _ in range(n_states))
    drawn: tuple[Any, ...] = jax.tree.map(jnp.asarray, (driven, kernel, bias, start))
    return drawn


def in_a_row(outputs: jax.Array, last: tuple[jax.Array, ...]) -> jax.Array:
    """Lay outputs and last state out in one row."""
    return jnp.concatenate([outputs.ravel(), *(state.ravel() for state in last)])


@pytest.mark.parametrize(("cell", "n_sums", "n_states", "is_masked"), WITH_MASKS)
def test_gradients_against_autodiff(cell: Any, n_sums: int, n_states: int, is_masked: bool) -> None:
    random = np.random.default_rng(4)
    is_there = jnp.asarray(random.integers(0, 2, (TIME, BATCH, 1)), bool) if is_masked else None

    def by_hand(driven: Any, kernel: Any, bias: Any, start: Any) -> jax.Array:
        return in_a_row(*outputs_through_time(cell, driven, kernel, bias, start, is_there))

    def by_autodiff(driven: Any, kernel: Any, bias: Any, start: Any) -> jax.Array:
        through = walk(cell, driven, lambda h: h @ kernel + bias, start, is_there)
        return in_a_row(through.states[0], through.last)

    with jax.enable_x64(True):  # some activations grow so fast that float32 says little
        arguments = numbers(n_sums, n_states)
        jax.tree.map(
            assert_close, pulled_back(by_hand, *arguments), pulled_back(by_autodiff, *arguments)
        )


@pytest.mark.parametrize("is_masked", [False, True])
@pytest.mark.parametrize(("cell", "n_sums", "n_states"), ONE_OF_EACH)
def test_from_rest_and_written_out_as_in_a_loop(
    cell: Any, n_sums: int, n_states: int, is_masked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(5)
    is_there = jnp.asarray(random.integers(0, 2, (TIME, BATCH, 1)), bool) if is_masked else None
    driven, kernel, bias, start = numbers(n_sums, n_states)
    rest = tuple(jnp.zeros_like(state) for state in start)

    def total(begins: Any, from_rest: bool, driven: Any, kernel: Any, bias: Any) -> jax.Array:
        row = in_a_row(
            *outputs_through_time(cell, driven, kernel, bias, begins, is_there, from_rest=from_rest)
        )
        return (row * jnp.arange(len(row))).sum()

    slopes = jax.value_and_grad(total, (2, 3, 4))
    in_a_loop = [slopes(begins, False, driven, kernel, bias) for begins in (start, rest)]
    monkeypatch.setattr("plainnet.layers.backpropagation_through_time.LEAST_MULTIPLICATIONS", 0)
    assert steps_in_turn(TIME, kernel.size) is written_out
    for begins, from_rest, expected in (
        (start, False, in_a_loop[0]),
        (rest, False, in_a_loop[1]),
        (rest, True, in_a_loop[1]),
    ):
        one_by_one = slopes(begins, from_rest, driven, kernel, bias)
        jax.tree.map(assert_close, one_by_one, expected)


def test_short_and_heavy_walks_are_written_out() -> None:
    assert steps_in_turn(5, LEAST_MULTIPLICATIONS // 5) is written_out
    assert steps_in_turn(5, LEAST_MULTIPLICATIONS // 5 - 1) is jax.lax.scan
    assert steps_in_turn(MOST_STEPS_WRITTEN_OUT + 1, LEAST_MULTIPLICATIONS) is jax.lax.scan
    assert steps_in_turn(0, LEAST_MULTIPLICATIONS) is jax.lax.scan


def test_without_a_bias_none_has_a_gradient() -> None:
    driven, kernel, _, start = numbers(1, 1)
    cell = SimpleRNNCell(ACTIVATIONS["tanh"])

    def total(kernel: jax.Array) -> jax.Array:
        return outputs_through_time(cell, driven, kernel, None, start, None)[0].sum()

    def slowly(kernel: jax.Array) -> jax.Array:
        return walk(cell, driven, lambda h: h @ kernel, start, None).states[0].sum()

    assert_close(jax.grad(total)(kernel), jax.grad(slowly)(kernel))


def test_what_cannot_be_walked_back_by_hand_still_has_gradients() -> None:
    cell = SimpleRNNCell(ACTIVATIONS["softmax"])
    assert not cell.is_reversible
    driven, kernel, bias, start = numbers(1, 1)

    def total(kernel: jax.Array) -> jax.Array:
        return outputs_through_time(cell, driven, kernel, bias, start, None)[0][..., 0].sum()

    step = 1e-2
    difference = (total(kernel.at[1, 2].add(step)) - total(kernel.at[1, 2].add(-step))) / (2 * step)
    assert_close(jax.grad(total)(kernel)[1, 2], difference, tolerance=5e-3)


def test_a_time_that_is_not_there_keeps_the_state() -> None:
    new, old = (jnp.asarray([[1.0], [2.0]]),), (jnp.asarray([[3.0], [4.0]]),)
    assert chosen(jnp.asarray([[True], [False]]), new, old)[0].tolist() == [[1], [4]]
    assert chosen(None, new, old) is new

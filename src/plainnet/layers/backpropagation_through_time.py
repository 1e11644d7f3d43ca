"""The walk of a recurrent layer through time, and back.

A cell says what one step does with the state before it and with two sums: what the inputs
drive, known for all times beforehand, and the product of the last output with the recurrent
kernel. Walking back by hand carries only what one step hands to the one before it; the
gradient of the recurrent kernel is a single matrix product over all steps at once. Autodiff
of the walk gives the same numbers and takes longer.

Concepts: recurrence, hidden state, backpropagation through time
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp

State = tuple[jax.Array, ...]  # the output first, each (batch, units)
Kept = Any  # what a step keeps for the way back: a tree of arrays


class Cell(Protocol):
    """What happens in one step."""

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, Kept]:
        """Give the state after the step, and what the way back needs besides."""


class ReversibleCell(Cell, Protocol):
    """A step that can be walked back by hand; hashable, for it is compiled in."""

    @property
    def is_reversible(self) -> bool:
        """Whether `step_back` holds for these activations."""

    def step_back(
        self, gradients: State, before: State, after: State, kept: Kept
    ) -> tuple[State, jax.Array]:
        """Give the gradients of the state before, but for the product, and of the sums."""

    def of_drive(self, sums: jax.Array) -> jax.Array:
        """Pick the gradient of the drive out of that of the sums."""

    def of_product(self, sums: jax.Array) -> jax.Array:
        """Pick the gradient of the product out of that of the sums."""


class Walk(NamedTuple):
    """What a walk leaves behind."""

    states: State  # each (time, batch, units)
    kept: Kept  # (time, ...)
    last: State  # each (batch, units)


def walk(
    cell: Cell,
    driven: jax.Array,
    product: Callable[[jax.Array], jax.Array],
    start: State,
    is_there: jax.Array | None,
) -> Walk:
    """Walk forward through time.

    Parameters
    ----------
    cell : Cell
    driven : array of shape (time, batch, sums)
        What inputs and bias give.
    product : callable
        What the last output gives: `(batch, units) -> (batch, sums)`.
    start : tuple of arrays of shape (batch, units)
    is_there : array of shape (time, batch, 1), bool, or None
        False where the state stays as it is.

    Returns
    -------
    Walk
    """

    def step(
        before: State, now: tuple[jax.Array, jax.Array | None]
    ) -> tuple[State, tuple[State, Kept]]:
        drive, is_now = now
        after, kept = cell.step(drive, product(before[0]), before)
        after = chosen(is_now, after, before)
        return after, (after, kept)

    last, (states, kept) = jax.lax.scan(step, start, (driven, is_there))
    return Walk(states, kept, last)


def chosen(is_there: jax.Array | None, new: State, old: State) -> State:
    """Take the new state where a time is there, else the old one."""
    if is_there is None:
        return new
    return tuple(jnp.where(is_there, n, o) for n, o in zip(new, old, strict=True))


def outputs_through_time(
    cell: ReversibleCell,
    driven: jax.Array,
    kernel: jax.Array,
    bias: jax.Array | None,
    start: State,
    is_there: jax.Array | None,
) -> tuple[jax.Array, State]:
    """Walk forward; differentiated, walk back by hand where the cell can.

    Parameters
    ----------
    cell : ReversibleCell
    driven : array of shape (time, batch, sums)
        What inputs and their bias give.
    kernel : array of shape (units, sums)
        What the last output is multiplied with.
    bias : array of shape (sums,) or None
        Added to that product.
    start : tuple of arrays of shape (batch, units)
    is_there : array of shape (time, batch, 1), bool, or None

    Returns
    -------
    outputs : array of shape (time, batch, units)
    last : tuple of arrays of shape (batch, units)
        The state after the last step.
    """
    if not cell.is_reversible:
        walked = walk(cell, driven, partial(_product, kernel, bias), start, is_there)
        return walked.states[0], walked.last
    return _walked(cell, driven, kernel, bias, start, is_there)


def _product(kernel: jax.Array, bias: jax.Array | None, output: jax.Array) -> jax.Array:
    """Multiply the last output with the recurrent kernel."""
    sums = output @ kernel
    return sums if bias is None else sums + bias


@partial(jax.custom_vjp, nondiff_argnums=(0,))
def _walked(
    cell: ReversibleCell,
    driven: jax.Array,
    kernel: jax.Array,
    bias: jax.Array | None,
    start: State,
    is_there: jax.Array | None,
) -> tuple[jax.Array, State]:
    """Walk forward."""
    walked = walk(cell, driven, partial(_product, kernel, bias), start, is_there)
    return walked.states[0], walked.last


def _forward(
    cell: ReversibleCell,
    driven: jax.Array,
    kernel: jax.Array,
    bias: jax.Array | None,
    start: State,
    is_there: jax.Array | None,
) -> tuple[tuple[jax.Array, State], tuple[Any, ...]]:
    """Walk forward and keep all states."""
    walked = walk(cell, driven, partial(_product, kernel, bias), start, is_there)
    return (walked.states[0], walked.last), (walked, kernel, bias, start, is_there)


def _backward(
    cell: ReversibleCell, known: tuple[Any, ...], gradients: tuple[jax.Array, State]
) -> tuple[Any, ...]:
    """Walk back; then take the recurrent kernel's gradient over all steps at once."""
    walked, kernel, bias, start, is_there = known
    transposed = kernel.T
    earlier = tuple(
        jnp.concatenate([first[None], states[:-1]])
        for first, states in zip(start, walked.states, strict=True)
    )

    def step(carried: State, now: Any) -> tuple[State, jax.Array]:
        gradient, before, after, kept, is_now = now
        carried = (carried[0] + gradient, *carried[1:])
        nothing = tuple(jnp.zeros_like(each) for each in carried)
        d_before, d_sums = cell.step_back(chosen(is_now, carried, nothing), before, after, kept)
        d_before = (d_before[0] + cell.of_product(d_sums) @ transposed, *d_before[1:])
        if is_now is not None:
            stayed = chosen(is_now, nothing, carried)
            d_before = tuple(b + s for b, s in zip(d_before, stayed, strict=True))
        return d_before, d_sums

    of_outputs, of_last = gradients
    inputs = (of_outputs, earlier, walked.states, walked.kept, is_there)
    d_start, d_sums = jax.lax.scan(step, of_last, inputs, reverse=True)
    d_product = cell.of_product(d_sums)
    rows = earlier[0].reshape(-1, kernel.shape[0])
    d_kernel = rows.T @ d_product.reshape(-1, kernel.shape[1])
    d_bias = None if bias is None else d_product.sum((0, 1))
    return cell.of_drive(d_sums), d_kernel, d_bias, d_start, None


_walked.defvjp(_forward, _backward)

"""The walk of a recurrent layer through time, and back.

A cell says what one step does with the state before it and with two sums: what the inputs
drive, known for all times beforehand, and the product of the last output with the recurrent
kernel. Walking back by hand carries only what one step hands to the one before it; the
gradient of the recurrent kernel is a single matrix product over all steps at once. Autodiff
of the walk gives the same numbers and takes longer.

In training a short walk is written out step by step, so that the compiler sees across the
steps; any other is a loop, compiled once for all of them. A walk from rest needs no product
with the zeros it starts from.
"""

import operator
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

import jax
import jax.numpy as jnp

State = tuple[jax.Array, ...]  # the output first, each (batch, units)
Kept = Any  # what a step keeps for the way back: a tree of arrays
Product = Callable[[Any], jax.Array]  # of the last output; None for zeros

# Steps up to which a walk is written out, and multiply-adds of their products for one row from
# which faster steps are worth the longer compiling: found by measurement.
MOST_STEPS_WRITTEN_OUT = 8
LEAST_MULTIPLICATIONS = 50_000


class Cell(Protocol):
    """What happens in one step."""

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, Kept]:
        """Return the state after the step, and what the way back needs besides."""


class ReversibleCell(Cell, Protocol):
    """A step that can be walked back by hand; hashable, for it is compiled in."""

    @property
    def is_reversible(self) -> bool:
        """Whether `step_back` holds for these activations."""

    def step_back(
        self, gradients: State, before: State, after: State, kept: Kept
    ) -> tuple[State, jax.Array]:
        """Return the gradients of the state before, but for the product, and of the sums."""

    def of_drive(self, sums: jax.Array) -> jax.Array:
        """Pick the gradient of the drive out of that of the sums."""

    def of_product(self, sums: jax.Array) -> jax.Array:
        """Pick the gradient of the product out of that of the sums."""


class AddingCell:
    """A step in which drive and product are only added: both have the gradient of the sums."""

    def of_drive(self, sums: jax.Array) -> jax.Array:
        """Return all."""
        return sums

    def of_product(self, sums: jax.Array) -> jax.Array:
        """Return all."""
        return sums


class Walk(NamedTuple):
    """What a walk leaves behind."""

    states: State  # each (time, batch, units)
    kept: Kept  # (time, ...)
    last: State  # each (batch, units)


def walk(
    cell: Cell,
    driven: jax.Array,
    product: Product,
    start: State,
    is_there: jax.Array | None,
    *,
    from_rest: bool = False,
    through_time: Callable[..., tuple[Any, Any]] = jax.lax.scan,
) -> Walk:
    """Walk forward through time.

    Shapes: `driven` (time, batch, sums), `start` (batch, units), `is_there` (time, batch, 1).
    `product`: what the last output gives: `(batch, units) -> (batch, sums)`; for None what zeros
        give, the same for all rows: (sums,).
    """

    def step(
        before: State, now: tuple[jax.Array, jax.Array | None], *, is_first: bool = False
    ) -> tuple[State, tuple[State, Kept]]:
        drive, is_now = now
        if is_first and from_rest:
            recalled = jnp.broadcast_to(product(None), drive.shape)
        else:
            recalled = product(before[0])
        after, kept = cell.step(drive, recalled, before)
        after = chosen(is_now, after, before)
        return after, (after, kept)

    last, (states, kept) = through_time(step, start, (driven, is_there))
    return Walk(states, kept, last)


def steps_in_turn(times: int, multiplications: int) -> Callable[..., tuple[Any, Any]]:
    """Choose `jax.lax.scan` or `written_out`: a rule of shapes.

    `multiplications`: of a step for one row.
    """
    is_short = 0 < times <= MOST_STEPS_WRITTEN_OUT
    is_long_enough = times * multiplications >= LEAST_MULTIPLICATIONS
    return written_out if is_short and is_long_enough else jax.lax.scan


def written_out(
    step: Callable[..., tuple[Any, Any]], carried: Any, inputs: Any, *, reverse: bool = False
) -> tuple[Any, Any]:
    """Do what `jax.lax.scan` does, the steps one after another in the program.

    `is_first` marks the step that comes first.
    """
    times = range(len(jax.tree.leaves(inputs)[0]))
    given: list[Any] = []
    for time in reversed(times) if reverse else times:
        now = jax.tree.map(operator.itemgetter(time), inputs)
        carried, outputs = step(carried, now, is_first=not given)
        carried = jax.lax.optimization_barrier(carried)  # else later steps compute it again
        given.append(outputs)
    in_order = given[::-1] if reverse else given
    return carried, jax.tree.map(lambda *each: jnp.stack(each), *in_order)


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
    *,
    from_rest: bool = False,
) -> tuple[jax.Array, State]:
    """Walk forward; differentiated, walk back by hand where the cell can.

    Shapes: `driven` (time, batch, sums), `kernel` (units, sums), `bias` (sums,), `start` (batch,
    units), `is_there` (time, batch, 1) -> `outputs` (time, batch, units), `last` (batch, units).
    """
    if not cell.is_reversible:
        return _forward(cell, from_rest, driven, kernel, bias, start, is_there)[0]
    return _walked(cell, from_rest, driven, kernel, bias, start, is_there)


def _product(kernel: jax.Array, bias: jax.Array | None, output: jax.Array | None) -> jax.Array:
    """Multiply the last output with the recurrent kernel."""
    if output is None:
        return jnp.zeros(kernel.shape[1], kernel.dtype) if bias is None else bias
    sums = output @ kernel
    return sums if bias is None else sums + bias


@partial(jax.custom_vjp, nondiff_argnums=(0, 1))
def _walked(cell: ReversibleCell, from_rest: bool, *arrays: Any) -> tuple[jax.Array, State]:
    """Walk forward."""
    return _forward(cell, from_rest, *arrays)[0]


def _forward_in_training(
    cell: ReversibleCell, from_rest: bool, *arrays: Any
) -> tuple[tuple[jax.Array, State], tuple[Any, ...]]:
    """Walk forward on the way that is quick in training, and keep all states."""
    driven, kernel = arrays[:2]
    quick = steps_in_turn(len(driven), kernel.size)
    given, walked = _forward(cell, from_rest, *arrays, through_time=quick)
    return given, (walked, *arrays[1:])


def _forward(
    cell: ReversibleCell,
    from_rest: bool,
    driven: jax.Array,
    kernel: jax.Array,
    bias: jax.Array | None,
    start: State,
    is_there: jax.Array | None,
    *,
    through_time: Callable[..., tuple[Any, Any]] = jax.lax.scan,
) -> tuple[tuple[jax.Array, State], Walk]:
    """Walk forward; give outputs and last state, and the whole walk."""
    product = partial(_product, kernel, bias)
    walked = walk(
        cell, driven, product, start, is_there, from_rest=from_rest, through_time=through_time
    )
    return (walked.states[0], walked.last), walked


def _backward(
    cell: ReversibleCell,
    from_rest: bool,
    known: tuple[Any, ...],
    gradients: tuple[jax.Array, State],
) -> tuple[Any, ...]:
    """Walk back; then take the recurrent kernel's gradient over all steps at once."""
    walked, kernel, bias, start, is_there = known
    transposed = kernel.T
    earlier = tuple(
        jnp.concatenate([first[None], states[:-1]])
        for first, states in zip(start, walked.states, strict=True)
    )

    def step(carried: State, now: Any, *, is_first: bool = False) -> tuple[State, jax.Array]:
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
    through_time = steps_in_turn(len(of_outputs), kernel.size)
    d_start, d_sums = through_time(step, of_last, inputs, reverse=True)
    d_product = cell.of_product(d_sums)
    first = int(from_rest)  # the step that saw zeros only
    rows = earlier[0][first:].reshape(-1, kernel.shape[0])
    d_kernel = rows.T @ d_product[first:].reshape(-1, kernel.shape[1])
    d_bias = None if bias is None else d_product.sum((0, 1))
    return cell.of_drive(d_sums), d_kernel, d_bias, d_start, None


_walked.defvjp(_forward_in_training, _backward)

"""The LSTM's walk through time, and back.

Backpropagation through time written by hand: the walk forward keeps the gates, the walk
back carries only what one step hands to the one before it, and all weight gradients are
single matrix products over all steps at once. Autodiff of the walk gives the same numbers
in more than twice the time.

Concepts: backpropagation through time, LSTM
"""

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp

from plainnet.layers.activations import Activation
from plainnet.layers.recurrent_steps import shifted, walk

State = tuple[jax.Array, jax.Array]


class LSTMStates(NamedTuple):
    """What an LSTM held at every time."""

    outputs: jax.Array  # h, (time, batch, units)
    cells: jax.Array  # c, (time, batch, units)
    gates: jax.Array  # i, f, g, o side by side, (time, batch, 4 * units)


def input_gate(sums: jax.Array, gate: Activation) -> jax.Array:
    """How much of the candidate is written: the first quarter."""
    return gate(sums[..., : sums.shape[-1] // 4])


def forget_gate(sums: jax.Array, gate: Activation) -> jax.Array:
    """What stays of the cell state: the second quarter."""
    units = sums.shape[-1] // 4
    return gate(sums[..., units : 2 * units])


def candidate(sums: jax.Array, activation: Activation) -> jax.Array:
    """What could be written: the third quarter."""
    units = sums.shape[-1] // 4
    return activation(sums[..., 2 * units : 3 * units])


def output_gate(sums: jax.Array, gate: Activation) -> jax.Array:
    """How much of the cell state is shown: the last quarter."""
    return gate(sums[..., 3 * (sums.shape[-1] // 4) :])


def lstm_states(
    driven: jax.Array, recurrent_kernel: jax.Array, activation: Activation, gate: Activation
) -> LSTMStates:
    """Walk forward through time.

    Parameters
    ----------
    driven : array of shape (time, batch, 4 * units)
        What inputs and bias give to the gates.
    recurrent_kernel : array of shape (units, 4 * units)
    activation, gate : Activation
        Of candidate and cell state, and of the three gates.

    Returns
    -------
    LSTMStates
    """

    def step(state: State, drive: jax.Array) -> tuple[State, LSTMStates]:
        output, cell = state
        sums = drive + output @ recurrent_kernel  # (batch, 4 * units)
        i, f = input_gate(sums, gate), forget_gate(sums, gate)
        g, o = candidate(sums, activation), output_gate(sums, gate)
        cell = f * cell + i * g
        output = o * activation(cell)
        return (output, cell), LSTMStates(output, cell, jnp.concatenate([i, f, g, o], -1))

    start = jnp.zeros((driven.shape[1], recurrent_kernel.shape[0]), driven.dtype)
    states: LSTMStates = walk(step, (start, start), driven)
    return states


def lstm_outputs(
    driven: jax.Array, recurrent_kernel: jax.Array, activation: Activation, gate: Activation
) -> jax.Array:
    """Walk forward and give the outputs `(time, batch, units)`, ready to be differentiated."""
    if activation.slope is None or gate.slope is None:
        return lstm_states(driven, recurrent_kernel, activation, gate).outputs
    return _outputs(driven, recurrent_kernel, activation, gate)


@partial(jax.custom_vjp, nondiff_argnums=(2, 3))
def _outputs(
    driven: jax.Array, recurrent_kernel: jax.Array, activation: Activation, gate: Activation
) -> jax.Array:
    """Walk forward."""
    return lstm_states(driven, recurrent_kernel, activation, gate).outputs


def _forward(
    driven: jax.Array, recurrent_kernel: jax.Array, activation: Activation, gate: Activation
) -> tuple[jax.Array, tuple[jax.Array, LSTMStates]]:
    """Walk forward and keep all states."""
    states = lstm_states(driven, recurrent_kernel, activation, gate)
    return states.outputs, (recurrent_kernel, states)


def _backward(
    activation: Activation,
    gate: Activation,
    kept: tuple[jax.Array, LSTMStates],
    gradients: jax.Array,
) -> tuple[jax.Array, jax.Array]:
    """Walk back; then take the recurrent kernel's gradient over all steps at once."""
    assert activation.slope is not None
    assert gate.slope is not None
    slope, gate_slope = activation.slope, gate.slope
    recurrent_kernel, states = kept
    units = recurrent_kernel.shape[0]
    transposed = recurrent_kernel.T

    def step(
        carried: State, now: tuple[jax.Array, jax.Array, jax.Array, jax.Array]
    ) -> tuple[State, jax.Array]:
        gradient, cell, cell_before, gates = now
        i, f, g, o = (gates[:, part * units : (part + 1) * units] for part in range(4))
        shown = activation(cell)
        d_output = gradient + carried[0]
        d_cell = d_output * o * slope(shown) + carried[1]
        d_sums = jnp.concatenate(
            [
                d_cell * g * gate_slope(i),
                d_cell * cell_before * gate_slope(f),
                d_cell * i * slope(g),
                d_output * shown * gate_slope(o),
            ],
            -1,
        )
        return (d_sums @ transposed, d_cell * f), d_sums

    start = jnp.zeros_like(states.cells[0])
    inputs = (gradients, states.cells, shifted(states.cells), states.gates)
    d_driven: jax.Array = walk(step, (start, start), inputs, backwards=True)
    outputs_before = shifted(states.outputs).reshape(-1, units)
    d_kernel = outputs_before.T @ d_driven.reshape(-1, 4 * units)
    return d_driven, d_kernel


_outputs.defvjp(_forward, _backward)

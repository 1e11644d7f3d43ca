"""One step of an LSTM, forward and back."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.layers.activations import Activation
from plainnet.layers.backpropagation_through_time import State


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


@dataclass(frozen=True)
class LSTMCell:
    """A step of an LSTM; the state is the output and the cell state."""

    activation: Activation  # of the candidate and of the cell state shown
    gate: Activation  # of the three gates

    @property
    def is_reversible(self) -> bool:
        """Whether both slopes can be told from outputs."""
        return self.activation.slope is not None and self.gate.slope is not None

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, jax.Array]:
        """Forget, write and show; keep i, f, g and o side by side: (batch, 4 * units)."""
        sums = drive + product
        i, f = input_gate(sums, self.gate), forget_gate(sums, self.gate)
        g, o = candidate(sums, self.activation), output_gate(sums, self.gate)
        cell = f * before[1] + i * g
        output = o * self.activation(cell)
        return (output, cell), jnp.concatenate([i, f, g, o], -1)

    def step_back(
        self, gradients: State, before: State, after: State, kept: jax.Array
    ) -> tuple[State, jax.Array]:
        """Give the gradients of the state before and of the sums."""
        slope, gate_slope = self.activation.slope, self.gate.slope
        assert slope is not None
        assert gate_slope is not None
        i, f, g, o = jnp.split(kept, 4, -1)
        d_output, d_cell = gradients
        shown = self.activation(after[1])
        d_cell = d_output * o * slope(shown) + d_cell
        d_sums = jnp.concatenate(
            [
                d_cell * g * gate_slope(i),
                d_cell * before[1] * gate_slope(f),
                d_cell * i * slope(g),
                d_output * shown * gate_slope(o),
            ],
            -1,
        )
        return (jnp.zeros_like(d_output), d_cell * f), d_sums

    def of_drive(self, sums: jax.Array) -> jax.Array:
        """Give all: drive and product are only added."""
        return sums

    def of_product(self, sums: jax.Array) -> jax.Array:
        """Give all: drive and product are only added."""
        return sums

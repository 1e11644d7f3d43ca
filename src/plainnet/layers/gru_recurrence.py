"""One step of a GRU, forward and back, with its reset gate after or before the product."""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.layers.activations import Activation
from plainnet.layers.backpropagation_through_time import State


def update_gate(drive: jax.Array, product: jax.Array, gate: Activation) -> jax.Array:
    """How much of the last output stays: the first third of the drive."""
    units = drive.shape[-1] // 3
    return gate(drive[..., :units] + product[..., :units])


def reset_gate(drive: jax.Array, product: jax.Array, gate: Activation) -> jax.Array:
    """How much of the last output the candidate sees: the second third of the drive."""
    middle = slice(drive.shape[-1] // 3, 2 * (drive.shape[-1] // 3))
    return gate(drive[..., middle] + product[..., middle])


@dataclass(frozen=True)
class GRUCell:
    """A step of a GRU whose reset gate acts on the product with the recurrent kernel."""

    activation: Activation  # of the candidate
    gate: Activation  # of update and reset gate

    @property
    def is_reversible(self) -> bool:
        """Whether both slopes can be told from outputs."""
        return self.activation.slope is not None and self.gate.slope is not None

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, jax.Array]:
        """Mix the last output with the candidate.

        Kept are update gate, reset gate, candidate and what the last output gives to the
        candidate, side by side: (batch, 4 * units).
        """
        units = drive.shape[-1] // 3
        z = update_gate(drive, product, self.gate)
        r = reset_gate(drive, product, self.gate)
        recalled = product[..., 2 * units :]
        g = self.activation(drive[..., 2 * units :] + r * recalled)
        return (z * before[0] + (1 - z) * g,), jnp.concatenate([z, r, g, recalled], -1)

    def step_back(
        self, gradients: State, before: State, after: State, kept: jax.Array
    ) -> tuple[State, jax.Array]:
        """Give the gradients of the last output and of the sums.

        The sums are those of z and r, that of the candidate, and `recalled`.
        """
        slope, gate_slope = self.activation.slope, self.gate.slope
        assert slope is not None
        assert gate_slope is not None
        z, r, g, recalled = jnp.split(kept, 4, -1)
        (d_output,) = gradients
        d_candidate = d_output * (1 - z) * slope(g)
        d_sums = jnp.concatenate(
            [
                d_output * (before[0] - g) * gate_slope(z),
                d_candidate * recalled * gate_slope(r),
                d_candidate,
                d_candidate * r,
            ],
            -1,
        )
        return (d_output * z,), d_sums

    def of_drive(self, sums: jax.Array) -> jax.Array:
        """Leave out the last quarter, which only the product reaches."""
        return sums[..., : 3 * (sums.shape[-1] // 4)]

    def of_product(self, sums: jax.Array) -> jax.Array:
        """Leave out the third quarter, which only the drive reaches."""
        units = sums.shape[-1] // 4
        return jnp.concatenate([sums[..., : 2 * units], sums[..., 3 * units :]], -1)


@dataclass(frozen=True)
class ResetBeforeCell:
    """A step of a GRU whose reset gate acts on the last output itself.

    The product with the candidate's kernel needs the reset gate first, so that there are
    two products a step; both are part of the step, and autodiff walks back.

    `recalling`: multiplies the last output, reset, with the candidate's kernel.
    """

    activation: Activation  # of the candidate
    gate: Activation  # of update and reset gate
    recalling: Callable[[jax.Array], jax.Array]

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, jax.Array]:
        """Mix the last output with the candidate; keep z, r and g: (batch, 3 * units)."""
        units = drive.shape[-1] // 3
        z = update_gate(drive, product, self.gate)
        r = reset_gate(drive, product, self.gate)
        g = self.activation(drive[..., 2 * units :] + self.recalling(r * before[0]))
        return (z * before[0] + (1 - z) * g,), jnp.concatenate([z, r, g], -1)

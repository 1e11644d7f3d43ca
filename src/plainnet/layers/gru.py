"""The GRU: its gates, one step forward and back, and the layer.

At each step, from the input `x[t]` and the last output `h[t - 1]`:

    update gate    z = sigmoid(...)       how much of the last output stays
    reset gate     r = sigmoid(...)       how much of it the candidate sees
    candidate      g = activation(...)    what could be written

    h[t] = z * h[t - 1] + (1 - z) * g

The three lie side by side in the weights, in the order z, r, g.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.activations import Activation, find_activation
from plainnet.layers.backpropagation_through_time import State, Walk, walk
from plainnet.layers.layer import Shape, Weights
from plainnet.layers.recurrent_layer import RecurrentLayer, each_times_kernel


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
        """Return the gradients of the last output and of the sums.

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


@dataclass(frozen=True)
class GRU(RecurrentLayer):
    """Gated recurrent unit.

    Its further settings are those of every `RecurrentLayer`.

    Attributes
    ----------
    units : int
        Size of the state, which is the output.
    activation : str or None
        Of the candidate, "tanh" by default.
    recurrent_activation : str or None
        Of both gates, "sigmoid" by default.
    reset_after : bool
        Whether the reset gate acts on the product with the recurrent kernel, which then
        has a bias of its own, or on the last output before it.

    References
    ----------
    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for
    statistical machine translation", EMNLP.

    Examples
    --------
    >>> weights, output_shape = GRU(8).init((0,), (5, 1))
    >>> weights["kernel"].shape, weights["bias"].shape, output_shape
    ((1, 24), (2, 24), (8,))
    """

    recurrent_activation: str | None = "sigmoid"
    reset_after: bool = field(default=True, kw_only=True)

    n_sums: ClassVar[int] = 3

    def __post_init__(self) -> None:
        super().__post_init__()
        find_activation(self.recurrent_activation)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `kernel`, `recurrent_kernel` and `bias`: two rows where each has one."""
        shapes = super().weight_shapes(input_shape)
        if self.use_bias and self.reset_after:
            shapes["bias"] = (2, *shapes["bias"])
        return shapes

    @property
    def cell(self) -> GRUCell:
        """What happens in one step, the reset gate after the product."""
        gate = find_activation(self.recurrent_activation)
        return GRUCell(find_activation(self.activation), gate)

    def biases(self, weights: Weights) -> tuple[jax.Array | None, jax.Array | None]:
        """Return what is added to the drive and what to the recurrent product."""
        bias = weights.get("bias")
        return (bias[0], bias[1]) if bias is not None and self.reset_after else (bias, None)

    def walked(
        self,
        weights: Weights,
        driven: jax.Array,
        start: State,
        is_there: jax.Array | None,
        dropped: jax.Array | None,
        from_rest: bool,
    ) -> tuple[jax.Array, State]:
        """Walk through time: outputs `(time, batch, units)` and the last state."""
        if self.reset_after:
            return super().walked(weights, driven, start, is_there, dropped, from_rest)
        through = self.walk(weights, driven, start, is_there, dropped)
        return through.states[0], through.last

    def walk(
        self,
        weights: Weights,
        driven: jax.Array,
        start: State,
        is_there: jax.Array | None = None,
        dropped: jax.Array | None = None,
    ) -> Walk:
        """Walk through time and keep all that happens inside."""
        if self.reset_after:
            return super().walk(weights, driven, start, is_there, dropped)
        kernel, units = weights["recurrent_kernel"], self.units
        of_gates, of_candidate = (None, None) if dropped is None else (dropped[:2], dropped[2:])

        def gates(output: jax.Array) -> jax.Array:
            return each_times_kernel(output, kernel[:, : 2 * units], of_gates)

        def recalling(output: jax.Array) -> jax.Array:
            return each_times_kernel(output, kernel[:, 2 * units :], of_candidate)

        cell = ResetBeforeCell(self.cell.activation, self.cell.gate, recalling)
        return walk(cell, driven, gates, start, is_there)

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Return both gates, the candidate, the state and the outputs, in the order of the walk."""
        through = self.inside(weights, inputs, mask)
        z, r, g = jnp.split(through.kept[..., : 3 * self.units], 3, -1)
        parts = {"update_gate": z, "reset_gate": r, "candidate": g}
        parts["hidden_state"] = through.states[0]
        trace = {name: states.swapaxes(0, 1) for name, states in parts.items()}
        return trace | {"outputs": self.forward(weights, inputs, mask=mask).outputs}

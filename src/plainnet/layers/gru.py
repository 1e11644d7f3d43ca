"""GRU: a recurrent layer with two gates and one state.

At each step, from the input `x[t]` and the last output `h[t - 1]`:

    update gate    z = sigmoid(...)       how much of the last output stays
    reset gate     r = sigmoid(...)       how much of it the candidate sees
    candidate      g = activation(...)    what could be written

    h[t] = z * h[t - 1] + (1 - z) * g

The three lie side by side in the weights, in the order z, r, g.
"""

from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.activations import find_activation
from plainnet.layers.backpropagation_through_time import State, Walk, walk
from plainnet.layers.gru_recurrence import GRUCell, ResetBeforeCell
from plainnet.layers.layer import Shape, Weights
from plainnet.layers.recurrent_layer import RecurrentLayer, each_times_kernel


@dataclass(frozen=True)
class GRU(RecurrentLayer):
    """Gated recurrent unit.

    Its further settings are those of every `RecurrentLayer`.

    Attributes
    ----------
    units : int
        Size of the state, which is the output.
    activation : str or None
        Of the candidate, "tanh" if nothing is said.
    recurrent_activation : str or None
        Of both gates, "sigmoid" if nothing is said.
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
        """Give `kernel`, `recurrent_kernel` and `bias`: two rows where each has one."""
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
        """Give what is added to the drive and what to the recurrent product."""
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
        """Give both gates, the candidate, the state and the outputs, in the order of the walk."""
        through = self.inside(weights, inputs, mask)
        z, r, g = jnp.split(through.kept[..., : 3 * self.units], 3, -1)
        parts = {"update_gate": z, "reset_gate": r, "candidate": g}
        parts["hidden_state"] = through.states[0]
        trace = {name: states.swapaxes(0, 1) for name, states in parts.items()}
        return trace | {"outputs": self.forward(weights, inputs, mask=mask).outputs}

"""The LSTM: its gates, one step forward and back, and the layer.

A cell state runs through time. At each step, from the input `x[t]` and the last output
`h[t - 1]`:

    forget gate    f = sigmoid(...)       what stays of the cell state
    input gate     i = sigmoid(...)       how much of the candidate is written
    candidate      g = activation(...)    what could be written
    output gate    o = sigmoid(...)       how much of the cell state is shown

    c[t] = f * c[t - 1] + i * g
    h[t] = o * activation(c[t])

The four lie side by side in the weights, in the order i, f, g, o.
"""

from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.layers.activations import Activation, find_activation
from plainnet.layers.backpropagation_through_time import AddingCell, State
from plainnet.layers.initializers import Array, Initializer
from plainnet.layers.layer import Weights
from plainnet.layers.recurrent_layer import RecurrentLayer


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
class LSTMCell(AddingCell):
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
        """Return the gradients of the state before and of the sums."""
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


@dataclass(frozen=True)
class OpenForgetGate(Initializer):
    """Ones for the forget gate of an LSTM's bias, and for the other gates what `others` gives."""

    others: Initializer

    def fill(self, shape: tuple[int, ...], generator: np.random.Generator) -> Array:
        """Fill all four gates, then set the second to 1."""
        bias = self.others.fill(shape, generator)
        units = shape[0] // 4
        bias[units : 2 * units] = 1
        return bias


@dataclass(frozen=True)
class LSTM(RecurrentLayer):
    """Long short-term memory.

    Its further settings are those of every `RecurrentLayer`.

    Attributes
    ----------
    units : int
        Size of the cell state and of the output.
    activation : str or None
        Of the candidate and of the cell state shown, "tanh" by default.
    recurrent_activation : str or None
        Of the three gates, "sigmoid" by default.
    unit_forget_bias : bool
        Whether the forget gate's bias starts at 1, so that the cell state is kept at first.

    References
    ----------
    Hochreiter and Schmidhuber (1997), "Long short-term memory", Neural Computation 9.
    Gers, Schmidhuber and Cummins (2000), "Learning to forget".

    Examples
    --------
    >>> weights, output_shape = LSTM(80, return_sequences=True).init((0,), (5, 1))
    >>> weights["kernel"].shape, weights["recurrent_kernel"].shape, output_shape
    ((1, 320), (80, 320), (5, 80))
    """

    recurrent_activation: str | None = "sigmoid"
    unit_forget_bias: bool = field(default=True, kw_only=True)

    n_sums: ClassVar[int] = 4
    state_names: ClassVar[tuple[str, ...]] = ("hidden_state", "cell_state")

    def __post_init__(self) -> None:
        super().__post_init__()
        find_activation(self.recurrent_activation)

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from; the bias with its forget gate open."""
        initializer = super().initializer_of(weight)
        is_opened = weight == "bias" and self.unit_forget_bias
        return OpenForgetGate(initializer) if is_opened else initializer

    @property
    def cell(self) -> LSTMCell:
        """What happens in one step."""
        gate = find_activation(self.recurrent_activation)
        return LSTMCell(find_activation(self.activation), gate)

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Return each gate, both states and the outputs, in the order of the walk."""
        through = self.inside(weights, inputs, mask)
        gates = ("input_gate", "forget_gate", "candidate", "output_gate")
        parts = dict(zip(gates, jnp.split(through.kept, 4, -1), strict=True))
        parts |= {"cell_state": through.states[1], "hidden_state": through.states[0]}
        trace = {name: states.swapaxes(0, 1) for name, states in parts.items()}
        return trace | {"outputs": self.forward(weights, inputs, mask=mask).outputs}

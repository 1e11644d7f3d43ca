"""LSTM: a recurrent layer that decides what to forget, what to write and what to show.

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

from plainnet.layers.activations import find_activation
from plainnet.layers.initializers import Array, Initializer
from plainnet.layers.layer import Weights
from plainnet.layers.lstm_recurrence import LSTMCell
from plainnet.layers.recurrent_layer import RecurrentLayer


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
        Of the candidate and of the cell state shown, "tanh" if nothing is said.
    recurrent_activation : str or None
        Of the three gates, "sigmoid" if nothing is said.
    unit_forget_bias : bool
        Whether the forget gate's bias starts at 1: remember, until told otherwise.

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
        """Give each gate, both states and the outputs, in the order of the walk."""
        through = self.inside(weights, inputs, mask)
        gates = ("input_gate", "forget_gate", "candidate", "output_gate")
        parts = dict(zip(gates, jnp.split(through.kept, 4, -1), strict=True))
        parts |= {"cell_state": through.states[1], "hidden_state": through.states[0]}
        trace = {name: states.swapaxes(0, 1) for name, states in parts.items()}
        return trace | {"outputs": self.forward(weights, inputs, mask=mask).outputs}

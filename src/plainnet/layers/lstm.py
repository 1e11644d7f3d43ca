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

Concepts: LSTM, forget gate, input gate, candidate, output gate, cell state
"""

from dataclasses import dataclass
from typing import ClassVar

import jax
import numpy as np

from plainnet.layers.activations import find_activation
from plainnet.layers.initializers import Array, Initializer, find_initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive, check_rank, settle
from plainnet.layers.lstm_recurrence import LSTMStates, lstm_outputs, lstm_states
from plainnet.layers.matrix_product import times_kernel


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
class LSTM(Layer):
    """Long short-term memory.

    Parameters
    ----------
    units : int
        Size of the cell state and of the output.
    activation : str or None, default="tanh"
        Of the candidate and of the cell state shown.
    recurrent_activation : str or None, default="sigmoid"
        Of the three gates.
    use_bias : bool, default=True
        Whether a bias is added.
    kernel_initializer, recurrent_initializer, bias_initializer : str or Initializer
        What the weights start from.
    unit_forget_bias : bool, default=True
        Whether the forget gate's bias starts at 1: remember, until told otherwise.
    return_sequences : bool, default=False
        Whether to give the output at every time or only the last.
    name : str or None
        Name in summaries and files.

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

    units: int
    activation: str | None = "tanh"
    recurrent_activation: str | None = "sigmoid"
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    recurrent_initializer: str | Initializer = "orthogonal"
    bias_initializer: str | Initializer = "zeros"
    unit_forget_bias: bool = True
    return_sequences: bool = False

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "recurrent_kernel", "bias")

    def __post_init__(self) -> None:
        check_positive(self, "units", self.units)
        find_activation(self.activation)
        find_activation(self.recurrent_activation)
        settle(
            self,
            kernel_initializer=find_initializer(self.kernel_initializer),
            recurrent_initializer=find_initializer(self.recurrent_initializer),
            bias_initializer=find_initializer(self.bias_initializer),
        )

    def output_shape(self, input_shape: Shape) -> Shape:
        """Give `(time, units)`, or `(units,)` where only the last output is given."""
        check_rank(self, input_shape, 2, "(batch, time, features)")
        return (input_shape[0], self.units) if self.return_sequences else (self.units,)

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Give `kernel`, `recurrent_kernel` and `bias`, each four gates wide."""
        shapes: dict[str, Shape] = {
            "kernel": (input_shape[-1], 4 * self.units),
            "recurrent_kernel": (self.units, 4 * self.units),
        }
        if self.use_bias:
            shapes["bias"] = (4 * self.units,)
        return shapes

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from; the bias with its forget gate open."""
        initializer = super().initializer_of(weight)
        is_opened = weight == "bias" and self.unit_forget_bias
        return OpenForgetGate(initializer) if is_opened else initializer

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Walk through time and give the outputs, or the last one."""
        outputs = lstm_outputs(
            self._driven(weights, inputs),
            weights["recurrent_kernel"],
            find_activation(self.activation),
            find_activation(self.recurrent_activation),
        )
        return outputs.swapaxes(0, 1) if self.return_sequences else outputs[-1]

    def _driven(self, weights: Weights, inputs: jax.Array) -> jax.Array:
        """Compute what the inputs give to all gates, for all times at once."""
        driven = times_kernel(inputs.swapaxes(0, 1), weights["kernel"])  # (time, batch, 4 * units)
        return driven + weights["bias"] if self.use_bias else driven

    def states(self, weights: Weights, inputs: jax.Array) -> LSTMStates:
        """Compute all that happens inside, at every time."""
        return lstm_states(
            self._driven(weights, inputs),
            weights["recurrent_kernel"],
            find_activation(self.activation),
            find_activation(self.recurrent_activation),
        )

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Give each gate, the cell states and the outputs: `(batch, time, units)`."""
        inside = self.states(weights, inputs)
        units = self.units
        named = {
            "input_gate": inside.gates[..., :units],
            "forget_gate": inside.gates[..., units : 2 * units],
            "candidate": inside.gates[..., 2 * units : 3 * units],
            "output_gate": inside.gates[..., 3 * units :],
            "cell_state": inside.cells,
            "hidden_state": inside.outputs,
        }
        trace = {name: states.swapaxes(0, 1) for name, states in named.items()}
        hidden = trace["hidden_state"]
        return trace | {"outputs": hidden if self.return_sequences else hidden[:, -1]}

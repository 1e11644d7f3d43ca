"""SimpleRNN: a dense layer that also sees its own last output.

Concepts: recurrent network, hidden state, vanishing gradient, exploding gradient
"""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.activations import find_activation
from plainnet.layers.initializers import Initializer, find_initializer
from plainnet.layers.layer import Layer, Shape, Weights, check_positive, check_rank, settle
from plainnet.layers.matrix_product import times_kernel
from plainnet.layers.recurrent_steps import walk


@dataclass(frozen=True)
class SimpleRNN(Layer):
    """`h[t] = activation(x[t] @ kernel + h[t - 1] @ recurrent_kernel + bias)`.

    Parameters
    ----------
    units : int
        Size of the hidden state.
    activation : str or None, default="tanh"
        None is a straight line.
    use_bias : bool, default=True
        Whether a bias is added.
    kernel_initializer, recurrent_initializer, bias_initializer : str or Initializer
        What the weights start from.
    return_sequences : bool, default=False
        Whether to give the state at every time or only the last.
    name : str or None
        Name in summaries and files.

    References
    ----------
    Elman (1990), "Finding structure in time", Cognitive Science 14.

    Examples
    --------
    >>> SimpleRNN(4, return_sequences=True).output_shape((5, 1))
    (5, 4)
    """

    units: int
    activation: str | None = "tanh"
    use_bias: bool = True
    kernel_initializer: str | Initializer = "glorot_uniform"
    recurrent_initializer: str | Initializer = "orthogonal"
    bias_initializer: str | Initializer = "zeros"
    return_sequences: bool = False

    weight_names: ClassVar[tuple[str, ...]] = ("kernel", "recurrent_kernel", "bias")

    def __post_init__(self) -> None:
        check_positive(self, "units", self.units)
        find_activation(self.activation)
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
        """Give `kernel` (features, units), `recurrent_kernel` (units, units), `bias` (units,)."""
        shapes: dict[str, Shape] = {
            "kernel": (input_shape[-1], self.units),
            "recurrent_kernel": (self.units, self.units),
        }
        if self.use_bias:
            shapes["bias"] = (self.units,)
        return shapes

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Walk through time and give the states, or the last one."""
        states = self.hidden_states(weights, inputs)
        return states.swapaxes(0, 1) if self.return_sequences else states[-1]

    def hidden_states(self, weights: Weights, inputs: jax.Array) -> jax.Array:
        """Compute the state at every time: `(time, batch, units)`."""
        activation = find_activation(self.activation)
        driven = times_kernel(inputs.swapaxes(0, 1), weights["kernel"])  # (time, batch, units)
        if self.use_bias:
            driven = driven + weights["bias"]

        def step(state: jax.Array, drive: jax.Array) -> tuple[jax.Array, jax.Array]:
            state = activation(drive + state @ weights["recurrent_kernel"])
            return state, state

        start = jnp.zeros((inputs.shape[0], self.units), inputs.dtype)
        states: jax.Array = walk(step, start, driven)
        return states

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Give `hidden_states` (batch, time, units) and `outputs`."""
        states = self.hidden_states(weights, inputs).swapaxes(0, 1)
        outputs = states if self.return_sequences else states[:, -1]
        return {"hidden_states": states, "outputs": outputs}

"""SimpleRNN: a dense layer that also sees its own last output."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.layers.activations import Activation, find_activation
from plainnet.layers.backpropagation_through_time import State
from plainnet.layers.layer import Weights
from plainnet.layers.recurrent_layer import RecurrentLayer


@dataclass(frozen=True)
class SimpleRNNCell:
    """One step: `activation(drive + product)`."""

    activation: Activation

    @property
    def is_reversible(self) -> bool:
        """Whether the slope can be told from the output."""
        return self.activation.slope is not None

    def step(self, drive: jax.Array, product: jax.Array, before: State) -> tuple[State, None]:
        """Add and activate."""
        return (self.activation(drive + product),), None

    def step_back(
        self, gradients: State, before: State, after: State, kept: None
    ) -> tuple[State, jax.Array]:
        """Give the gradient of the sums; the state before counts through the product only."""
        assert self.activation.slope is not None
        d_sums = gradients[0] * self.activation.slope(after[0])
        return (jnp.zeros_like(before[0]),), d_sums

    def of_drive(self, sums: jax.Array) -> jax.Array:
        """Give all: drive and product are only added."""
        return sums

    def of_product(self, sums: jax.Array) -> jax.Array:
        """Give all: drive and product are only added."""
        return sums


@dataclass(frozen=True)
class SimpleRNN(RecurrentLayer):
    """`h[t] = activation(x[t] @ kernel + h[t - 1] @ recurrent_kernel + bias)`.

    Its settings are those of every `RecurrentLayer`.

    Attributes
    ----------
    units : int
        Size of the hidden state.
    activation : str or None
        "tanh" if nothing is said; None is a straight line.

    References
    ----------
    Elman (1990), "Finding structure in time", Cognitive Science 14.

    Examples
    --------
    >>> SimpleRNN(4, return_sequences=True).output_shape((5, 1))
    (5, 4)
    """

    @property
    def cell(self) -> SimpleRNNCell:
        """What happens in one step."""
        return SimpleRNNCell(find_activation(self.activation))

    def trace(
        self, weights: Weights, inputs: jax.Array, mask: jax.Array | None = None
    ) -> dict[str, jax.Array]:
        """Give `hidden_states` (batch, time, units) in the order of the walk, and `outputs`."""
        through = self.inside(weights, inputs, mask)
        outputs = self.forward(weights, inputs, mask=mask).outputs
        return {"hidden_states": through.states[0].swapaxes(0, 1), "outputs": outputs}

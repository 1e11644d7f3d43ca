"""SimpleRNN: a dense layer that also sees its own last output.

Concepts: recurrent network, hidden state, vanishing gradient, exploding gradient
"""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.layers.activations import find_activation
from plainnet.layers.initializers import Initializer, find_initializer
from plainnet.layers.layer import Key, Layer, Shape, Weights, check_positive, check_rank, settle
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
    >>> SimpleRNN(4, return_sequences=True).init((0,), (5, 1))[1]
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

    def init(self, key: Key, input_shape: Shape) -> tuple[Weights, Shape]:
        """Make `kernel`, `recurrent_kernel` (units, units) and `bias` (units,)."""
        check_rank(self, input_shape, 2, "(batch, time, features)")
        steps, features = input_shape
        weights = recurrent_weights(self, key, features, self.units)
        return weights, (steps, self.units) if self.return_sequences else (self.units,)

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
        driven = inputs.swapaxes(0, 1) @ weights["kernel"]  # (time, batch, units)
        if self.use_bias:
            driven = driven + weights["bias"]

        def step(state: jax.Array, drive: jax.Array) -> tuple[jax.Array, jax.Array]:
            state = activation(drive + state @ weights["recurrent_kernel"])
            return state, state

        start = jnp.zeros((inputs.shape[0], self.units), inputs.dtype)
        states: jax.Array = walk(step, start, driven)
        return states

    def trace(self, weights: Weights, inputs: jax.Array) -> dict[str, jax.Array]:
        """Give `hidden_states` (batch, time, units) and `outputs`."""
        states = self.hidden_states(weights, inputs).swapaxes(0, 1)
        outputs = states if self.return_sequences else states[:, -1]
        return {"hidden_states": states, "outputs": outputs}


def recurrent_weights(layer: Layer, key: Key, features: int, width: int) -> Weights:
    """Make the three arrays of a recurrent layer whose gates are `width` columns in all."""
    generator = np.random.default_rng(key)
    fill = {
        part: find_initializer(getattr(layer, f"{part}_initializer")).fill
        for part in ("kernel", "recurrent", "bias")
    }
    units: int = layer.units  # type: ignore[attr-defined]
    weights = {
        "kernel": jax.device_put(fill["kernel"]((features, width), generator)),
        "recurrent_kernel": jax.device_put(fill["recurrent"]((units, width), generator)),
    }
    if layer.use_bias:  # type: ignore[attr-defined]
        weights["bias"] = jax.device_put(fill["bias"]((width,), generator))
    return weights

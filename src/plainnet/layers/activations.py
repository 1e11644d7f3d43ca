"""Activations: what makes a layer more than a straight line.

Where the slope can be told from the output alone, the recurrent layers use that: they
need not keep what went in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError

Function = Callable[[jax.Array], jax.Array]


def linear(x: jax.Array) -> jax.Array:
    """Return the input back."""
    return x


def sigmoid(x: jax.Array) -> jax.Array:
    """Squeeze into 0..1: 1 / (1 + exp(-x))."""
    return jax.nn.sigmoid(x)


def tanh(x: jax.Array) -> jax.Array:
    """Squeeze into -1..1."""
    return jnp.tanh(x)


def relu(x: jax.Array) -> jax.Array:
    """Cut off what is negative; the slope at 0 is 0."""
    return jax.nn.relu(x)


def leaky_relu(x: jax.Array) -> jax.Array:
    """Keep a fifth of what is negative, so that no unit dies.

    Maas, Hannun and Ng (2013), "Rectifier nonlinearities improve neural network
    acoustic models". The slope 0.2 is that of Keras 3.
    """
    return jax.nn.leaky_relu(x, 0.2)


def relu6(x: jax.Array) -> jax.Array:
    """Cut off what is below 0 or above 6."""
    return jax.nn.relu6(x)


def elu(x: jax.Array) -> jax.Array:
    """Bend what is negative towards -1: exp(x) - 1."""
    return jax.nn.elu(x)


def selu(x: jax.Array) -> jax.Array:
    """Stretch ELU so that mean 0 and variance 1 stay from layer to layer.

    Klambauer, Unterthiner, Mayr and Hochreiter (2017), "Self-normalizing neural networks",
    NeurIPS.
    """
    return jax.nn.selu(x)


def softplus(x: jax.Array) -> jax.Array:
    """Round off ReLU's corner: log(1 + exp(x))."""
    return jax.nn.softplus(x)


def softsign(x: jax.Array) -> jax.Array:
    """Squeeze into -1..1 more slowly than tanh: x / (1 + |x|)."""
    return jax.nn.soft_sign(x)


def silu(x: jax.Array) -> jax.Array:
    """Let x through as far as its sigmoid opens: x * sigmoid(x), also called swish.

    Ramachandran, Zoph and Le (2017), "Searching for activation functions".
    """
    return jax.nn.silu(x)


def hard_silu(x: jax.Array) -> jax.Array:
    """Let x through as far as a straight line opens: x * hard_sigmoid(x)."""
    return jax.nn.hard_silu(x)


def gelu(x: jax.Array) -> jax.Array:
    """Let x through as far as the normal distribution lies below it.

    Hendrycks and Gimpel (2016), "Gaussian error linear units (GELUs)".
    """
    return jax.nn.gelu(x, approximate=False)


def mish(x: jax.Array) -> jax.Array:
    """Let x through as far as tanh(softplus(x)) opens.

    Misra (2019), "Mish: a self regularized non-monotonic activation function".
    """
    return jax.nn.mish(x)


def exponential(x: jax.Array) -> jax.Array:
    """Return exp(x)."""
    return jnp.exp(x)


def hard_sigmoid(x: jax.Array) -> jax.Array:
    """Squeeze into 0..1 by a straight line: x / 6 + 0.5, as in Keras 3."""
    return jax.nn.hard_sigmoid(x)


def steep_hard_sigmoid(x: jax.Array) -> jax.Array:
    """Squeeze into 0..1 by a steeper line: x / 5 + 0.5, the hard sigmoid before Keras 3."""
    return jnp.clip(0.2 * x + 0.5, 0, 1)


def log_softmax(x: jax.Array) -> jax.Array:
    """Return the logarithms of softmax over the last axis."""
    return jax.nn.log_softmax(x, axis=-1)


def softmax(x: jax.Array) -> jax.Array:
    """Turn scores into probabilities that add up to 1 over the last axis."""
    return jax.nn.softmax(x, axis=-1)


@dataclass(frozen=True)
class Activation:
    """A named activation.

    `slope`: the derivative, computed from the OUTPUT; None where the output does not tell it.
    `is_rising`: whether a larger input never gives a smaller output, element by element: then the
        largest output is that of the largest input.
    """

    name: str
    function: Function
    slope: Function | None = None
    is_rising: bool = True

    def __call__(self, x: jax.Array) -> jax.Array:
        return self.function(x)


def _inside(low: float, high: float, slope: float) -> Function:
    """Return the slope of a straight line between two levels of the output."""
    return lambda output: jnp.where((output > low) & (output < high), slope, 0).astype(output.dtype)


def _above_zero(slope: float, below: Function) -> Function:
    """Return one slope where the output is positive, and another elsewhere."""
    return lambda output: jnp.where(output > 0, slope, below(output)).astype(output.dtype)


# SELU's stretch, and that times its alpha.
_STRETCH, _DEPTH = 1.0507009873554805, 1.7580993408473766

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation("linear", linear, jnp.ones_like),
        Activation("sigmoid", sigmoid, lambda output: output * (1 - output)),
        Activation("tanh", tanh, lambda output: 1 - output**2),
        Activation("relu", relu, lambda output: (output > 0).astype(output.dtype)),
        Activation(
            "leaky_relu",
            leaky_relu,
            lambda output: jnp.where(output >= 0, 1.0, 0.2).astype(output.dtype),
        ),
        Activation("relu6", relu6, _inside(0, 6, 1)),
        Activation("elu", elu, _above_zero(1, lambda output: output + 1)),
        Activation("selu", selu, _above_zero(_STRETCH, lambda output: output + _DEPTH)),
        Activation("softplus", softplus, lambda output: -jnp.expm1(-output)),
        Activation("softsign", softsign, lambda output: jnp.square(1 - jnp.abs(output))),
        Activation("exponential", exponential, lambda output: output),
        Activation("hard_sigmoid", hard_sigmoid, _inside(0, 1, 1 / 6)),
        Activation("silu", silu, is_rising=False),
        Activation("swish", silu, is_rising=False),
        Activation("hard_silu", hard_silu, is_rising=False),
        Activation("hard_swish", hard_silu, is_rising=False),
        Activation("gelu", gelu, is_rising=False),
        Activation("mish", mish, is_rising=False),
        Activation("softmax", softmax, is_rising=False),
        Activation("log_softmax", log_softmax, is_rising=False),
    )
}

#: What files of earlier Keras need; there it had a name that means another one today.
OLD_ACTIVATIONS: dict[str, Activation] = {
    "steep_hard_sigmoid": Activation("steep_hard_sigmoid", steep_hard_sigmoid, _inside(0, 1, 0.2))
}


def softmax_in_numpy(sums: NDArray[Any]) -> NDArray[Any]:
    """Turn sums into probabilities that add up to 1 over the last axis."""
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


# For a few rows of a small network, where compiling a program would take longer.
IN_NUMPY: dict[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    "linear": lambda sums: sums,
    "relu": lambda sums: np.maximum(sums, 0),
    "tanh": np.tanh,
    "sigmoid": lambda sums: np.asarray(0.5 * (np.tanh(0.5 * sums) + 1)),  # never overflows
    "softmax": softmax_in_numpy,
}


def find_activation(identifier: str | Activation | Function | None) -> Activation:
    """Find an activation by its name; None is the straight line.

    >>> find_activation(jnp.sin).name
    'sin'
    """
    if identifier is None:
        return ACTIVATIONS["linear"]
    if isinstance(identifier, Activation):
        return identifier
    if callable(identifier):
        name = getattr(identifier, "__name__", type(identifier).__name__)
        return Activation(name, identifier, is_rising=False)
    found = {**ACTIVATIONS, **OLD_ACTIVATIONS}.get(identifier)
    if found is None:
        near = get_close_matches(str(identifier), ACTIVATIONS, 1)
        known = list(near or ACTIVATIONS)
        raise SettingError("activation.unknown", name=identifier, known=known)
    return found

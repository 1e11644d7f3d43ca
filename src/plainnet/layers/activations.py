"""Activations: what makes a layer more than a straight line.

Where the slope can be told from the output alone, the recurrent layers use that: they
need not keep what went in.

Concepts: activation, sigmoid, tanh, ReLU, leaky ReLU, softmax
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError

Function = Callable[[jax.Array], jax.Array]


def linear(x: jax.Array) -> jax.Array:
    """Give the input back."""
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

    References
    ----------
    Maas, Hannun and Ng (2013), "Rectifier nonlinearities improve neural network
    acoustic models". The slope 0.2 is that of Keras 3.
    """
    return jax.nn.leaky_relu(x, 0.2)


def softmax(x: jax.Array) -> jax.Array:
    """Turn scores into probabilities that add up to 1 over the last axis."""
    return jax.nn.softmax(x, axis=-1)


@dataclass(frozen=True)
class Activation:
    """A named activation.

    Attributes
    ----------
    name : str
    function : callable
    slope : callable or None
        The derivative, computed from the OUTPUT; None where the output does not tell it.
    is_rising : bool
        Whether a larger input never gives a smaller output, element by element: then
        the largest output is that of the largest input.
    """

    name: str
    function: Function
    slope: Function | None = None
    is_rising: bool = True

    def __call__(self, x: jax.Array) -> jax.Array:
        return self.function(x)


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
        Activation("softmax", softmax, is_rising=False),
    )
}


def find_activation(name: str | None) -> Activation:
    """Find an activation by its name; None is the straight line.

    Raises
    ------
    SettingError
        If there is none of that name.
    """
    if name is None:
        return ACTIVATIONS["linear"]
    if name not in ACTIVATIONS:
        near = get_close_matches(str(name), ACTIVATIONS, 1)
        raise SettingError("activation.unknown", name=name, known=", ".join(near or ACTIVATIONS))
    return ACTIVATIONS[name]

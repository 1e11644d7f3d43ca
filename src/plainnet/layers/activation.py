"""An activation as a layer of its own."""

from dataclasses import dataclass

import jax

from plainnet.layers.activations import Activation as ActivationFunction
from plainnet.layers.activations import Function, find_activation
from plainnet.layers.layer import Layer, Weights


@dataclass(frozen=True)
class Activation(Layer):
    """Apply an activation to every number.

    Parameters
    ----------
    activation : str, Activation or callable
        Its name, or a function of an array.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> Activation("relu").apply({}, jnp.array([[-1.0, 2.0]])).tolist()
    [[0.0, 2.0]]
    """

    activation: str | ActivationFunction | Function

    def __post_init__(self) -> None:
        find_activation(self.activation)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Apply the activation."""
        return find_activation(self.activation)(inputs)

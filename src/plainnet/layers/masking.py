"""Masking: say which times of a sequence are not there."""

from dataclasses import dataclass
from typing import ClassVar

import jax

from plainnet.layers.layer import Layer, Weights


@dataclass(frozen=True)
class Masking(Layer):
    """Leave out the times all of whose features have one value.

    Parameters
    ----------
    mask_value : float, default=0
        What fills up short sequences.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> sequence = jnp.asarray([[[1.0, 2.0], [7.0, 7.0]]])
    >>> Masking(7.0).mask_after(sequence, None).tolist()
    [[True, False]]
    """

    mask_value: float = 0.0

    makes_mask: ClassVar[bool] = True

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Put zeros where nothing is there."""
        return inputs * (inputs != self.mask_value).any(-1, keepdims=True)

    def mask_after(self, inputs: jax.Array, mask: jax.Array | None) -> jax.Array | None:
        """Tell which times are there."""
        return (inputs != self.mask_value).any(-1)

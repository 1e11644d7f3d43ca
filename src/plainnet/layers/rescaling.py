"""Rescaling: pixels from 0..255 to 0..1, and the like."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.layers.layer import Layer, Weights, settle


@dataclass(frozen=True)
class Rescaling(Layer):
    """`inputs * scale + offset`.

    Parameters
    ----------
    scale : float or tuple of float
        Factor; several are one for each channel, which come last.
    offset : float or tuple of float, default=0.0
        Added afterwards.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Rescaling(1 / 127.5, offset=-1.0).apply({}, jnp.asarray([[0.0, 255.0]])).tolist()
    [[-1.0, 1.0]]
    """

    scale: float | tuple[float, ...]
    offset: float | tuple[float, ...] = 0.0

    def __post_init__(self) -> None:
        for setting in ("scale", "offset"):
            value = getattr(self, setting)
            settle(self, **{setting: tuple(value) if isinstance(value, list) else value})

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Multiply and add."""
        return inputs * jnp.asarray(self.scale, inputs.dtype) + jnp.asarray(
            self.offset, inputs.dtype
        )

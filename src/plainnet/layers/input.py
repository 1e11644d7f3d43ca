"""The head of a network: what comes in, and its values scaled."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.layers.layer import Layer, Shape, Weights, settle


@dataclass(frozen=True)
class Input(Layer):
    """The shape of one example, written down at the head of a stack.

    Parameters
    ----------
    shape : tuple of (int or None)
        Without the batch axis; None for a length that may differ from batch to batch.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    batch_size : int or None
        Rows of every batch, where layers carry states from one to the next.

    Examples
    --------
    >>> Input((32, 32, 3)).shape
    (32, 32, 3)
    """

    shape: Shape
    batch_size: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        settle(self, shape=tuple(None if size is None else int(size) for size in self.shape))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape that is declared."""
        return self.shape

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Return the inputs back."""
        return inputs


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

"""Max pooling: keep the largest value of each window."""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.window_geometry import Sizes
from plainnet.layers.window_pooling import WindowPooling, split_windows

# Windows of more pixels are left to XLA: our way back takes one step a pixel.
MOST_PIXELS = 16


@dataclass(frozen=True)
class MaxPooling(WindowPooling):
    """Keep the largest value in each window, of series or of images.

    The settings are those of every `WindowPooling`.
    """

    def pooled(self, maps: jax.Array) -> jax.Array:
        """Take the largest value of each window; the first one where several are equal."""
        window, strides = self.geometry
        border = self.border(maps)
        if window == strides and window[0] * window[1] <= MOST_PIXELS:
            maps = (
                jnp.pad(maps, border, constant_values=-jnp.inf) if any(map(any, border)) else maps
            )
            return largest_of_parts(split_windows(maps, window))
        largest: jax.Array = jax.lax.reduce_window(
            maps, -jnp.inf, jax.lax.max, (1, *window, 1), (1, *strides, 1), border
        )
        return largest


@dataclass(frozen=True)
class MaxPooling1D(MaxPooling):
    """Keep the largest value in each stretch of every series.

    The settings are those of every `WindowPooling`, in steps of time.

    Examples
    --------
    >>> MaxPooling1D().apply({}, jnp.arange(6.0).reshape(1, 6, 1))[0, :, 0].tolist()
    [1.0, 3.0, 5.0]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class MaxPooling2D(MaxPooling):
    """Keep the largest value in each window of every feature map.

    The settings are those of every `WindowPooling`; one number for a size holds for height
    and width.

    References
    ----------
    Riesenhuber and Poggio (1999), "Hierarchical models of object recognition in
    cortex", Nature Neuroscience 2.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> image = jnp.arange(16.0).reshape(1, 4, 4, 1)
    >>> MaxPooling2D(2).apply({}, image)[0, :, :, 0].tolist()
    [[5.0, 7.0], [13.0, 15.0]]
    """

    pool_size: Sizes = (2, 2)

    rank: ClassVar[int] = 2


@jax.custom_vjp
def largest_of_parts(parts: jax.Array) -> jax.Array:
    """Take the largest along the second axis.

    The gradient goes to the first of equal ones, as in TensorFlow and PyTorch; autodiff
    of `maximum` would share it out, and `reduce_window` is slow on a processor.
    """
    return parts.max(1)


def _largest_forward(parts: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    """Keep what the gradient needs."""
    largest = largest_of_parts(parts)
    return largest, (parts, largest)


def _largest_backward(kept: tuple[jax.Array, jax.Array], gradient: jax.Array) -> tuple[jax.Array]:
    """Hand the gradient to the first part that was the largest."""
    parts, largest = kept
    shares, is_taken = [], jnp.zeros(largest.shape, bool)
    for number in range(parts.shape[1]):
        is_first = (parts[:, number] == largest) & ~is_taken
        is_taken |= is_first
        shares.append(jnp.where(is_first, gradient, 0))
    return (jnp.stack(shares, 1),)


largest_of_parts.defvjp(_largest_forward, _largest_backward)

"""Average pooling: keep the mean of each window."""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.layers.window_geometry import Sizes
from plainnet.layers.window_pooling import WindowPooling, split_windows


@dataclass(frozen=True)
class AveragePooling(WindowPooling):
    """Keep the mean of each window, of series or of images.

    Only what lies on the map counts: a window that reaches over the border has fewer
    pixels.

    The settings are those of every `WindowPooling`.
    """

    def pooled(self, maps: jax.Array) -> jax.Array:
        """Add up each window and divide by the pixels it has on the map."""
        window, strides = self.geometry
        border = self.border(maps)
        if window == strides and not any(map(any, border)):
            return split_windows(maps, window).mean(1)
        sums = jax.lax.reduce_window(
            maps, 0.0, jax.lax.add, (1, *window, 1), (1, *strides, 1), border
        )
        ends = [np.ones(size) for size in maps.shape[1:3]]
        rows, columns = (
            np.convolve(np.pad(ends[axis], border[1 + axis]), np.ones(window[axis]), "valid")
            for axis in (0, 1)
        )
        counts = np.outer(rows[:: strides[0]], columns[:: strides[1]])
        means: jax.Array = sums / jnp.asarray(counts, maps.dtype)[..., None]
        return means


@dataclass(frozen=True)
class AveragePooling1D(AveragePooling):
    """Keep the mean of each stretch of every series.

    The settings are those of every `WindowPooling`, in steps of time.

    Examples
    --------
    >>> AveragePooling1D(2).apply({}, jnp.arange(6.0).reshape(1, 6, 1))[0, :, 0].tolist()
    [0.5, 2.5, 4.5]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class AveragePooling2D(AveragePooling):
    """Keep the mean of each window of every feature map.

    The settings are those of every `WindowPooling`; one number for a size holds for height
    and width.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to
    document recognition".

    Examples
    --------
    >>> image = jnp.arange(16.0).reshape(1, 4, 4, 1)
    >>> AveragePooling2D(2).apply({}, image)[0, :, :, 0].tolist()
    [[2.5, 4.5], [10.5, 12.5]]
    """

    pool_size: Sizes = (2, 2)

    rank: ClassVar[int] = 2

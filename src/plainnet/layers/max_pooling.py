"""Max pooling: keep the largest value of each window.

Concepts: max pooling, stride, padding
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import jax
import jax.numpy as jnp

from plainnet.layers.layer import (
    Layer,
    Shape,
    Weights,
    check_pair,
    check_rank,
    pair_of,
    settle,
)
from plainnet.layers.window_geometry import output_size, padding_of


@dataclass(frozen=True)
class MaxPooling2D(Layer):
    """Keep the largest value in each window of every feature map.

    Parameters
    ----------
    pool_size : int or (int, int), default=2
        Height and width of the window, in pixels.
    strides : int, (int, int) or None
        Step between windows, in pixels. None means `pool_size`.
    padding : {"valid", "same"}, default="valid"
        Whether windows stay inside the map or may reach over its border.
    name : str or None
        Name in summaries and files.

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

    pool_size: int | tuple[int, int] = (2, 2)
    strides: int | tuple[int, int] | None = None
    padding: Literal["valid", "same"] = "valid"

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle(self, pool_size=pair_of(self.pool_size))
        settle(self, strides=pair_of(self.pool_size if self.strides is None else self.strides))
        check_pair(self, "pool_size", self.pool_size)
        check_pair(self, "strides", self.strides)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the windows."""
        check_rank(self, input_shape, 3, "(batch, height, width, channels)")
        height, width, channels = input_shape
        window, strides = self.geometry
        rows = output_size(self, height, window[0], strides[0], self.padding)
        columns = output_size(self, width, window[1], strides[1], self.padding)
        return rows, columns, channels

    @property
    def geometry(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Window and strides, each as two numbers."""
        assert self.strides is not None
        return pair_of(self.pool_size), pair_of(self.strides)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Take the largest value of each window; the first one where several are equal."""
        window, strides = self.geometry
        if window == strides == (2, 2):
            return largest_of_quarters(self._quarters(inputs))
        padding = [
            padding_of(inputs.shape[1 + axis], window[axis], strides[axis], self.padding)
            for axis in (0, 1)
        ]
        largest: jax.Array = jax.lax.reduce_window(
            inputs,
            -jnp.inf,
            jax.lax.max,
            (1, *window, 1),
            (1, *strides, 1),
            ((0, 0), *padding, (0, 0)),
        )
        return largest

    def _quarters(self, inputs: jax.Array) -> jax.Array:
        """Split each 2 x 2 window into its four corners."""
        _, height, width, _ = inputs.shape
        if self.padding == "same":
            odd = ((0, 0), (0, height % 2), (0, width % 2), (0, 0))
            inputs = jnp.pad(inputs, odd, constant_values=-jnp.inf)
        else:
            inputs = inputs[:, : height // 2 * 2, : width // 2 * 2]
        batch, height, width, channels = inputs.shape
        corners = inputs.reshape(batch, height // 2, 2, width // 2, 2, channels)
        corners = corners.transpose(0, 2, 4, 1, 3, 5)  # (batch, 2, 2, rows, columns, channels)
        return corners.reshape(batch, 4, height // 2, width // 2, channels)


@jax.custom_vjp
def largest_of_quarters(quarters: jax.Array) -> jax.Array:
    """Take the largest of four along the second axis.

    The gradient goes to the first of equal ones, as in TensorFlow and PyTorch; autodiff
    of `maximum` would share it out, and `reduce_window` is slow on a processor.
    """
    return quarters.max(1)


def _largest_forward(quarters: jax.Array) -> tuple[jax.Array, tuple[jax.Array, jax.Array]]:
    """Keep what the gradient needs."""
    largest = largest_of_quarters(quarters)
    return largest, (quarters, largest)


def _largest_backward(kept: tuple[jax.Array, jax.Array], gradient: jax.Array) -> tuple[jax.Array]:
    """Hand the gradient to the first quarter that was the largest."""
    quarters, largest = kept
    parts, is_taken = [], jnp.zeros(largest.shape, bool)
    for corner in range(4):
        is_first = (quarters[:, corner] == largest) & ~is_taken
        is_taken |= is_first
        parts.append(jnp.where(is_first, gradient, 0))
    return (jnp.stack(parts, 1),)


largest_of_quarters.defvjp(_largest_forward, _largest_backward)

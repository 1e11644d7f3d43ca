"""What all pooling over windows has in common: how the windows lie."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import jax

from plainnet.layers.data_format import (
    DataFormat,
    from_channels_last,
    places_and_channels,
    settle_data_format,
    shape_of,
    to_channels_last,
)
from plainnet.layers.layer import Layer, Shape, Weights, settle
from plainnet.layers.window_geometry import (
    Pair,
    Sizes,
    output_size,
    padding_of,
    settle_padding,
    settle_sizes,
)


@dataclass(frozen=True)
class WindowPooling(Layer):
    """Make one number of each window of every feature map.

    Series are pooled as images one pixel high.

    Parameters
    ----------
    pool_size : int or tuple of int, default=2
        Size of the window, in pixels or steps of time.
    strides : int, tuple of int or None
        Step between windows. None means `pool_size`.
    padding : {"valid", "same"}, default="valid"
        Whether windows stay inside the map or may reach over its border.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    """

    pool_size: Sizes = 2
    strides: Sizes | None = None
    padding: Literal["valid", "same"] = "valid"
    data_format: DataFormat = "channels_last"

    rank: ClassVar[int]
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_sizes(self, self.rank, "pool_size")
        settle(self, strides=self.pool_size if self.strides is None else self.strides)
        settle_sizes(self, self.rank, "strides")
        settle_padding(self, self.padding)
        settle_data_format(self, self.data_format)

    @property
    def geometry(self) -> tuple[Pair, Pair]:
        """Window and strides, each as two numbers."""
        sizes, strides = self.pool_size, self.strides
        assert isinstance(sizes, tuple)
        assert isinstance(strides, tuple)
        along = (1,) * (2 - self.rank)
        return (*along, *sizes), (*along, *strides)  # type: ignore[return-value]

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the windows."""
        sizes, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        windows, strides = (pair[2 - self.rank :] for pair in self.geometry)
        places = tuple(
            output_size(self, size, window, stride, self.padding)
            for size, window, stride in zip(sizes, windows, strides, strict=True)
        )
        return shape_of(places, channels, self.data_format)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Pool every window."""
        maps = to_channels_last(inputs, self.data_format)
        pooled = self.pooled(maps) if self.rank == 2 else self.pooled(maps[:, None])[:, 0]
        return from_channels_last(pooled, self.data_format)

    def pooled(self, maps: jax.Array) -> jax.Array:
        """Pool maps (batch, height, width, channels)."""
        raise NotImplementedError

    def border(self, maps: jax.Array) -> tuple[Pair, Pair, Pair, Pair]:
        """Count what is added around maps (batch, height, width, channels)."""
        window, strides = self.geometry
        rows, columns = (
            padding_of(maps.shape[1 + axis], window[axis], strides[axis], self.padding)
            for axis in (0, 1)
        )
        return (0, 0), rows, columns, (0, 0)


def split_windows(maps: jax.Array, window: Pair) -> jax.Array:
    """Part maps into windows that touch and do not overlap.

    Shapes: `maps` (batch, height, width, channels) -> (batch, window height * window width, rows,
    columns, channels).

    >>> import jax.numpy as jnp
    >>> split_windows(jnp.arange(16.0).reshape(1, 4, 4, 1), (2, 2))[0, :, 0, 0, 0].tolist()
    [0.0, 1.0, 4.0, 5.0]
    """
    batch, height, width, channels = maps.shape
    rows, columns = height // window[0], width // window[1]
    whole = maps[:, : rows * window[0], : columns * window[1]]
    parts = whole.reshape(batch, rows, window[0], columns, window[1], channels)
    parts = parts.transpose(0, 2, 4, 1, 3, 5)
    return parts.reshape(batch, window[0] * window[1], rows, columns, channels)

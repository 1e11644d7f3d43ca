"""Zero padding: a border of zeros around images or series."""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.border_sizes import Border, settle_border
from plainnet.layers.data_format import (
    DataFormat,
    from_channels_last,
    places_and_channels,
    settle_data_format,
    shape_of,
    to_channels_last,
)
from plainnet.layers.layer import Layer, Shape, Weights


@dataclass(frozen=True)
class ZeroPadding(Layer):
    """Add zeros before and after every series or around every image.

    Parameters
    ----------
    padding : int or tuple, default=1
        How many on every side; `(before, after)` of a series; `(rows, columns)` or
        `((top, bottom), (left, right))` of an image.
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs and outputs keep their channels.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    """

    padding: Border = 1
    data_format: DataFormat = "channels_last"

    rank: ClassVar[int]
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_border(self, self.rank, "padding")
        settle_data_format(self, self.data_format)

    @property
    def sides(self) -> tuple[tuple[int, int], ...]:
        """How many before and after, for each axis."""
        return self.padding if self.rank == 2 else (self.padding,)  # type: ignore[return-value]

    def output_shape(self, input_shape: Shape) -> Shape:
        """Add the border to the sizes."""
        sizes, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        places = tuple(size + sum(side) for size, side in zip(sizes, self.sides, strict=True))
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
        """Add the border."""
        maps = to_channels_last(inputs, self.data_format)
        padded = jnp.pad(maps, ((0, 0), *self.sides, (0, 0)))
        return from_channels_last(padded, self.data_format)


@dataclass(frozen=True)
class ZeroPadding1D(ZeroPadding):
    """Add zeros before and after every series.

    The settings are those of every `ZeroPadding`.

    Examples
    --------
    >>> ZeroPadding1D((2, 0)).apply({}, jnp.ones((1, 2, 1)))[0, :, 0].tolist()
    [0.0, 0.0, 1.0, 1.0]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class ZeroPadding2D(ZeroPadding):
    """Add zeros around every image.

    The settings are those of every `ZeroPadding`.

    Examples
    --------
    >>> ZeroPadding2D(((1, 0), (2, 2))).output_shape((6, 6, 3))
    (7, 10, 3)
    """

    rank: ClassVar[int] = 2

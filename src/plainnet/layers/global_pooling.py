"""Global pooling: one number for each feature map or series."""

from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.layers.data_format import (
    DataFormat,
    places_and_channels,
    settle_data_format,
    shape_of,
)
from plainnet.layers.layer import Layer, Shape, Weights


@dataclass(frozen=True)
class GlobalPooling(Layer):
    """Make one number of each feature map or series.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs keep their channels.
    keepdims : bool, default=False
        Whether the axes that were pooled stay, with size 1.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    """

    data_format: DataFormat = "channels_last"
    keepdims: bool = False

    rank: ClassVar[int]
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_data_format(self, self.data_format)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Give `(channels,)`, and a 1 for each axis that stays."""
        places, channels = places_and_channels(self, input_shape, self.rank, self.data_format)
        if not self.keepdims:
            return (channels,)
        return shape_of((1,) * len(places), channels, self.data_format)

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes that are pooled, the batch being axis 0."""
        first = 1 if self.data_format == "channels_last" else 2
        return tuple(range(first, first + self.rank))


@dataclass(frozen=True)
class GlobalMaxPooling(GlobalPooling):
    """Keep the largest value of each feature map or series.

    The settings are those of every `GlobalPooling`.
    """

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Take the largest values."""
        return inputs.max(self.axes, keepdims=self.keepdims)


@dataclass(frozen=True)
class GlobalMaxPooling1D(GlobalMaxPooling):
    """Keep the largest value of each series.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> GlobalMaxPooling1D().apply({}, jnp.asarray([[[1.0], [3.0], [2.0]]])).tolist()
    [[3.0]]
    """

    rank: ClassVar[int] = 1


@dataclass(frozen=True)
class GlobalMaxPooling2D(GlobalMaxPooling):
    """Keep the largest value of each feature map.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> GlobalMaxPooling2D().output_shape((7, 5, 3))
    (3,)
    """

    rank: ClassVar[int] = 2


@dataclass(frozen=True)
class GlobalAveragePooling1D(GlobalPooling):
    """Keep the mean of each series over the times that are there.

    The settings are those of every `GlobalPooling`.

    Examples
    --------
    >>> mask = jnp.asarray([[True, True, False]])
    >>> series = jnp.asarray([[[1.0], [3.0], [8.0]]])
    >>> GlobalAveragePooling1D().apply({}, series, mask=mask).tolist()
    [[2.0]]
    """

    rank: ClassVar[int] = 1
    uses_mask: ClassVar[bool] = True

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: jax.Array | None = None,
    ) -> jax.Array:
        """Take the means; an example without any time has no mean."""
        if mask is None:
            return inputs.mean(self.axes, keepdims=self.keepdims)
        is_there = jnp.expand_dims(mask, 2 if self.data_format == "channels_last" else 1)
        sums = jnp.where(is_there, inputs, 0).sum(self.axes, keepdims=self.keepdims)
        return sums / is_there.astype(inputs.dtype).sum(self.axes, keepdims=self.keepdims)


@dataclass(frozen=True)
class GlobalAveragePooling2D(GlobalPooling):
    """Keep the mean of each feature map.

    The settings are those of every `GlobalPooling`.

    References
    ----------
    Lin, Chen and Yan (2014), "Network in network", ICLR.

    Examples
    --------
    >>> GlobalAveragePooling2D(keepdims=True).output_shape((7, 5, 3))
    (1, 1, 3)
    """

    rank: ClassVar[int] = 2

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Take the means."""
        return inputs.mean(self.axes, keepdims=self.keepdims)

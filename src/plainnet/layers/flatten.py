"""Flatten: lay feature maps out as one row of numbers."""

from dataclasses import dataclass
from math import prod
from typing import ClassVar

import jax

from plainnet.layers.data_format import DataFormat, settle_data_format, to_channels_last
from plainnet.layers.layer import Layer, Shape, Weights


@dataclass(frozen=True)
class Flatten(Layer):
    """Turn `(batch, height, width, channels)` into `(batch, height * width * channels)`.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, default="channels_last"
        Where the inputs keep their channels; the row holds them last in either case.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Flatten().output_shape((5, 5, 16))
    (400,)
    """

    data_format: DataFormat = "channels_last"

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle_data_format(self, self.data_format)

    def output_shape(self, input_shape: Shape) -> Shape:
        """Count the numbers of one example."""
        return (prod(input_shape),)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Lay each example out in a row."""
        if inputs.ndim > 1:
            inputs = to_channels_last(inputs, self.data_format)
        return inputs.reshape(inputs.shape[0], -1)

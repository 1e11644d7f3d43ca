"""Permute: the same axes in another order."""

from dataclasses import dataclass
from typing import ClassVar

import jax

from plainnet.errors import SettingError
from plainnet.layers.layer import Layer, Shape, Weights, check_rank, settle


@dataclass(frozen=True)
class Permute(Layer):
    """Put the axes of every example in another order.

    Parameters
    ----------
    dims : tuple of int
        `(2, 1)` swaps two axes; the batch would be axis 0 and stays where it is.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Permute((3, 1, 2)).output_shape((28, 32, 3))
    (3, 28, 32)
    """

    dims: tuple[int, ...]

    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        settle(self, dims=tuple(self.dims))
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise SettingError("permute.dims", dims=self.dims, count=len(self.dims))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Reorder the sizes."""
        names = ("batch", *(f"axis {axis + 1}" for axis in range(len(self.dims))))
        check_rank(self, input_shape, len(self.dims), f"({', '.join(names)})")
        return tuple(input_shape[axis - 1] for axis in self.dims)

    def apply(
        self,
        weights: Weights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Transpose each example."""
        return inputs.transpose(0, *self.dims)

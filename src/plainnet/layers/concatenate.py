"""Concatenate: lay arrays side by side."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Shape
from plainnet.layers.merging import Mask, Merging


@dataclass(frozen=True)
class Concatenate(Merging):
    """Join along one axis.

    Parameters
    ----------
    axis : int, default=-1
        Counted with the batch axis, which cannot be joined along.
    name : str or None
        As in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Concatenate().output_shape(((5, 5, 3), (5, 5, 4)))
    (5, 5, 7)
    """

    axis: int = -1

    def __post_init__(self) -> None:
        if self.axis == 0:
            raise SettingError("layer.batch_axis", layer="Concatenate", axis=self.axis)

    def output_shape(self, input_shape: Any) -> Shape:
        """Add up the lengths along the axis."""
        shapes = [tuple(shape) for shape in input_shape]
        rank = len(shapes[0])
        axis = self.axis - 1 if self.axis > 0 else self.axis + rank
        others = {(*shape[:axis], 0, *shape[axis + 1 :]) for shape in shapes}
        if not 0 <= axis < rank or {len(shape) for shape in shapes} != {rank} or len(others) > 1:
            raise ShapeError(
                "layer.joined_shapes",
                layer="Concatenate",
                axis=self.axis,
                shapes=", ".join(str(("batch", *shape)) for shape in shapes),
            )
        joined = sum(shape[axis] for shape in shapes)
        return (*shapes[0][:axis], joined, *shapes[0][axis + 1 :])

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Join."""
        return jnp.concatenate(arrays, self.axis)

    def mask_after(self, inputs: Any, mask: Any) -> Mask:
        """Join the masks as the arrays; a time is there if any of its numbers is."""
        if mask is None or all(each is None for each in mask):
            return None
        whole = [
            jnp.broadcast_to(True if each is None else each[..., None], array.shape)
            for array, each in zip(inputs, mask, strict=True)
        ]
        return jnp.concatenate(whole, self.axis).any(-1)

"""Merging layers: one array of several, by arithmetic, end to end, or by products."""

from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, Shape, Weights, settle

Mask = jax.Array | None


@dataclass(frozen=True)
class Merging(Layer):
    """What they have in common: a tuple goes in, axes of length one are stretched."""

    takes_several: ClassVar[bool] = True
    uses_mask: ClassVar[bool] = True

    def output_shape(self, input_shape: Any) -> Shape:
        """Stretch all shapes to one."""
        rank = max(map(len, input_shape))
        padded = [(1,) * (rank - len(shape)) + tuple(shape) for shape in input_shape]
        if any(len(set(sizes) - {1}) > 1 for sizes in zip(*padded, strict=True)):
            raise ShapeError(
                "layer.merged_shapes",
                layer=type(self).__name__,
                shapes=[str(("batch", *shape)) for shape in input_shape],
            )
        return tuple(max(sizes) if 0 not in sizes else 0 for sizes in zip(*padded, strict=True))

    def places(self, input_shape: Any) -> int:
        """Count none: there are no weights."""
        return 0

    def apply(self, weights: Weights, inputs: Any, *, mask: Any = None, **_: Any) -> jax.Array:
        """Merge.

        Shapes: `inputs` (batch, ...), `mask` (batch, time) -> (batch, ...).
        `weights`: None.
        """
        rank = max(array.ndim for array in inputs)
        arrays = [
            array.reshape(array.shape[0], *(1,) * (rank - array.ndim), *array.shape[1:])
            for array in inputs
        ]
        return self.merged(arrays, mask or (None,) * len(arrays))

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Make one of several arrays of the same number of axes."""
        raise NotImplementedError

    def mask_after(self, inputs: Any, mask: Any) -> Mask:
        """A time is there if any input has it; without a mask all times are."""
        masks = mask or (None,)
        return None if any(each is None for each in masks) else reduce(jnp.logical_or, masks)


@dataclass(frozen=True)
class Add(Merging):
    """Add up.

    Examples
    --------
    >>> Add().apply({}, (jnp.ones((1, 2)), jnp.ones((1, 2)))).tolist()
    [[2.0, 2.0]]
    """

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Add up."""
        return reduce(jnp.add, arrays)


@dataclass(frozen=True)
class Subtract(Merging):
    """Take the second from the first.

    Examples
    --------
    >>> Subtract().apply({}, (jnp.ones((1, 2)), jnp.ones((1, 2)))).tolist()
    [[0.0, 0.0]]
    """

    def output_shape(self, input_shape: Any) -> Shape:
        """Stretch both shapes to one."""
        check_two(self, input_shape)
        return super().output_shape(input_shape)

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Take the second from the first."""
        return arrays[0] - arrays[1]


@dataclass(frozen=True)
class Average(Merging):
    """Take the mean.

    Examples
    --------
    >>> Average().apply({}, (jnp.ones((1, 2)), jnp.zeros((1, 2)))).tolist()
    [[0.5, 0.5]]
    """

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Add up and divide."""
        return reduce(jnp.add, arrays) / len(arrays)


@dataclass(frozen=True)
class Multiply(Merging):
    """Multiply; what is masked counts as 1, and as 0 where all are.

    Examples
    --------
    >>> Multiply().apply({}, (jnp.full((1, 2), 3.0), jnp.full((1, 2), 2.0))).tolist()
    [[6.0, 6.0]]
    """

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Multiply what is there."""
        there = [each if each is None else each[..., None] for each in masks]
        product = reduce(
            jnp.multiply,
            (
                array if each is None else jnp.where(each, array, 1)
                for array, each in zip(arrays, there, strict=True)
            ),
        )
        known = [each for each in there if each is not None]
        if len(known) < len(arrays):
            return product
        return jnp.where(reduce(jnp.logical_or, known), product, 0)


@dataclass(frozen=True)
class Extreme(Merging):
    """What `Maximum` and `Minimum` share: what is masked gives way to the other."""

    def choose(self, first: jax.Array, second: jax.Array) -> jax.Array:
        """Choose of each pair of numbers."""
        raise NotImplementedError

    def merged(self, arrays: list[jax.Array], masks: tuple[Mask, ...]) -> jax.Array:
        """Choose among what is there."""
        there = [each if each is None else each[..., None] for each in masks]
        chosen, known = arrays[0], there[0]
        for array, each in zip(arrays[1:], there[1:], strict=True):
            other = array if each is None else jnp.where(each, array, chosen)
            own = chosen if known is None else jnp.where(known, chosen, other)
            known = None if known is None or each is None else jnp.logical_or(known, each)
            chosen = self.choose(own, other)
        return chosen


@dataclass(frozen=True)
class Maximum(Extreme):
    """Take the largest.

    Examples
    --------
    >>> Maximum().apply({}, (jnp.ones((1, 2)), jnp.zeros((1, 2)))).tolist()
    [[1.0, 1.0]]
    """

    def choose(self, first: jax.Array, second: jax.Array) -> jax.Array:
        """Take the larger."""
        return jnp.maximum(first, second)


@dataclass(frozen=True)
class Minimum(Extreme):
    """Take the smallest.

    Examples
    --------
    >>> Minimum().apply({}, (jnp.ones((1, 2)), jnp.zeros((1, 2)))).tolist()
    [[0.0, 0.0]]
    """

    def choose(self, first: jax.Array, second: jax.Array) -> jax.Array:
        """Take the smaller."""
        return jnp.minimum(first, second)


def check_two(layer: Layer, input_shape: Any) -> None:
    """Refuse any number of inputs but two."""
    if len(input_shape) != 2:
        raise ShapeError("layer.two_inputs", layer=type(layer).__name__, found=len(input_shape))


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
                shapes=[str(("batch", *shape)) for shape in shapes],
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


SMALLEST_SQUARE = 1e-14  # below it a vector counts as this long, so that none divides by 0


@dataclass(frozen=True)
class Dot(Layer):
    """Multiply two arrays along one axis of each and add up.

    Parameters
    ----------
    axes : int or (int, int)
        Counted with the batch axis.
    normalize : bool, default=False
        Whether vectors are scaled to length one before: the cosine of their angle.
    name : str or None
        As in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Dot(axes=(1, 2)).output_shape(((3, 5), (10, 3)))
    (5, 10)
    """

    axes: int | tuple[int, int]
    normalize: bool = False

    takes_several: ClassVar[bool] = True
    passes_mask: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if isinstance(self.axes, list | tuple):
            settle(self, axes=tuple(self.axes))
        pair = self.axes if isinstance(self.axes, tuple) else (self.axes,) * 2
        if len(pair) != 2 or not all(isinstance(axis, int) and axis for axis in pair):
            raise SettingError("layer.batch_axis", layer="Dot", axis=self.axes)

    def _axes(self, ranks: tuple[int, int]) -> tuple[int, int]:
        """Count the axes from the batch axis, which is 0."""
        pair = self.axes if isinstance(self.axes, tuple) else (self.axes, self.axes)
        return pair[0] % ranks[0], pair[1] % ranks[1]

    def output_shape(self, input_shape: Any) -> Shape:
        """Leave out both axes; a single number is a vector of one."""
        check_two(self, input_shape)
        shapes = [(None, *shape) for shape in input_shape]
        ranks = len(shapes[0]), len(shapes[1])
        axes = self._axes(ranks)
        sizes = [shape[axis] for shape, axis in zip(shapes, axes, strict=True)]
        if sizes[0] != sizes[1] or None in sizes:
            raise ShapeError(
                "layer.joined_shapes",
                layer="Dot",
                axis=self.axes,
                shapes=[str(("batch", *shape)) for shape in input_shape],
            )
        left = [size for at, size in enumerate(shapes[0]) if at not in (0, axes[0])]
        right = [size for at, size in enumerate(shapes[1]) if at not in (0, axes[1])]
        return tuple(left + right) or (1,)

    def places(self, input_shape: Any) -> int:
        """Count none: there are no weights."""
        return 0

    def apply(self, weights: Weights, inputs: Any, **_: Any) -> jax.Array:
        """Multiply and add up.

        Shapes: `inputs` (batch, ...) -> (batch, *rest of the first, *rest of the second).
        `weights`: None.
        """
        first, second = inputs
        axes = self._axes((first.ndim, second.ndim))
        if self.normalize:
            first, second = (_of_length_one(a, axis) for a, axis in zip(inputs, axes, strict=True))
        products = jnp.moveaxis(first, axes[0], -1), jnp.moveaxis(second, axes[1], -1)
        batch, size = first.shape[0], first.shape[axes[0]]
        rest = [array.shape[1:-1] for array in products]
        left, right = (array.reshape(batch, -1, size) for array in products)
        sums = jnp.einsum("bis,bjs->bij", left, right)
        return sums.reshape(batch, *(rest[0] + rest[1] or (1,)))


def _of_length_one(array: jax.Array, axis: int) -> jax.Array:
    """Divide vectors by their length."""
    squares = (array**2).sum(axis, keepdims=True)
    return array * jax.lax.rsqrt(jnp.maximum(squares, SMALLEST_SQUARE))

"""Layers that make one array of several, number by number."""

from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.layers.layer import Layer, Shape, Weights

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
                shapes=", ".join(str(("batch", *shape)) for shape in input_shape),
            )
        return tuple(max(sizes) if 0 not in sizes else 0 for sizes in zip(*padded, strict=True))

    def places(self, input_shape: Any) -> int:
        """Count none: there are no weights."""
        return 0

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> jax.Array:
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

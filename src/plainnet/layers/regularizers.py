"""What training asks of weights: penalties on their size, and limits they are brought back to."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.layers.initializers import find_initializer, made_by_name
from plainnet.layers.layer import Layer, settle


@dataclass(frozen=True)
class Regularizer:
    """A penalty on numbers; its fields are its saved form."""

    def penalty(self, weights: jax.Array) -> jax.Array:
        """Return what these weights cost."""
        raise NotImplementedError


@dataclass(frozen=True)
class L1(Regularizer):
    """`l1` times the sum of absolute weights: pushes weights to exactly 0."""

    l1: float = 0.01

    def penalty(self, weights: jax.Array) -> jax.Array:
        """Return the penalty."""
        return self.l1 * jnp.sum(jnp.abs(weights))


@dataclass(frozen=True)
class L2(Regularizer):
    """`l2` times the sum of squared weights: keeps weights small."""

    l2: float = 0.01

    def penalty(self, weights: jax.Array) -> jax.Array:
        """Return the penalty."""
        return self.l2 * jnp.sum(jnp.square(weights))


@dataclass(frozen=True)
class L1L2(Regularizer):
    """Both penalties together."""

    l1: float = 0.0
    l2: float = 0.0

    def penalty(self, weights: jax.Array) -> jax.Array:
        """Return the penalty."""
        return L1(self.l1).penalty(weights) + L2(self.l2).penalty(weights)


def activity_penalty(
    rule: Regularizer | None, outputs: Any, present: jax.Array | None
) -> jax.Array | float:
    """Return what the outputs of a layer cost, all rows of a batch together.

    Shapes: `outputs` (batch, ...), `present` (batch,) -> ().
    `present`: 0 for rows that only fill up the batch: they cost nothing.

    >>> float(activity_penalty(L1(1.0), jnp.ones((3, 2)), jnp.asarray([1.0, 1.0, 0.0])))
    4.0
    """
    if rule is None:
        return 0.0
    penalties = []
    for array in jax.tree.leaves(outputs):
        share = 1.0 if present is None else present.reshape(-1, *[1] * (array.ndim - 1))
        penalties.append(rule.penalty(array * share))
    return sum(penalties, 0.0)


REGULARIZERS: dict[str, type[Regularizer]] = {"l1": L1, "l2": L2, "l1_l2": L1L2}


def find_regularizer(identifier: str | Regularizer | None) -> Regularizer | None:
    """Find a regularizer by Keras' name, or take the object; None is none.

    >>> find_regularizer("l2")
    L2(l2=0.01)
    """
    if identifier is None or isinstance(identifier, Regularizer):
        return identifier
    return made_by_name(identifier, REGULARIZERS, "regularizer.unknown")


#: What keeps a length of 0 from dividing, as in Keras.
EPSILON = 1e-7

Axes = int | tuple[int, ...]


@dataclass(frozen=True)
class Constraint:
    """A rule that weights keep to; its fields are its saved form."""

    def __post_init__(self) -> None:
        axes = getattr(self, "axis", 0)  # a list in files
        if not isinstance(axes, int):
            object.__setattr__(self, "axis", tuple(axes))

    def apply(self, weights: jax.Array) -> jax.Array:
        """Return the nearest weights that keep to the rule."""
        raise NotImplementedError


@dataclass(frozen=True)
class NonNeg(Constraint):
    """No weight below 0."""

    def apply(self, weights: jax.Array) -> jax.Array:
        """Put what is negative to 0."""
        return jnp.maximum(weights, 0)


@dataclass(frozen=True)
class UnitNorm(Constraint):
    """Length 1 along an axis: axis 0 of a dense kernel holds the inputs of one unit."""

    axis: Axes = 0

    def apply(self, weights: jax.Array) -> jax.Array:
        """Divide by the lengths."""
        return weights / (EPSILON + lengths(weights, self.axis))


@dataclass(frozen=True)
class MaxNorm(Constraint):
    """At most length `max_value` along an axis.

    References
    ----------
    Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from
    overfitting", JMLR 15.
    """

    max_value: float = 2
    axis: Axes = 0

    def apply(self, weights: jax.Array) -> jax.Array:
        """Shorten what is longer."""
        found = lengths(weights, self.axis)
        return weights * (jnp.clip(found, 0, self.max_value) / (EPSILON + found))


@dataclass(frozen=True)
class MinMaxNorm(Constraint):
    """A length between two limits along an axis, reached by the share `rate` in a step."""

    min_value: float = 0.0
    max_value: float = 1.0
    rate: float = 1.0
    axis: Axes = 0

    def apply(self, weights: jax.Array) -> jax.Array:
        """Go the share `rate` of the way to the nearer limit."""
        found = lengths(weights, self.axis)
        wanted = jnp.clip(found, self.min_value, self.max_value)
        wanted = self.rate * wanted + (1 - self.rate) * found
        return weights * (wanted / (EPSILON + found))


def lengths(weights: jax.Array, axis: Axes) -> jax.Array:
    """Measure the Euclidean length along some axes, which stay with size 1."""
    return jnp.sqrt(jnp.sum(jnp.square(weights), axis, keepdims=True))


CONSTRAINTS: dict[str, type[Constraint]] = {
    "max_norm": MaxNorm,
    "min_max_norm": MinMaxNorm,
    "non_neg": NonNeg,
    "unit_norm": UnitNorm,
}


def find_constraint(identifier: str | Constraint | None) -> Constraint | None:
    """Find a constraint by Keras' name, or take the object; None is none.

    >>> find_constraint("unitnorm")
    UnitNorm(axis=0)
    """
    if identifier is None or isinstance(identifier, Constraint):
        return identifier
    return made_by_name(identifier, CONSTRAINTS, "constraint.unknown")


_FINDERS: dict[str, Callable[[Any], object]] = {
    "initializer": find_initializer,
    "regularizer": find_regularizer,
    "constraint": find_constraint,
}


def settle_weight_rules(layer: Layer) -> None:
    """Put objects in the place of names in a layer's settings, while it is being made.

    >>> from plainnet.layers.dense import Dense
    >>> Dense(3, bias_regularizer="l1").bias_regularizer
    L1(l1=0.01)
    """
    for each in fields(layer):
        finder = _FINDERS.get(each.name.rpartition("_")[2])
        if finder is not None:
            settle(layer, **{each.name: finder(getattr(layer, each.name))})

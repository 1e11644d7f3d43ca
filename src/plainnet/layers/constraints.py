"""Constraints: what weights must keep to, restored after every step."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError

#: What keeps a length of 0 from dividing, as in Keras.
EPSILON = 1e-7

Axes = int | tuple[int, ...]


@dataclass(frozen=True)
class Constraint:
    """A rule that weights keep to; its fields are its saved form."""

    def apply(self, weights: jax.Array) -> jax.Array:
        """Give the nearest weights that keep to the rule."""
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "axis", _hashable(self.axis))

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "axis", _hashable(self.axis))

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "axis", _hashable(self.axis))

    def apply(self, weights: jax.Array) -> jax.Array:
        """Go the share `rate` of the way to the nearer limit."""
        found = lengths(weights, self.axis)
        wanted = jnp.clip(found, self.min_value, self.max_value)
        wanted = self.rate * wanted + (1 - self.rate) * found
        return weights * (wanted / (EPSILON + found))


def lengths(weights: jax.Array, axis: Axes) -> jax.Array:
    """Measure the Euclidean length along some axes, which stay with size 1."""
    return jnp.sqrt(jnp.sum(jnp.square(weights), axis, keepdims=True))


def _hashable(axis: int | tuple[int, ...] | list[int]) -> Axes:
    """Turn a list of axes, as files hold it, into a tuple."""
    return axis if isinstance(axis, int) else tuple(axis)


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
    kinds = {name.replace("_", ""): kind for name, kind in CONSTRAINTS.items()}
    kind = kinds.get(str(identifier).replace("_", "").lower())
    if kind is None:
        raise SettingError("constraint.unknown", name=identifier, known=", ".join(CONSTRAINTS))
    return kind()

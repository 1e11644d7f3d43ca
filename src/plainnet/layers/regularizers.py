"""Regularizers: a price on large weights or outputs, added to the loss."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError


@dataclass(frozen=True)
class Regularizer:
    """A price on numbers; its fields are its saved form."""

    def price(self, weights: jax.Array) -> jax.Array:
        """Give what these weights cost."""
        raise NotImplementedError


@dataclass(frozen=True)
class L1(Regularizer):
    """`l1` times the sum of absolute weights: pushes weights to exactly 0."""

    l1: float = 0.01

    def price(self, weights: jax.Array) -> jax.Array:
        """Give the price."""
        return self.l1 * jnp.sum(jnp.abs(weights))


@dataclass(frozen=True)
class L2(Regularizer):
    """`l2` times the sum of squared weights: keeps weights small."""

    l2: float = 0.01

    def price(self, weights: jax.Array) -> jax.Array:
        """Give the price."""
        return self.l2 * jnp.sum(jnp.square(weights))


@dataclass(frozen=True)
class L1L2(Regularizer):
    """Both prices together."""

    l1: float = 0.0
    l2: float = 0.0

    def price(self, weights: jax.Array) -> jax.Array:
        """Give the price."""
        return L1(self.l1).price(weights) + L2(self.l2).price(weights)


def activity_price(
    rule: Regularizer | None, outputs: Any, present: jax.Array | None
) -> jax.Array | float:
    """Give what the outputs of a layer cost, all rows of a batch together.

    Shapes: `outputs` (batch, ...), `present` (batch,) -> ().
    `present`: 0 for rows that only fill up the batch: they cost nothing.

    >>> float(activity_price(L1(1.0), jnp.ones((3, 2)), jnp.asarray([1.0, 1.0, 0.0])))
    4.0
    """
    if rule is None:
        return 0.0
    prices = []
    for array in jax.tree.leaves(outputs):
        share = 1.0 if present is None else present.reshape(-1, *[1] * (array.ndim - 1))
        prices.append(rule.price(array * share))
    return sum(prices, 0.0)


REGULARIZERS: dict[str, type[Regularizer]] = {"l1": L1, "l2": L2, "l1_l2": L1L2}


def find_regularizer(identifier: str | Regularizer | None) -> Regularizer | None:
    """Find a regularizer by Keras' name, or take the object; None is none.

    >>> find_regularizer("l2")
    L2(l2=0.01)
    """
    if identifier is None or isinstance(identifier, Regularizer):
        return identifier
    kinds = {name.replace("_", ""): kind for name, kind in REGULARIZERS.items()}
    kind = kinds.get(str(identifier).replace("_", "").lower())
    if kind is None:
        raise SettingError("regularizer.unknown", name=identifier, known=", ".join(REGULARIZERS))
    return kind()

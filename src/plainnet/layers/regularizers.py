"""Regularizers: a price on large weights, added to the loss.

Concepts: regularizer, weight decay, L1, L2
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp


@dataclass(frozen=True)
class Regularizer:
    """A price on weights; its fields are its saved form."""

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


def price_of(
    kernel: Regularizer | None, bias: Regularizer | None, weights: dict[str, jax.Array]
) -> jax.Array | float:
    """Add up what the regularizers of a layer's kernel and bias ask.

    Parameters
    ----------
    kernel, bias : Regularizer or None
        What large weights cost.
    weights : dict of str to array
        Of the layer; it may have no bias.

    Returns
    -------
    array of shape () or float
        0 without regularizers.
    """
    asked = ((kernel, weights.get("kernel")), (bias, weights.get("bias")))
    prices = [rule.price(array) for rule, array in asked if rule and array is not None]
    return sum(prices, 0.0)


REGULARIZERS: dict[str, type[Regularizer]] = {"l1": L1, "l2": L2, "l1_l2": L1L2}

"""Regularizers and constraints that a script writes itself: classes with `__call__`, functions.

Two of them are equal if they are the same object.
"""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from plainnet.files.layer_config import function_form, own_form
from plainnet.layers import regularizers


class Regularizer(regularizers.Regularizer):
    """What a script derives a regularizer of its own from: it writes `__call__`."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __call__(self, weights: Any) -> Any:
        """Return what weights cost; the script says how."""
        raise NotImplementedError

    def penalty(self, weights: jax.Array) -> jax.Array:
        """Return what these weights cost."""
        return jnp.asarray(self(weights), weights.dtype)

    def get_config(self) -> dict[str, Any]:
        """Return no settings, to which a script adds its own."""
        return {}

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the rule: its settings, not its code."""
        return own_form(self)


class Constraint(regularizers.Constraint):
    """What a script derives a constraint of its own from: it writes `__call__`."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __call__(self, weights: Any) -> Any:
        """Return the weights that keep to the rule; the script says how."""
        raise NotImplementedError

    def apply(self, weights: jax.Array) -> jax.Array:
        """Return the nearest weights that keep to the rule."""
        return jnp.asarray(self(weights), weights.dtype)

    def get_config(self) -> dict[str, Any]:
        """Return no settings, to which a script adds its own."""
        return {}

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the rule: its settings, not its code."""
        return own_form(self)


class FunctionRegularizer(Regularizer):
    """What a function of the script says that weights cost."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __call__(self, weights: Any) -> Any:
        """Call the function."""
        return self.function(weights)

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves a function: its name."""
        return function_form(self.function)


class FunctionConstraint(Constraint):
    """The weights that a function of the script gives."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __call__(self, weights: Any) -> Any:
        """Call the function."""
        return self.function(weights)

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves a function: its name."""
        return function_form(self.function)


#: What a function becomes, by the kind of the setting.
OF_FUNCTIONS = {"regularizer": FunctionRegularizer, "constraint": FunctionConstraint}

"""What holds for the weights of a layer: what they start from, cost and are kept to."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from plainnet.layers.constraints import find_constraint
from plainnet.layers.initializers import find_initializer
from plainnet.layers.layer import Layer, settle
from plainnet.layers.regularizers import find_regularizer

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

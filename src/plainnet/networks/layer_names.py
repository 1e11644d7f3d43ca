"""How the layers of a network are called."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from plainnet.errors import SettingError
from plainnet.layers.input import Input


class Named(Protocol):
    """A layer, or a network that is a layer of another."""

    @property
    def name(self) -> str | None:
        """What it is called; None before its network named it."""


Member = TypeVar("Member", bound=Named)


def name_of(layer: Named) -> str:
    """Give the name a layer got in its network."""
    assert layer.name is not None
    return layer.name


def named_apart(layers: Sequence[Member]) -> tuple[Member, ...]:
    """Name layers after their class, numbered from the second on, as Keras does."""
    counts: dict[str, int] = {}
    taken = [layer.name for layer in layers if layer.name is not None]
    for given in taken:
        if not isinstance(given, str) or not given or "/" in given:
            raise SettingError("network.name", name=given)
    if len(set(taken)) < len(taken):
        raise SettingError("network.same_name", name=max(taken, key=taken.count))
    named = []
    for layer in layers:
        name = layer.name
        while name is None:
            base = layer_name_of_class(type(layer))
            number = counts[base] = counts.get(base, -1) + 1
            candidate = f"{base}_{number}" if number else base
            name = candidate if candidate not in taken else None
        named.append(renamed(layer, name))
    return tuple(named)


def renamed(layer: Member, name: str) -> Member:
    """Give a layer another name."""
    other: Member = replace(layer, name=name)  # type: ignore[type-var]
    return other


def layer_name_of_class(kind: type) -> str:
    """Write a class name in small letters with underscores, as Keras does.

    >>> from plainnet.layers.max_pooling import MaxPooling2D
    >>> layer_name_of_class(MaxPooling2D)
    'max_pooling2d'
    """
    return in_small_letters("InputLayer" if kind is Input else kind.__name__)


def in_small_letters(name: str) -> str:
    """Write the name of a class in small letters with underscores.

    >>> in_small_letters("LayerNormalization")
    'layer_normalization'
    """
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()

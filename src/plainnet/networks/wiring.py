"""Wiring: which layer reads what, networks within networks flattened."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from plainnet.errors import SettingError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.pooling import MaxPooling2D


class Named(Protocol):
    """A layer, or a network that is a layer of another."""

    @property
    def name(self) -> str | None:
        """What it is called; None before its network named it."""


Member = TypeVar("Member", bound=Named)


def name_of(layer: Named) -> str:
    """Return the name a layer got in its network."""
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
    """Return a layer another name."""
    other: Member = replace(layer, name=name)  # type: ignore[type-var]
    return other


def layer_name_of_class(kind: type) -> str:
    """Write a class name in small letters with underscores, as Keras does.

    >>> from plainnet.layers.pooling import MaxPooling2D
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


Place = tuple[int, int]  # the number of a step, and which of its outputs
INPUT = -1  # as the number of a step: what the network is given


@dataclass(frozen=True)
class Step:
    """A layer at work on what it reads."""

    layer: Layer  # the same one in several steps where it is shared
    reads: tuple[Place, ...]  # steps and their outputs; `(INPUT, k)` is the network's input k
    training: bool | None = None  # whether the layer always, or never, does as in training


@dataclass(frozen=True)
class Wiring:
    """Steps in an order in which each finds what it reads."""

    n_inputs: int
    steps: tuple[Step, ...]
    outputs: tuple[Place, ...]  # what the network gives

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """Each layer once, in the order of files."""
        return tuple({name_of(step.layer): step.layer for step in self.steps}.values())

    @cached_property
    def passes(self) -> tuple[tuple[int, int | None], ...]:
        """The numbers of the steps in order, a pooling together with its convolution.

        The second number is that of the pooling which alone reads what a convolution
        gives: both are computed in one.
        """
        poolings = {number: self._pooling_after(number) for number in range(len(self.steps))}
        within = set(poolings.values())
        return tuple((number, pooling) for number, pooling in poolings.items()
                     if number not in within)  # fmt: skip

    def _pooling_after(self, number: int) -> int | None:
        """Find the pooling that alone reads a convolution."""
        layer = self.steps[number].layer
        if not isinstance(layer, Conv2D) or layer.activity_regularizer is not None:
            return None
        place = (number, 0)
        readers = [at for at, step in enumerate(self.steps) if place in step.reads]
        if len(readers) != 1 or place in self.outputs:
            return None
        return readers[0] if isinstance(self.steps[readers[0]].layer, MaxPooling2D) else None

    def readers_of_inputs(self) -> tuple[Layer, ...]:
        """Return the layers that read what the network is given."""
        return tuple(step.layer for step in self.steps if any(n == INPUT for n, _ in step.reads))


class Wired(Protocol):
    """A network, when it is a layer of another."""

    name: str

    @property
    def wiring(self) -> Wiring:
        """The steps of its own."""


def add_step(
    steps: list[Step], layer: Layer | Wired, reads: Sequence[Place], training: bool | None = None
) -> int | tuple[Place, ...]:
    """Append a layer, or all steps of a network that is one."""
    if isinstance(layer, Layer):
        steps.append(Step(layer, tuple(reads), training))
        return len(steps) - 1
    inner, offset = layer.wiring, len(steps)
    if len(reads) != inner.n_inputs:
        raise SettingError(
            "network.number_of_inputs", name=layer.name, expected=inner.n_inputs, found=len(reads)
        )

    def moved(place: Place) -> Place:
        return reads[place[1]] if place[0] == INPUT else (offset + place[0], place[1])

    for step in inner.steps:
        named: Any = renamed(step.layer, f"{layer.name}/{step.layer.name}")
        mode = training if step.training is None else step.training
        steps.append(Step(named, tuple(map(moved, step.reads)), mode))
    return tuple(map(moved, inner.outputs))


def place_of(added: int | tuple[Place, ...], output: int) -> Place:
    """Return where one output of what `add_step` appended is found."""
    return (added, output) if isinstance(added, int) else added[output]

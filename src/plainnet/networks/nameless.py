"""A network under names that all networks of the same layers share.

Names belong to files and summaries; a compiled program needs none. Under shared names two
networks that differ in names alone are one value, so that one program serves both, and a
graph that is a straight line is the same value as a stack.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from plainnet.layers.layer import Layer
from plainnet.networks.layer_names import name_of, renamed
from plainnet.networks.network import Network
from plainnet.networks.wiring import Step, Wiring


@dataclass(frozen=True)
class Nameless(Network):
    """The wiring of a network, its layers numbered."""

    plan: Wiring
    rows: int | None  # of every batch, if the network fixes them

    @cached_property
    def wiring(self) -> Wiring:
        """The steps."""
        return self.plan

    @cached_property
    def batch_size(self) -> int | None:
        """The rows of every batch."""
        return self.rows


def shared_names(network: Network) -> dict[str, str]:
    """Give each layer of a network its number as a name; sorted by name they keep their order."""
    return {name_of(layer): f"{number:06}" for number, layer in enumerate(network.hidden)}


def nameless(network: Network) -> Nameless:
    """Give a network under shared names.

    >>> from plainnet.layers.dense import Dense
    >>> from plainnet.networks.stack import Stack
    >>> nameless(Stack((Dense(2, name="a"),))) == nameless(Stack((Dense(2, name="b"),)))
    True
    """
    names, wiring = shared_names(network), network.wiring
    layers = {
        name_of(layer): renamed(_without_names_within(layer), names[name_of(layer)])
        for layer in network.hidden
    }
    steps = tuple(Step(layers[name_of(step.layer)], step.reads) for step in wiring.steps)
    return Nameless(replace(wiring, steps=steps), network.batch_size)


def renamed_layers(tree: Any, names: Mapping[str, str]) -> Any:
    """Rename the layers in all dicts of weights or states of a tree.

    >>> renamed_layers(({"dense": {"kernel": 1}}, {"total": 2}), {"dense": "a", "total": "b"})
    ({'a': {'kernel': 1}}, {'total': 2})
    """
    if isinstance(tree, dict):
        if all(key in names and isinstance(part, dict) for key, part in tree.items()):
            return {names[key]: part for key, part in tree.items()}
        return {key: renamed_layers(part, names) for key, part in tree.items()}
    if isinstance(tree, tuple):
        parts = [renamed_layers(part, names) for part in tree]
        return type(tree)(*parts) if hasattr(tree, "_fields") else tuple(parts)
    return tree


def _without_names_within(layer: Layer) -> Layer:
    """Leave out the names of layers that a layer holds: it knows them by their places."""
    held = {f.name: getattr(layer, f.name) for f in fields(layer)}
    held = {place: one for place, one in held.items() if isinstance(one, Layer)}
    return replace(layer, **{place: replace(one, name=None) for place, one in held.items()})

"""A graph of layers as a value: several inputs and outputs, branches, shared layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from plainnet.errors import SettingError
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.networks.network import (
    Network,
    Shapes,
    alone_or_tuple,
    each_shape,
    fed_to,
    shapes_after,
)
from plainnet.networks.wiring import (
    INPUT,
    Place,
    Step,
    Wiring,
    add_step,
    name_of,
    named_apart,
    place_of,
)


@dataclass(frozen=True)
class Node:
    """A layer and what it reads.

    `layer`: an `Input` reads nothing. A layer that stands in several nodes is shared.
    `parents`: the numbers of the nodes it reads, each with the number of the output if that node
        gives several.
    `training`: whether the layer always, or never, does as in training; None leaves it open.
    """

    layer: Layer | Network
    parents: tuple[Place, ...] = ()
    training: bool | None = None

    def __init__(
        self,
        layer: Layer | Network,
        parents: Sequence[int | tuple[int, int]] = (),
        training: bool | None = None,
    ) -> None:
        for name, value in (("layer", layer), ("parents", _places(parents))):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "training", training)


@dataclass(frozen=True)
class Graph(Network):
    """Layers, each fed by those it names.

    `inputs`: the nodes of the inputs in the order of the arrays; None takes them as they come.

    >>> from plainnet.layers.dense import Dense
    >>> from plainnet.layers.merging import Add
    >>> block = Graph(
    ...     (Node(Input((4,))), Node(Dense(4, "relu"), (0,)), Node(Add(), (0, 1))), outputs=(2,)
    ... )
    >>> block.output_shape((4,)), [layer.name for layer in block.hidden]
    ((4,), ['dense', 'add'])
    """

    nodes: tuple[Node, ...]  # each after all that it reads
    outputs: tuple[Place, ...]  # the nodes whose outputs the network gives
    inputs: tuple[int, ...]
    name: str  # name in summaries and files

    def __init__(
        self,
        nodes: Sequence[Node],
        outputs: Sequence[int | tuple[int, int]],
        inputs: Sequence[int] | None = None,
        name: str = "functional",
    ) -> None:
        heads = [number for number, node in enumerate(nodes) if isinstance(node.layer, Input)]
        settled: dict[str, Any] = {
            "nodes": _named_nodes(nodes),
            "outputs": _places(outputs),
            "inputs": tuple(heads if inputs is None else inputs),
            "name": name,
        }
        for field_name, value in settled.items():
            object.__setattr__(self, field_name, value)
        self._check(heads)

    def _check(self, heads: list[int]) -> None:
        """Refuse nodes that read what comes after them, and inputs that are none."""
        if not self.outputs or sorted(self.inputs) != heads:
            raise SettingError("network.ends", name=self.name)
        for number, node in enumerate(self.nodes):
            is_input = isinstance(node.layer, Input)
            if bool(node.parents) == is_input or any(at >= number for at, _ in node.parents):
                raise SettingError("network.wiring", layer=name_of(node.layer))

    @cached_property
    def layers(self) -> tuple[Layer | Network, ...]:
        """Each layer once, inputs included."""
        return tuple({name_of(node.layer): node.layer for node in self.nodes}.values())

    @cached_property
    def wiring(self) -> Wiring:
        """The steps without the inputs, networks flattened."""
        steps: list[Step] = []
        added: dict[int, int | tuple[Place, ...]] = {
            node: ((INPUT, number),) for number, node in enumerate(self.inputs)
        }
        for number, node in enumerate(self.nodes):
            if not isinstance(node.layer, Input):
                reads = [place_of(added[at], output) for at, output in node.parents]
                added[number] = add_step(steps, node.layer, reads, node.training)
        outputs = tuple(place_of(added[at], output) for at, output in self.outputs)
        return Wiring(len(self.inputs), tuple(steps), outputs)

    def node_shapes(self, input_shape: Shapes) -> list[tuple[Shapes, Shapes]]:
        """Return the shapes of what goes into each node and of what comes out."""
        given = dict(zip(self.inputs, each_shape(input_shape), strict=True))
        shapes: list[tuple[Shapes, Shapes]] = []
        for number, node in enumerate(self.nodes):
            read = [each_shape(shapes[at][1])[output] for at, output in node.parents]
            before = given[number] if number in given else fed_to(node.layer, read)
            after = before if number in given else shapes_after(node.layer, before)
            shapes.append((before, after))
        return shapes

    @cached_property
    def input_shape(self) -> Shapes:
        """The shape that the input declares, or a tuple of them."""
        heads = [self.nodes[number].layer for number in self.inputs]
        return alone_or_tuple([head.shape for head in heads if isinstance(head, Input)])

    @cached_property
    def batch_size(self) -> int | None:
        """The rows of every batch, if an input says so."""
        heads = (self.nodes[number].layer for number in self.inputs)
        sizes = [head.batch_size for head in heads if isinstance(head, Input)]
        return next((size for size in sizes if size is not None), None)

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """What the inputs are called."""
        return tuple(name_of(self.nodes[number].layer) for number in self.inputs)

    @cached_property
    def output_names(self) -> tuple[str, ...]:
        """The layers that give the outputs."""
        return tuple(name_of(self.nodes[number].layer) for number, _ in self.outputs)


def _places(numbers: Sequence[int | tuple[int, int]]) -> tuple[Place, ...]:
    """Write every number as that of a node and of its first output."""
    return tuple(
        (number, 0) if isinstance(number, int) else (number[0], number[1]) for number in numbers
    )


def _named_nodes(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Name the layers; one that stands in several nodes is one layer."""
    keys = [_identity(node.layer) for node in nodes]
    own = {key: node.layer for key, node in zip(keys, nodes, strict=True)}
    for key, node in zip(keys, nodes, strict=True):
        if own[key] != node.layer:
            raise SettingError("network.same_name", name=node.layer.name)
    named = dict(zip(own, named_apart(tuple(own.values())), strict=True))
    return tuple(
        Node(named[key], node.parents, node.training) for key, node in zip(keys, nodes, strict=True)
    )


def _identity(layer: Layer | Network) -> object:
    """Return layers apart: by their names, or while they have none as objects."""
    return id(layer) if layer.name is None else layer.name

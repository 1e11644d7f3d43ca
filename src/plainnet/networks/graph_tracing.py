"""A graph out of calls: from what comes out back to what goes in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from plainnet.errors import SettingError
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.networks.graph import Graph, Node
from plainnet.networks.network import Network
from plainnet.networks.wiring import name_of


class Call(Protocol):
    """One use of a layer."""

    @property
    def layer(self) -> Layer | Network:
        """The layer, which has a name; an `Input` has no arguments."""

    @property
    def arguments(self) -> "Sequence[Symbol]":
        """What it is applied to."""


class Symbol(Protocol):
    """What a call will give."""

    @property
    def call(self) -> Call:
        """Where it comes from: one object for all outputs of the call."""

    @property
    def output(self) -> int:
        """Which of the outputs of the call it is."""

    @property
    def inner_shape(self) -> Any:
        """The shape without the batch axis."""


def graph_of(inputs: Sequence[Symbol], outputs: Sequence[Symbol], name: str) -> Graph:
    """Make the graph that leads from some symbols to others."""
    heads = {_key(symbol): _Use(_input_for(symbol)) for symbol in inputs}
    search = _Search(heads)
    ends = [search.visit(symbol) for symbol in outputs]
    _measure_depths(search.ordered)
    unused = [head for head in heads.values() if not head.is_done]
    uses = sorted(
        [*unused, *search.ordered],
        key=lambda use: (-use.depth, search.first_seen.get(name_of(use.layer), -1)),
    )
    numbers = {id(use): number for number, use in enumerate(uses)}
    nodes = [
        Node(
            use.layer,
            [(numbers[id(parent)], output) for parent, output in use.arguments],
            use.training,
        )
        for use in uses
    ]
    return Graph(
        nodes,
        outputs=[(numbers[id(use)], output) for use, output in ends],
        inputs=[numbers[id(heads[_key(symbol)])] for symbol in inputs],
        name=name,
    )


@dataclass(eq=False)
class _Use:
    """A call inside the graph."""

    layer: Layer | Network
    training: bool | None = None
    arguments: "list[tuple[_Use, int]]" = field(default_factory=list)
    depth: int = 0  # calls between it and the farthest output
    is_done: bool = False


@dataclass
class _Search:
    """Calls on the way from the outputs to the inputs."""

    heads: dict[tuple[int, int], _Use]
    ordered: list[_Use] = field(default_factory=list)  # each after its arguments
    uses: dict[int, _Use] = field(default_factory=dict)  # by the identity of the call
    first_seen: dict[str, int] = field(default_factory=dict)  # by the name of the layer

    def visit(self, symbol: Symbol) -> tuple[_Use, int]:
        """Go back from a symbol, arguments first; by a list, as graphs may be deep."""
        ahead = [symbol]
        while ahead:
            use = self._use(ahead[-1])
            self.first_seen.setdefault(name_of(use.layer), len(self.first_seen))
            arguments = [] if _key(ahead[-1]) in self.heads else ahead[-1].call.arguments
            missing = [argument for argument in arguments if not self._use(argument).is_done]
            if missing:
                ahead.extend(reversed(missing))
                continue
            if not use.is_done:
                use.arguments = [(self._use(one), self._output(one)) for one in arguments]
                use.is_done = True
                self.ordered.append(use)
            ahead.pop()
        return self._use(symbol), self._output(symbol)

    def _use(self, symbol: Symbol) -> _Use:
        """Find the use that a symbol comes from."""
        if _key(symbol) in self.heads:
            return self.heads[_key(symbol)]
        if isinstance(symbol.call.layer, Input):
            raise SettingError("network.disconnected", name=name_of(symbol.call.layer))
        made = _Use(symbol.call.layer, getattr(symbol.call, "training", None))
        return self.uses.setdefault(id(symbol.call), made)

    def _output(self, symbol: Symbol) -> int:
        """Return which of the outputs of its use a symbol is."""
        return 0 if _key(symbol) in self.heads else symbol.output


def _key(symbol: Symbol) -> tuple[int, int]:
    """Return symbols apart."""
    return id(symbol.call), symbol.output


def _input_for(symbol: Symbol) -> Input:
    """Return the input of a symbol, or make one for what another layer gives."""
    layer = symbol.call.layer
    if isinstance(layer, Input):
        return layer
    return Input(symbol.inner_shape, name=f"{layer.name}_input")


def _measure_depths(ordered: Sequence[_Use]) -> None:
    """Count how far each use is from the outputs; a shared layer is as deep as its deepest."""
    of_layers: dict[str, int] = {}
    for use in reversed(ordered):
        name = name_of(use.layer)
        use.depth = of_layers[name] = max(use.depth, of_layers.get(name, 0))
        for parent, _ in use.arguments:
            parent.depth = max(parent.depth, use.depth + 1)

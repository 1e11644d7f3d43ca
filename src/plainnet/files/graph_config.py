"""A graph's settings as Keras 3 writes them, and back; also as Keras 1 and 2 wrote them.

Each layer is written once, with what it is applied to each time it is used: the name of a
layer, which of its uses, and which of its outputs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainnet.errors import FileError
from plainnet.layers.attention import CALL_INPUTS, AttentionLayer, MultiHeadAttention
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.recurrent_layer import RecurrentLayer
from plainnet.networks.graph import Graph
from plainnet.networks.graph_tracing import graph_of
from plainnet.networks.network import Network, Shapes, each_shape
from plainnet.networks.wiring import name_of

Member = Layer | Network
Writer = Callable[[Member, Shapes], dict[str, Any]]
Reader = Callable[[Mapping[str, Any]], Member]
TENSOR = "__keras_tensor__"
STATES = "initial_state"  # what a recurrent layer starts from, as an argument of its call


def graph_to_config(graph: Graph, input_shape: Shapes, write: Writer) -> dict[str, Any]:
    """Write a graph as Keras 3 does."""
    shapes = graph.node_shapes(input_shape)
    uses = _uses(graph)
    layers: dict[str, dict[str, Any]] = {}
    for number, node in enumerate(graph.nodes):
        name = name_of(node.layer)
        if name not in layers:
            saved = write(node.layer, shapes[number][0])
            layers[name] = {**saved, "name": name, "inbound_nodes": []}
        tensors = [
            {
                "class_name": TENSOR,
                "config": {
                    "shape": [None, *each_shape(shapes[at][1])[output]],
                    "dtype": "float32",
                    "keras_history": [name_of(graph.nodes[at].layer), uses[at], output],
                },
            }
            for at, output in node.parents
        ]
        if tensors:
            call = _call(node.layer, tensors)
            mode = {} if node.training is None else {"training": node.training}
            call["kwargs"] = {**call["kwargs"], **mode}
            layers[name]["inbound_nodes"].append(call)
    ends = [_end(graph, place, uses) for place in graph.outputs]
    heads = [_end(graph, (number, 0), uses) for number in graph.inputs]
    config = {
        "name": graph.name,
        "trainable": True,
        "layers": list(layers.values()),
        "input_layers": heads[0] if len(heads) == 1 else heads,
        "output_layers": ends[0] if len(ends) == 1 else ends,
    }
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": config,
        "registered_name": "Functional",
    }


def _uses(graph: Graph) -> list[int]:
    """Count for each node the earlier ones with the same layer."""
    names = [name_of(node.layer) for node in graph.nodes]
    return [names[:number].count(name) for number, name in enumerate(names)]


def _end(graph: Graph, place: tuple[int, int], uses: Sequence[int]) -> list[Any]:
    """Write where an input or output is; Keras counts the uses of a graph within from 1."""
    layer = graph.nodes[place[0]].layer
    return [name_of(layer), uses[place[0]] + isinstance(layer, Graph), place[1]]


def graph_from_config(config: Mapping[str, Any], read: Reader, file: object) -> Graph:
    """Make the graph that Keras wrote."""
    reading = _Reading(config, read, file)
    heads = [reading.end(place) for place in _leaves(config["input_layers"])]
    ends = [reading.end(place) for place in _leaves(config["output_layers"])]
    return graph_of(heads, ends, str(config.get("name") or "functional"))


@dataclass(frozen=True, eq=False)
class _SavedCall:
    """One use of a layer."""

    layer: Member
    arguments: tuple["_SavedSymbol", ...]
    training: bool | None = None


@dataclass(frozen=True, eq=False)
class _SavedSymbol:
    """What a use gives; an input of a graph is always an Input, so no shape is asked for."""

    call: _SavedCall
    output: int
    inner_shape: tuple[int, ...] = ()


class _Reading:
    """The layers of a saved graph, and their uses as they are found."""

    def __init__(self, config: Mapping[str, Any], read: Reader, file: object) -> None:
        self.file = file
        self.saved = {str(_name(layer)): layer for layer in config["layers"]}
        self.layers = {name: _as_called(read(layer), layer) for name, layer in self.saved.items()}
        self.calls: dict[tuple[str, int], _SavedCall] = {}
        self.first_use = {
            name: self._first_use(name, config)
            for name, layer in self.layers.items()
            if isinstance(layer, Network)
        }

    def _first_use(self, name: str, config: Mapping[str, Any]) -> int:
        """Return from which number on the uses of a network are counted where layers read it.

        Keras 3 counts from 0, Keras 1 and 2 from 1: there a network's own making was the
        first use.
        """
        numbers = [
            place[1]
            for layer in self.saved.values()
            for node in layer.get("inbound_nodes", ())
            if not isinstance(node, Mapping)
            for place in _leaves(node)
            if place[0] == name
        ]
        return 1 if numbers and min(numbers) > 0 else 0

    def end(self, place: Sequence[Any]) -> _SavedSymbol:
        """Find an input or output of the graph."""
        name, use, output = str(place[0]), int(place[1]), int(place[2])
        uses = len(self.saved[name].get("inbound_nodes", ()))
        is_counted_from_one = name in self.first_use and (
            self.saved[name].get("class_name") != "Sequential" or use >= uses
        )
        return self._symbol(name, use - (is_counted_from_one and use > 0), output)

    def _symbol(self, name: str, use: int, output: int) -> _SavedSymbol:
        """Find what a use of a layer gives, going back by a list, as graphs may be deep."""
        ahead, opened = [(name, use)], set[tuple[str, int]]()
        while ahead:
            reads = self._reads(*ahead[-1])
            missing = [(at, number) for at, number, _ in reads if (at, number) not in self.calls]
            if missing:
                opened.add(ahead[-1])
                if not opened.isdisjoint(missing):
                    raise ValueError
                ahead.extend(missing)
                continue
            if ahead[-1] not in self.calls:
                arguments = tuple(_SavedSymbol(self.calls[at, n], out) for at, n, out in reads)
                layer, mode = self.layers[ahead[-1][0]], self._mode(*ahead[-1])
                self.calls[ahead[-1]] = _SavedCall(layer, arguments, mode)
            ahead.pop()
        return _SavedSymbol(self.calls[name, use], output)

    def _reads(self, name: str, use: int) -> list[tuple[str, int, int]]:
        """List the uses and their outputs that a use of a layer reads."""
        if isinstance(self.layers[name], Input):
            return []
        node = self.saved[name]["inbound_nodes"][use]
        return [
            (str(at), int(number) - self._shift(str(at), node), int(output))
            for at, number, output in self._places(name, node)
        ]

    def _mode(self, name: str, use: int) -> bool | None:
        """Return whether a use of a layer always, or never, does as in training."""
        nodes = self.saved[name].get("inbound_nodes") or ()
        kwargs = (
            nodes[use].get("kwargs") if use < len(nodes) and isinstance(nodes[use], dict) else {}
        )
        mode: bool | None = (kwargs or {}).get("training")
        return mode

    def _shift(self, name: str, node: Any) -> int:
        """Return how many uses of a layer were counted that the file does not hold."""
        return 0 if isinstance(node, Mapping) else self.first_use.get(name, 0)

    def _places(self, name: str, node: Any) -> list[Sequence[Any]]:
        """List what a layer is applied to, and refuse what else it is called with."""
        if isinstance(node, Mapping):
            given, kwargs = list(node["args"]), dict(node.get("kwargs") or {})
            layer = self.layers[name]
            if isinstance(layer, MultiHeadAttention):
                given, kwargs = layer.called_with(given, kwargs)
            elif others := given[1:]:
                kwargs["args"] = others
            tensors = _tensors([given, kwargs.pop(STATES, None) or []])
            places = [tensor["config"]["keras_history"] for tensor in tensors]
        else:
            places = list(_leaves(node))
            kwargs = {k: v for place in places for extra in place[3:] for k, v in extra.items()}
            places += _leaves(kwargs.pop(STATES, None) or [])
        call_settings = getattr(self.layers[name], "call_settings", ())
        for setting, value in kwargs.items():
            if value not in (None, False) and setting not in (*call_settings, "training"):
                raise FileError(
                    "file.setting_unknown", file=self.file, layer=name, setting=setting, value="..."
                )
        return [place[:3] for place in places]


def _as_called(layer: Member, saved: Mapping[str, Any]) -> Member:
    """Return a layer with the settings that it was called with."""
    call_settings = getattr(layer, "call_settings", ())
    calls = [
        dict(node.get("kwargs") or {}) for node in saved.get("inbound_nodes", ()) if call_settings
    ]
    settings = {
        name: value for call in calls for name, value in call.items() if name in call_settings
    }
    return replace(layer, **settings) if settings else layer  # type: ignore[type-var]


def _call(layer: Any, tensors: list[dict[str, Any]]) -> dict[str, Any]:
    """Write what a layer is applied to; a recurrent one starts from what follows the sequence."""
    if isinstance(layer, AttentionLayer):
        call_settings = {name: getattr(layer, name) for name in layer.call_settings}
        if isinstance(layer, MultiHeadAttention):
            return {
                "args": [],
                "kwargs": {**dict(zip(CALL_INPUTS, tensors, strict=False)), **call_settings},
            }
        return {"args": [tensors], "kwargs": call_settings}
    if isinstance(layer, RecurrentLayer | Bidirectional) and len(tensors) > 1:
        return {"args": tensors[:1], "kwargs": {STATES: tensors[1:]}}
    takes_list = len(tensors) > 1 or getattr(layer, "takes_several", False)
    return {"args": [tensors] if takes_list else tensors, "kwargs": {}}


def _name(layer: Mapping[str, Any]) -> Any:
    """Find the name of a layer, which stands in one of two places."""
    return layer.get("name") or layer["config"]["name"]


def _leaves(places: Any) -> Iterator[Sequence[Any]]:
    """Find each `[layer, use, output, ...]` in lists within lists."""
    if isinstance(places, Mapping):
        places = list(places.values())
    if places and isinstance(places[0], str):
        yield places
        return
    for part in places:
        yield from _leaves(part)


def _tensors(arguments: Any) -> Iterator[Mapping[str, Any]]:
    """Find each tensor in lists within lists."""
    if isinstance(arguments, Mapping):
        if arguments.get("class_name") != TENSOR:
            raise TypeError(arguments.get("class_name"))
        yield arguments
    elif isinstance(arguments, list | tuple):
        for part in arguments:
            yield from _tensors(part)

"""What every network is: layers and how they are wired, numbers in a plain dict beside it.

A network with one input takes an array and has one shape; one with several takes a tuple
of arrays and has a tuple of shapes. The same goes for outputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from math import prod
from typing import Any, NamedTuple

import jax

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.input import Input
from plainnet.layers.layer import Key, Layer, Shape, Weights
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.regularizers import activity_penalty
from plainnet.messages.language import say
from plainnet.networks.wiring import (
    INPUT,
    Place,
    Step,
    Wiring,
    add_step,
    name_of,
    named_apart,
    place_of,
    renamed,
)

# One shape or array, or a tuple of them where there are several inputs or outputs.
Shapes = Any
Arrays = Any
# Lengths put in where one is left open; what differs between the two is open as well.
STAND_INS = (512, 1024)


def alone_or_tuple(items: list[Any]) -> Any:
    """Write a single one without the tuple."""
    return items[0] if len(items) == 1 else tuple(items)


def each_array(arrays: Arrays) -> tuple[Any, ...]:
    """Write one array as a tuple of one."""
    return arrays if isinstance(arrays, tuple) else (arrays,)


def each_shape(shapes: Shapes) -> tuple[Shape, ...]:
    """Write one shape as a tuple of one."""
    is_several = bool(shapes) and isinstance(shapes[0], tuple)
    return tuple(shapes) if is_several else (tuple(shapes),)


def has_open_lengths(shapes: Shapes) -> bool:
    """Return whether some length may differ from batch to batch."""
    return any(None in shape for shape in each_shape(shapes))


def closed(shapes: Shapes, size: int) -> Shapes:
    """Put a number where a length is left open."""
    sized = [tuple(size if s is None else s for s in shape) for shape in each_shape(shapes)]
    return alone_or_tuple(sized)


def opened(shapes: Shapes, others: Shapes) -> Shapes:
    """Leave the lengths open in which shapes for different stand-ins differ."""
    pairs = zip(each_shape(shapes), each_shape(others), strict=True)
    return alone_or_tuple(
        [tuple(a if a == b else None for a, b in zip(*pair, strict=True)) for pair in pairs]
    )


def is_open_to(declared: tuple[Shape, ...], found: tuple[Shape, ...]) -> bool:
    """Return whether shapes are those declared, where they declare something."""
    return len(declared) == len(found) and all(
        len(one) == len(other) and all(a in (None, b) for a, b in zip(one, other, strict=True))
        for one, other in zip(declared, found, strict=True)
    )


NetworkWeights = dict[str, Weights]  # by layer name, in the order of the layers


class PassedByNetwork(NamedTuple):
    """What a network gives."""

    outputs: Arrays  # (batch, *output_shape)
    statistics: NetworkWeights  # running statistics and carried states after this batch
    mask: Arrays | None  # True where a time of the outputs is there, (batch, time)
    added_loss: jax.Array | float = 0.0  # of what layers gave, the rows of the batch added up


class Network:
    """The base of `Stack` and `Graph`: all that follows from the wiring.

    Attributes
    ----------
    name : str
        Name in summaries and files.
    """

    name: str

    @cached_property
    def wiring(self) -> Wiring:
        """The steps, networks within this one flattened."""
        raise NotImplementedError

    @cached_property
    def input_shape(self) -> Shapes | None:
        """The shape that the inputs declare, if they do."""
        raise NotImplementedError

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """What the inputs are called."""
        raise NotImplementedError

    @cached_property
    def output_names(self) -> tuple[str, ...]:
        """The layers that give the outputs."""
        raise NotImplementedError

    @cached_property
    def batch_size(self) -> int | None:
        """The rows of every batch, if the inputs say so."""
        return None

    @cached_property
    def hidden(self) -> tuple[Layer, ...]:
        """Each layer once, without inputs, in the order of files."""
        return self.wiring.layers

    def init(self, key: Key, input_shape: Shapes) -> tuple[NetworkWeights, Shapes]:
        """Make the first weights of all layers."""
        output_shape = self.output_shape(input_shape)
        weights: NetworkWeights = {}
        for layer, shape, _ in self.layer_shapes(closed(input_shape, STAND_INS[0])):
            if name_of(layer) not in weights:  # a shared layer has one set
                weights[name_of(layer)] = layer.init((*key, len(weights)), shape)[0]
        return self.with_first_states(weights), output_shape

    @cached_property
    def masks_outputs(self) -> bool:
        """Whether some times of the outputs may not be there."""
        is_masked: dict[int, bool] = {INPUT: False}
        for number, step in enumerate(self.wiring.steps):
            is_fed = any(is_masked[at] for at, _ in step.reads)
            is_masked[number] = step.layer.makes_mask or (is_fed and step.layer.passes_mask)
        return any(is_masked[at] for at, _ in self.wiring.outputs)

    @cached_property
    def draws_in_use(self) -> bool:
        """Whether outputs depend on chance outside of training, too."""
        steps = self.wiring.steps
        return any(step.training or step.layer.draws_in_use for step in steps)

    @property
    def carries_states(self) -> bool:
        """Whether a batch goes on from the states in which the one before it ended."""
        return any(layer.carried_states for layer in self.hidden)

    def with_first_states(self, weights: NetworkWeights) -> NetworkWeights:
        """Put carried states back to what they are before the first batch."""
        return {
            name_of(layer): {
                **weights[name_of(layer)],
                **layer.first_states(self.batch_size),
            }
            for layer in self.hidden
        }

    def without_states(self, weights: NetworkWeights) -> NetworkWeights:
        """Leave carried states out: what is learned, and all that files hold."""
        return {
            name_of(layer): {
                name: array
                for name, array in weights[name_of(layer)].items()
                if name not in layer.carried_states
            }
            for layer in self.hidden
        }

    def layer_shapes(self, input_shape: Shapes) -> list[tuple[Layer, Any, Any]]:
        """Return the layer of each step with the shape of what goes in and of what comes out."""
        return self._layer_shapes(input_shape)[0]

    def _layer_shapes(self, input_shape: Shapes) -> tuple[list[tuple[Layer, Any, Any]], Shapes]:
        """Return the shapes of every step, and of the outputs."""
        self._check_shape(input_shape)
        shapes: dict[int, Any] = {INPUT: each_shape(input_shape)}
        steps = []
        for number, step in enumerate(self.wiring.steps):
            before = fed_to(step.layer, [_found(shapes, place) for place in step.reads])
            after = shapes_after(step.layer, before)
            shapes[number] = each_shape(after)
            steps.append((step.layer, before, after))
        return steps, alone_or_tuple([_found(shapes, place) for place in self.wiring.outputs])

    def _check_shape(self, input_shape: Shapes) -> None:
        """Hold a shape against what the inputs declare."""
        declared, found = self.input_shape, each_shape(input_shape)
        if declared is None and len(found) == self.wiring.n_inputs:
            return
        if declared is None or not is_open_to(each_shape(declared), found):
            expected = ((),) * self.wiring.n_inputs if declared is None else each_shape(declared)
            raise ShapeError(
                "network.input_shape",
                expected=alone_or_tuple([("batch", *shape) for shape in expected]),
                found=alone_or_tuple([("batch", *shape) for shape in found]),
            )

    def output_shape(self, input_shape: Shapes) -> Shapes:
        """Return the shape of the outputs, drawing no weights; raises what `init` raises."""
        return self._layer_shapes(input_shape)[1]

    def weight_shapes(self, input_shape: Shapes) -> dict[str, dict[str, Shape]]:
        """Return the shape of each weight by layer name; raises what `init` raises."""
        shapes: dict[str, dict[str, Shape]] = {}
        for layer, shape, _ in self.layer_shapes(closed(input_shape, STAND_INS[0])):
            shapes.setdefault(name_of(layer), layer.weight_shapes(shape))
        return shapes

    def multiplications(self, input_shape: Shapes) -> int:
        """Count the multiplications with weights for one example going forward.

        >>> from plainnet.layers.dense import Dense
        >>> from plainnet.networks.network import Stack
        >>> Stack((Dense(10), Dense(2))).multiplications((30,))
        320
        """
        shapes = self.layer_shapes(closed(input_shape, STAND_INS[0]))
        return sum(layer.multiplications(shape) for layer, shape, _ in shapes)

    def apply(
        self,
        weights: NetworkWeights,
        inputs: Arrays,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> Arrays:
        """Propagate forward through all layers.

        Shapes: `inputs` (batch, *input_shape), `present` (batch,) -> (batch, *output_shape).
        """
        settings: dict[str, Any] = {"training": training, "key": key, "present": present}
        return self.forward(weights, inputs, **settings).outputs

    def forward(
        self,
        weights: NetworkWeights,
        inputs: Arrays,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Arrays | None = None,
    ) -> PassedByNetwork:
        """Propagate forward and give all that is handed on.

        Shapes: `mask` (batch, time).
        """
        steps, statistics = self.wiring.steps, NetworkWeights()
        key = jax.random.key(0) if key is None and self.draws_in_use else key
        added: jax.Array | float = 0.0
        values: dict[int, Any] = {INPUT: inputs if isinstance(inputs, tuple) else (inputs,)}
        masks: dict[int, Any] = {INPUT: mask if isinstance(mask, tuple) else (mask,)}
        for position, (number, pooling) in enumerate(self.wiring.passes):
            layer, reads, mode = steps[number].layer, steps[number].reads, steps[number].training
            own = {**weights[name_of(layer)], **statistics.get(name_of(layer), {})}
            fed = fed_to(layer, [_found(values, place) for place in reads])
            if pooling is not None:
                values[pooling] = (_pooled(layer, own, fed, steps[pooling].layer),)
                continue
            passed = layer.forward(
                own,
                fed,
                training=training if mode is None else mode,
                key=None if key is None else jax.random.fold_in(key, position),
                present=present,
                mask=fed_to(layer, [_found(masks, place) for place in reads]),
            )
            values[number], masks[number] = each_array(passed.outputs), (passed.mask,)
            rule = getattr(layer, "activity_regularizer", None)
            added = added + activity_penalty(rule, passed.outputs, present) + passed.added_loss
            if passed.statistics:
                statistics[name_of(layer)] = passed.statistics
        outputs, mask = (
            alone_or_tuple([_found(of, place) for place in self.wiring.outputs])
            for of in (values, masks)
        )
        return PassedByNetwork(outputs, statistics, mask, added)

    def trace(self, weights: NetworkWeights, inputs: Arrays) -> dict[str, dict[str, jax.Array]]:
        """Return every number inside, by layer name and then by its own name."""
        inside: dict[str, dict[str, jax.Array]] = {}
        values: dict[int, Any] = {INPUT: inputs if isinstance(inputs, tuple) else (inputs,)}
        masks: dict[int, Any] = {}
        for number, step in enumerate(self.wiring.steps):
            layer, name = step.layer, name_of(step.layer)
            fed = fed_to(layer, [_found(values, place) for place in step.reads])
            mask = fed_to(layer, [_found(masks, place) for place in step.reads])
            own: dict[str, Any] = {"mask": mask} if layer.uses_mask else {}
            inside[name] = layer.trace(weights[name], fed, **own)
            values[number] = each_array(inside[name]["outputs"])
            masks[number] = (layer.mask_after(fed, mask),)
        return inside

    def constrained(self, weights: NetworkWeights) -> NetworkWeights:
        """Return the weights as the constraints of all layers allow them."""
        layers = {name_of(layer): layer for layer in self.hidden}
        return {name: layers[name].constrained(own) for name, own in weights.items()}

    def penalty(self, weights: NetworkWeights) -> jax.Array | float:
        """Add up what the regularizers of all layers that train ask."""
        moving = [layer for layer in self.hidden if layer.trainable]
        return sum((layer.penalty(weights[name_of(layer)]) for layer in moving), 0.0)

    def split_statistics(self, weights: NetworkWeights) -> tuple[NetworkWeights, NetworkWeights]:
        """Part the weights that gradients move from running statistics and frozen layers."""
        moved: NetworkWeights = {}
        statistics: NetworkWeights = {}
        for layer in self.hidden:
            name = name_of(layer)
            for weight, array in weights[name].items():
                is_held = weight in layer.running_statistics or not layer.trainable
                side = statistics if is_held else moved
                side.setdefault(name, {})[weight] = array
        return moved, statistics

    def join_statistics(self, moved: NetworkWeights, statistics: NetworkWeights) -> NetworkWeights:
        """Put back together what `split_statistics` parted, in the order of files."""
        joined: NetworkWeights = {}
        for layer in self.hidden:
            parts = {**moved.get(name_of(layer), {}), **statistics.get(name_of(layer), {})}
            joined[name_of(layer)] = {w: parts[w] for w in layer.weight_names if w in parts}
        return joined


def _found(of: dict[int, Any], place: Place) -> Any:
    """Look up what one output of a step is; a mask that nobody made is None."""
    number, output = place
    found = of.get(number, (None,))
    return found[output] if output < len(found) else None


def fed_to(layer: Layer | Network, read: list[Any]) -> Any:
    """Hand several to a layer that takes several, the only one to every other."""
    takes_several = isinstance(layer, Layer) and layer.takes_several
    return tuple(read) if takes_several else alone_or_tuple(read)


def shapes_after(layer: Layer | Network, before: Shapes) -> Shapes:
    """Return the shape of what comes out; lengths left open stay open where they matter."""
    if not has_open_lengths(before):
        return layer.output_shape(before)
    shorter, longer = (layer.output_shape(closed(before, size)) for size in STAND_INS)
    return opened(shorter, longer)


def _pooled(convolution: Layer, weights: Weights, inputs: jax.Array, pooling: Layer) -> jax.Array:
    """Compute a convolution and the pooling that alone reads it in one."""
    assert isinstance(convolution, Conv2D)
    assert isinstance(pooling, MaxPooling2D)
    return convolution.apply_and_pool(weights, inputs, pooling)


@dataclass(frozen=True)
class CanonicalNetwork(Network):
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
    """Return each layer of a network its number as a name; sorted by name they keep their order."""
    return {name_of(layer): f"{number:06}" for number, layer in enumerate(network.hidden)}


def canonical_network(network: Network) -> CanonicalNetwork:
    """Return a network under shared names.

    >>> from plainnet.layers.dense import Dense
    >>> from plainnet.networks.network import Stack
    >>> first, second = (Stack((Dense(2, name=name),)) for name in "ab")
    >>> canonical_network(first) == canonical_network(second)
    True
    """
    names, wiring = shared_names(network), network.wiring
    layers = {
        name_of(layer): renamed(_without_names_within(layer), names[name_of(layer)])
        for layer in network.hidden
    }
    steps = tuple(replace(step, layer=layers[name_of(step.layer)]) for step in wiring.steps)
    return CanonicalNetwork(replace(wiring, steps=steps), network.batch_size)


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


@dataclass(frozen=True)
class Stack(Network):
    """Layers, each fed by the one before.

    Parameters
    ----------
    layers : tuple of Layer or Network
        An `Input` may stand at the head; a network among them is a layer like others.
    name : str, default="sequential"
        Name in summaries and files.

    Examples
    --------
    >>> from plainnet.layers.dense import Dense
    >>> stack = Stack((Dense(10, "relu"), Dense(2, "softmax")))
    >>> weights, output_shape = stack.init((0,), (30,))
    >>> output_shape, list(weights)
    ((2,), ['dense', 'dense_1'])
    """

    layers: tuple[Layer | Network, ...]
    name: str = "sequential"

    def __post_init__(self) -> None:
        if not self.layers:
            raise SettingError("network.empty")
        object.__setattr__(self, "layers", named_apart(tuple(self.layers)))

    @cached_property
    def wiring(self) -> Wiring:
        """A line of steps, networks flattened."""
        steps: list[Step] = []
        place: Place = (INPUT, 0)
        for layer in self.layers:
            if not isinstance(layer, Input):
                place = place_of(add_step(steps, layer, (place,)), 0)
        return Wiring(1, tuple(steps), (place,))

    @cached_property
    def input_shape(self) -> Shapes | None:
        """The shape that the input at the head declares, if there is one."""
        head = self.layers[0]
        if isinstance(head, Network):
            return head.input_shape
        return head.shape if isinstance(head, Input) else None

    @cached_property
    def batch_size(self) -> int | None:
        """The rows of every batch, if the input at the head says so."""
        head = self.layers[0]
        return head.batch_size if isinstance(head, Input | Network) else None

    @cached_property
    def input_names(self) -> tuple[str, ...]:
        """The name of the input at the head, or that which Keras would make."""
        head = self.layers[0]
        if isinstance(head, Network):
            return head.input_names
        return (name_of(head) if isinstance(head, Input) else "input_layer",)

    @cached_property
    def output_names(self) -> tuple[str, ...]:
        """The name of the last layer."""
        return (name_of(self.layers[-1]),)


def layer_rows(network: Network, input_shape: Shape) -> list[tuple[str, str, Shape, int]]:
    """Return name, class, output shape and number of weights of each layer."""
    rows = []
    for layer, before, after in network.layer_shapes(input_shape):
        count = sum(prod(shape) for shape in layer.weight_shapes(before).values())
        rows.append((name_of(layer), type(layer).__name__, after, count))
    return rows


def count_weights(network: Network, input_shape: Shape) -> int:
    """Count the numbers a network has learned, running statistics included."""
    return sum(count for *_, count in layer_rows(network, input_shape))


def summarise(network: Network, input_shape: Shape) -> str:
    """Write the table as plain text."""
    rows = [(say("summary.layer"), say("summary.output_shape"), say("summary.weights"))]
    for name, kind, shape, count in layer_rows(network, input_shape):
        rows.append((f"{name} ({kind})", str((None, *shape)), f"{count:,}"))
    widths = [max(len(row[column]) for row in rows) + 2 for column in range(3)]
    lines = ["".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "-" * sum(widths))
    total = count_weights(network, input_shape)
    return "\n".join([*(line.rstrip() for line in lines), say("summary.total", count=f"{total:,}")])

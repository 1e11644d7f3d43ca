"""What every network is: layers and how they are wired, numbers in a plain dict beside it.

A network with one input takes an array and has one shape; one with several takes a tuple
of arrays and has a tuple of shapes. The same goes for outputs.
"""

from functools import cached_property
from typing import Any, NamedTuple

import jax

from plainnet.errors import ShapeError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.layer import Key, Layer, Shape, Weights
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.layers.regularizers import Regularizer, activity_price
from plainnet.networks.layer_names import name_of
from plainnet.networks.shapes import (
    STAND_INS,
    Arrays,
    Shapes,
    alone_or_tuple,
    closed,
    each_array,
    each_shape,
    has_open_lengths,
    is_open_to,
    opened,
)
from plainnet.networks.wiring import INPUT, Place, Wiring

NetworkWeights = dict[str, Weights]  # by layer name, in the order of the layers


class PassedByNetwork(NamedTuple):
    """What a network gives."""

    outputs: Arrays  # (batch, *output_shape)
    statistics: NetworkWeights  # running statistics and carried states after this batch
    mask: Arrays | None  # True where a time of the outputs is there, (batch, time)
    price: jax.Array | float = 0.0  # of what layers gave, the rows of the batch added up


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
        """The steps, networks within this one laid open."""
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
        """Give the layer of each step with the shape of what goes in and of what comes out."""
        return self._layer_shapes(input_shape)[0]

    def _layer_shapes(self, input_shape: Shapes) -> tuple[list[tuple[Layer, Any, Any]], Shapes]:
        """Give the shapes of every step, and of the outputs."""
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
        """Tell the shape of the outputs, drawing no weights; raises what `init` raises."""
        return self._layer_shapes(input_shape)[1]

    def weight_shapes(self, input_shape: Shapes) -> dict[str, dict[str, Shape]]:
        """Tell the shape of each weight by layer name, drawing none; raises what `init` raises."""
        shapes: dict[str, dict[str, Shape]] = {}
        for layer, shape, _ in self.layer_shapes(closed(input_shape, STAND_INS[0])):
            shapes.setdefault(name_of(layer), layer.weight_shapes(shape))
        return shapes

    def multiplications(self, input_shape: Shapes) -> int:
        """Count the multiplications with weights for one example going forward.

        >>> from plainnet.layers.dense import Dense
        >>> from plainnet.networks.stack import Stack
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

    def apply_and_learn_statistics(
        self,
        weights: NetworkWeights,
        inputs: Arrays,
        *,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> tuple[Arrays, NetworkWeights]:
        """Propagate in training; give outputs and the running statistics afterwards."""
        passed = self.forward(weights, inputs, training=True, key=key, present=present)
        return passed.outputs, passed.statistics

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
        price: jax.Array | float = 0.0
        values: dict[int, Any] = {INPUT: inputs if isinstance(inputs, tuple) else (inputs,)}
        masks: dict[int, Any] = {INPUT: mask if isinstance(mask, tuple) else (mask,)}
        for position, (number, pooling) in enumerate(self.wiring.passes):
            layer, reads = steps[number].layer, steps[number].reads
            own = {**weights[name_of(layer)], **statistics.get(name_of(layer), {})}
            fed = fed_to(layer, [_found(values, place) for place in reads])
            if pooling is not None:
                values[pooling] = (_pooled(layer, own, fed, steps[pooling].layer),)
                continue
            passed = layer.forward(
                own,
                fed,
                training=training,
                key=None if key is None else jax.random.fold_in(key, position),
                present=present,
                mask=fed_to(layer, [_found(masks, place) for place in reads]),
            )
            values[number] = each_array(passed.outputs)
            masks[number] = (passed.mask,)
            rule: Regularizer | None = getattr(layer, "activity_regularizer", None)
            price = price + activity_price(rule, passed.outputs, present)
            if passed.statistics:
                statistics[name_of(layer)] = passed.statistics
        outputs, mask = (
            alone_or_tuple([_found(of, place) for place in self.wiring.outputs])
            for of in (values, masks)
        )
        return PassedByNetwork(outputs, statistics, mask, price)

    def trace(self, weights: NetworkWeights, inputs: Arrays) -> dict[str, dict[str, jax.Array]]:
        """Give every number inside, by layer name and then by its own name."""
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
        """Give the weights as the constraints of all layers allow them."""
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
    """Tell the shape of what comes out; lengths left open stay open where they matter."""
    if not has_open_lengths(before):
        return layer.output_shape(before)
    shorter, longer = (layer.output_shape(closed(before, size)) for size in STAND_INS)
    return opened(shorter, longer)


def _pooled(convolution: Layer, weights: Weights, inputs: jax.Array, pooling: Layer) -> jax.Array:
    """Compute a convolution and the pooling that alone reads it in one."""
    assert isinstance(convolution, Conv2D)
    assert isinstance(pooling, MaxPooling2D)
    return convolution.apply_and_pool(weights, inputs, pooling)

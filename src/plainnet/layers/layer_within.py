"""Layers within a layer: their weights, under the name of the place they have there.

A whole network may stand in the place of a layer; its weights, a dict of dicts, are laid
flat there. `{"forward_layer/kernel": ...}` and `{"layer/conv2d/kernel": ...}` are such weights.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import jax

from plainnet.layers.layer import Key, Layer, Passed, Shape, Weights

Item = TypeVar("Item")


class NetworkWithin(Protocol):
    """What a network is to the layer that holds it; its weights are a dict of dicts."""

    hidden: tuple[Layer, ...]
    init: Callable[..., tuple[dict[str, Weights], Any]]
    output_shape: Callable[[Any], Any]
    weight_shapes: Callable[[Any], dict[str, dict[str, Shape]]]
    multiplications: Callable[[Any], int]
    forward: Callable[..., Any]
    penalty: Callable[[dict[str, Weights]], jax.Array | float]
    constrained: Callable[[dict[str, Weights]], dict[str, Weights]]


Inner = Any  # a Layer, or a NetworkWithin


@dataclass(frozen=True)
class LayerWithin:
    """A layer, or network, at a place within another layer."""

    place: str  # as files name it: "layer", "forward_layer"
    layer: Inner

    @property
    def hidden(self) -> tuple[Layer, ...]:
        """The layer itself, or the layers of the network."""
        return (self.layer,) if isinstance(self.layer, Layer) else self.layer.hidden

    def _prefix(self, layer: Layer) -> str:
        """Write what stands before the names of a layer's weights."""
        return f"{self.place}/" if layer is self.layer else f"{self.place}/{layer.name}/"

    def names(self, kind: str) -> tuple[str, ...]:
        """Return `weight_names`, `running_statistics` or `carried_states` as they are here."""
        return tuple(
            f"{self._prefix(layer)}{name}" for layer in self.hidden for name in getattr(layer, kind)
        )

    def held(self) -> tuple[str, ...]:
        """Return the weights that gradients do not move: also all of a layer that is frozen."""
        return tuple(
            f"{self._prefix(layer)}{name}"
            for layer in self.hidden
            for name in (layer.running_statistics if layer.trainable else layer.weight_names)
        )

    def flat(self, weights: Mapping[str, Any]) -> dict[str, Any]:
        """Flatten weights, or a property of each, under the names of this place."""
        if isinstance(self.layer, Layer):
            return {f"{self.place}/{name}": item for name, item in weights.items()}
        return {
            f"{self.place}/{layer}/{name}": item
            for layer, own in weights.items()
            for name, item in own.items()
        }

    def own(self, weights: Mapping[str, Item]) -> dict[str, Any]:
        """Pick out what belongs to this place, as the layer or network takes it."""
        picked: dict[str, dict[str, Item]] = {}
        for layer in self.hidden:
            prefix = self._prefix(layer)
            picked[str(layer.name)] = {
                name: weights[prefix + name]
                for name in layer.weight_names
                if prefix + name in weights
            }
        return picked[str(self.layer.name)] if isinstance(self.layer, Layer) else picked

    def init(self, key: Key, input_shape: Shape) -> tuple[Weights, Any]:
        """Draw the weights under the names of this place; return the shape of the outputs, too."""
        weights, output_shape = self.layer.init(key, input_shape)
        return self.flat(weights), output_shape

    def first_states(self, batch_size: int | None) -> Weights:
        """Return the states that are carried on, before the first batch."""
        return {
            f"{self._prefix(layer)}{name}": state
            for layer in self.hidden
            for name, state in layer.first_states(batch_size).items()
        }

    def forward(self, weights: Weights, inputs: Any, **settings: Any) -> Passed:
        """Propagate forward; statistics come under the names of this place."""
        passed = self.layer.forward(self.own(weights), inputs, **settings)
        statistics = self.flat(passed.statistics)
        return Passed(passed.outputs, statistics, passed.mask, passed.added_loss)

    def penalty(self, weights: Weights) -> jax.Array | float:
        """Return what regularizers add to the loss; a frozen layer adds nothing."""
        is_frozen = isinstance(self.layer, Layer) and not self.layer.trainable
        penalty: jax.Array | float = 0.0 if is_frozen else self.layer.penalty(self.own(weights))
        return penalty

    def constrained(self, weights: Weights) -> Weights:
        """Return the weights of this place as constraints allow them."""
        return self.flat(self.layer.constrained(self.own(weights)))


@dataclass(frozen=True)
class LayerOfLayers(Layer):
    """A layer that holds others and has no weights but theirs."""

    @property
    def within(self) -> tuple[LayerWithin, ...]:
        """The layers it holds, in the order of files."""
        raise NotImplementedError

    def _names(self, kind: str) -> tuple[str, ...]:
        """Gather names over all layers held."""
        return tuple(name for each in self.within for name in each.names(kind))

    @property
    def weight_names(self) -> tuple[str, ...]:
        """The weights of all layers held, each behind its place."""
        return self._names("weight_names")

    @property
    def running_statistics(self) -> tuple[str, ...]:
        """The running statistics of all layers held, and the weights of those that are frozen."""
        return tuple(name for each in self.within for name in each.held())

    @property
    def carried_states(self) -> tuple[str, ...]:
        """The carried states of all layers held."""
        return self._names("carried_states")

    def shape_within(self, input_shape: Any) -> Any:
        """Return the shape of what the layers held take."""
        return input_shape

    def init(self, key: Key, input_shape: Any) -> tuple[Weights, Any]:
        """Draw the weights of all layers held."""
        shape = self.shape_within(input_shape)
        weights: Weights = {}
        for position, each in enumerate(self.within):
            weights |= each.init((*key, position), shape)[0]
        return weights, self.output_shape(input_shape)

    def first_states(self, batch_size: int | None) -> Weights:
        """Return the states that are carried on, before the first batch."""
        return {
            name: state
            for each in self.within
            for name, state in each.first_states(batch_size).items()
        }

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Return the shapes of the weights of all layers held."""
        shape = self.shape_within(input_shape)
        return {
            name: each_shape
            for each in self.within
            for name, each_shape in each.flat(each.layer.weight_shapes(shape)).items()
        }

    def multiplications(self, input_shape: Any) -> int:
        """Count those of all layers held."""
        shape = self.shape_within(input_shape)
        return sum(each.layer.multiplications(shape) for each in self.within)

    def penalty(self, weights: Weights) -> jax.Array | float:
        """Add up what the regularizers of all layers held ask."""
        return sum((each.penalty(weights) for each in self.within), 0.0)

    def constrained(self, weights: Weights) -> Weights:
        """Return the weights as the constraints of all layers held allow them."""
        allowed = dict(weights)
        for each in self.within:
            allowed |= each.constrained(weights)
        return allowed

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
        mask: Any = None,
    ) -> Any:
        """Compute the outputs."""
        settings: dict[str, Any] = {"training": training, "key": key, "present": present}
        return self.forward(weights, inputs, mask=mask, **settings).outputs

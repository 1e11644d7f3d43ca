"""In which order Keras lists the weights of a layer or network in an HDF5 file.

First come those that gradients move, layer after layer, and then all others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plainnet.layers.layer import Layer, Shape
from plainnet.layers.layer_within import LayerOfLayers
from plainnet.networks.layer_names import name_of

Shapes = Mapping[str, Shape]


@dataclass(frozen=True)
class Portion:
    """Weights of one layer that stand together in a file."""

    owner: str  # the name of the layer in the whole network
    layer: Layer  # the layer itself, or one that it wraps
    prefix: str  # what stands before the names of a wrapped layer's weights
    shapes: Shapes  # by name without the prefix


def in_keras_order(leaves: Sequence[tuple[Layer, Shapes]]) -> list[Portion]:
    """Bring the weights of a layer, or of all layers of a network, into Keras' order."""
    portions = []
    parts = [part for layer, shapes in leaves for part in _parts(layer, shapes)]
    for is_held in (False, True):
        for part in parts:
            names = [n for n in part.shapes if _is_held(part.layer, n) == is_held]
            if names:
                shapes = {name: part.shapes[name] for name in names}
                portions.append(Portion(part.owner, part.layer, part.prefix, shapes))
    return portions


def _is_held(layer: Layer, weight: str) -> bool:
    """Tell whether gradients leave a weight as it is."""
    return not layer.trainable or weight in layer.running_statistics


def _parts(layer: Layer, shapes: Shapes) -> Iterator[Portion]:
    """Give a layer, or all that it wraps."""

    def within(inner: Layer, own: Shapes, prefix: str) -> Iterator[Portion]:
        if not isinstance(inner, LayerOfLayers):
            yield Portion(name_of(layer), inner, prefix, own)
            return
        for each in inner.within:
            for held in each.hidden:
                name = "" if held is each.layer else f"{name_of(held)}/"
                place = f"{each.place}/{name}"
                below = {k.removeprefix(place): v for k, v in own.items() if k.startswith(place)}
                yield from within(held, below, prefix + place)

    yield from within(layer, shapes, "")

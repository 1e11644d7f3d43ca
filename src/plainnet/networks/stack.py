"""A stack of layers as a value: settings here, numbers in a plain dict beside it.

Concepts: network, forward propagation
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import jax

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.convolution import Conv2D
from plainnet.layers.input import Input
from plainnet.layers.layer import Key, Layer, Shape, Weights
from plainnet.layers.max_pooling import MaxPooling2D

NetworkWeights = dict[str, Weights]  # by layer name, in the order of the layers


@dataclass(frozen=True)
class Stack:
    """Layers, each fed by the one before.

    Parameters
    ----------
    layers : tuple of Layer
        An `Input` may stand at the head.
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

    layers: tuple[Layer, ...]
    name: str = "sequential"

    def __post_init__(self) -> None:
        if not self.layers:
            raise SettingError("network.empty")
        object.__setattr__(self, "layers", named_apart(tuple(self.layers)))

    @cached_property
    def hidden(self) -> tuple[Layer, ...]:
        """The layers without the input."""
        return tuple(layer for layer in self.layers if not isinstance(layer, Input))

    @cached_property
    def input_shape(self) -> Shape | None:
        """The shape that the input at the head declares, if there is one."""
        head = self.layers[0]
        return head.shape if isinstance(head, Input) else None

    def init(self, key: Key, input_shape: Shape) -> tuple[NetworkWeights, Shape]:
        """Make the first weights of all layers.

        Parameters
        ----------
        key : tuple of int
            Usually `(seed,)`; the same key gives the same weights.
        input_shape : tuple of int
            Without the batch axis.

        Returns
        -------
        weights : dict of str to dict of str to array
        output_shape : tuple of int
        """
        output_shape = self.output_shape(input_shape)
        weights = {
            name_of(layer): layer.init((*key, position), shape)[0]
            for position, (layer, shape, _) in enumerate(self.layer_shapes(input_shape))
        }
        return weights, output_shape

    def layer_shapes(self, input_shape: Shape) -> list[tuple[Layer, Shape, Shape]]:
        """Give each layer with the shape of what goes in and of what comes out.

        Raises
        ------
        ShapeError
            If the input declares another shape, or a layer cannot take what it gets.
        """
        shape = tuple(input_shape)
        if self.input_shape is not None and self.input_shape != shape:
            raise ShapeError(
                "network.input_shape",
                expected=("batch", *self.input_shape),
                found=("batch", *shape),
            )
        shapes = []
        for layer in self.hidden:
            before, shape = shape, layer.output_shape(shape)
            shapes.append((layer, before, shape))
        return shapes

    def output_shape(self, input_shape: Shape) -> Shape:
        """Tell the shape of the outputs, drawing no weights; raises what `init` raises."""
        shapes = self.layer_shapes(input_shape)
        return shapes[-1][2] if shapes else tuple(input_shape)

    def weight_shapes(self, input_shape: Shape) -> dict[str, dict[str, Shape]]:
        """Tell the shape of each weight by layer name, drawing none; raises what `init` raises."""
        return {
            name_of(layer): layer.weight_shapes(shape)
            for layer, shape, _ in self.layer_shapes(input_shape)
        }

    def multiplications(self, input_shape: Shape) -> int:
        """Count the multiplications with weights for one example going forward.

        Examples
        --------
        >>> from plainnet.layers.dense import Dense
        >>> Stack((Dense(10), Dense(2))).multiplications((30,))
        320
        """
        shapes = self.layer_shapes(input_shape)
        return sum(layer.multiplications(shape) for layer, shape, _ in shapes)

    def apply(
        self,
        weights: NetworkWeights,
        inputs: jax.Array,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> jax.Array:
        """Propagate forward through all layers.

        Parameters
        ----------
        weights : dict of str to dict of str to array
        inputs : array of shape (batch, *input_shape)
        training : bool, default=False
        key : jax.Array or None
            Randomness for dropout.
        present : array of shape (batch,) or None
            1 for real rows, 0 for rows that only fill up the batch.

        Returns
        -------
        array of shape (batch, *output_shape)
        """
        return self._propagate(weights, inputs, training, key, present)[0]

    def apply_and_learn_statistics(
        self,
        weights: NetworkWeights,
        inputs: jax.Array,
        *,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> tuple[jax.Array, NetworkWeights]:
        """Propagate in training; give outputs and the running statistics afterwards."""
        return self._propagate(weights, inputs, True, key, present)

    def _propagate(
        self,
        weights: NetworkWeights,
        inputs: jax.Array,
        training: bool,
        key: jax.Array | None,
        present: jax.Array | None,
    ) -> tuple[jax.Array, NetworkWeights]:
        """Walk through the layers, pooling within a convolution where both meet."""
        statistics: NetworkWeights = {}
        for position, (layer, pooling) in enumerate(self._steps()):
            own = weights[name_of(layer)]
            if isinstance(layer, Conv2D) and pooling is not None:
                inputs = layer.apply_and_pool(own, inputs, pooling)
                continue
            if training and layer.running_statistics:
                statistics[name_of(layer)] = layer.updated_statistics(own, inputs, present)
            layer_key = None if key is None else jax.random.fold_in(key, position)
            inputs = layer.apply(own, inputs, training=training, key=layer_key, present=present)
        return inputs, statistics

    def _steps(self) -> Iterator[tuple[Layer, MaxPooling2D | None]]:
        """Give the layers in order, each convolution together with the pooling after it."""
        position = 0
        while position < len(self.hidden):
            layer = self.hidden[position]
            after = self.hidden[position + 1] if position + 1 < len(self.hidden) else None
            pooling = after if isinstance(after, MaxPooling2D) else None
            pooling = pooling if isinstance(layer, Conv2D) else None
            yield layer, pooling
            position += 1 if pooling is None else 2

    def trace(self, weights: NetworkWeights, inputs: jax.Array) -> dict[str, dict[str, jax.Array]]:
        """Give every number inside, by layer name and then by its own name."""
        inside = {}
        for layer in self.hidden:
            inside[name_of(layer)] = layer.trace(weights[name_of(layer)], inputs)
            inputs = inside[name_of(layer)]["outputs"]
        return inside

    def penalty(self, weights: NetworkWeights) -> jax.Array | float:
        """Add up what the regularizers of all layers ask."""
        return sum((layer.penalty(weights[name_of(layer)]) for layer in self.hidden), 0.0)

    def split_statistics(self, weights: NetworkWeights) -> tuple[NetworkWeights, NetworkWeights]:
        """Part the weights that gradients move from running statistics."""
        moved: NetworkWeights = {}
        statistics: NetworkWeights = {}
        for layer in self.hidden:
            name = name_of(layer)
            for weight, array in weights[name].items():
                side = statistics if weight in layer.running_statistics else moved
                side.setdefault(name, {})[weight] = array
        return moved, statistics

    def join_statistics(self, moved: NetworkWeights, statistics: NetworkWeights) -> NetworkWeights:
        """Put back together what `split_statistics` parted, in the order of files."""
        joined: NetworkWeights = {}
        for layer in self.hidden:
            parts = {**moved.get(name_of(layer), {}), **statistics.get(name_of(layer), {})}
            joined[name_of(layer)] = {w: parts[w] for w in layer.weight_names if w in parts}
        return joined


def name_of(layer: Layer) -> str:
    """Give the name a layer got in its network."""
    assert layer.name is not None
    return layer.name


def named_apart(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Name layers after their class, numbered from the second on, as Keras does.

    Raises
    ------
    SettingError
        If two layers were given the same name, or one a name that files cannot hold.
    """
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
        named.append(replace(layer, name=name))
    return tuple(named)


def layer_name_of_class(kind: type) -> str:
    """Write a class name in small letters with underscores, as Keras does.

    Examples
    --------
    >>> from plainnet.layers.max_pooling import MaxPooling2D
    >>> layer_name_of_class(MaxPooling2D)
    'max_pooling2d'
    """
    name = "InputLayer" if kind is Input else kind.__name__
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()

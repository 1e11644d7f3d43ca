"""Weights as older layers kept them, laid out as those of today.

Keras 1 kept an array for each gate of a recurrent layer; the layers made for GPUs kept
their kernels transposed and two biases.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import FileError
from plainnet.layers.layer import Layer, Shape
from plainnet.layers.recurrent_layer import RecurrentLayer

Array = NDArray[Any]
Shapes = Mapping[str, Shape]

# In which order Keras 1 kept the gates of a layer: place of each of today's in its list.
GATES_OF_KERAS_1 = {"LSTM": (0, 2, 1, 3), "GRU": (0, 1, 2)}  # it had i, c, f, o and z, r, h


@dataclass
class StoredArrays:
    """The data sets of a group of layers, taken one after the other."""

    datasets: Iterator[Any]  # what is left, in the order of the file
    read: Callable[[Any], Array]  # gives the numbers of a data set
    generation: int  # of the Keras that wrote them
    backend: str | None  # what computed with them
    file: object  # named in errors

    def take(self, name: str, expected: Shape, *others: Shape) -> Array:
        """Take the next array, which has to have one of some shapes."""
        found = next(self.datasets, None)
        shape = None if found is None else tuple(found.shape)
        if found is None or shape not in (tuple(expected), *others):
            raise FileError(
                "file.weight_shape",
                file=self.file,
                weight=name,
                expected=tuple(expected),
                found=shape,
            )
        return self.read(found)

    def next_shape(self) -> Shape | None:
        """Return the shape of the next array without taking it."""
        found = next(self.datasets, None)
        if found is None:
            return None
        rest = self.datasets
        self.datasets = (each for part in ((found,), rest) for each in part)
        return tuple(found.shape)


def take_weights(layer: Layer, shapes: Shapes, stored: StoredArrays) -> dict[str, Array]:
    """Take a layer's weights and lay them out as today.

    `shapes`: of the weights to take, in order.
    """
    if isinstance(layer, RecurrentLayer) and shapes:
        return _take_recurrent(layer, shapes, stored)
    is_first = getattr(layer, "data_format", None) == "channels_first"
    if stored.generation == 1 and is_first and "kernel" in shapes:
        raise FileError("file.kernel_of_keras_1", file=stored.file, layer=layer.name)
    prefix = f"{layer.name}/"
    taken = {}
    for name, shape in shapes.items():
        longer = ((shape[0], 1, *shape[1:]),) if len(shape) == 3 else ()  # Conv1D of Keras 1
        array = stored.take(prefix + name, shape, *longer).reshape(shape)
        is_turned = stored.backend == "theano" and "kernel" in name and array.ndim > 2
        # Theano slid its kernels over the image turned round
        taken[name] = np.flip(array, tuple(range(array.ndim - 2))) if is_turned else array
    return taken


def _take_recurrent(
    layer: RecurrentLayer, shapes: Shapes, stored: StoredArrays
) -> dict[str, Array]:
    """Take kernel, recurrent kernel and bias, or what came before them."""
    order = GATES_OF_KERAS_1.get(type(layer).__name__)
    if stored.generation == 1 and order and stored.next_shape() != tuple(shapes["kernel"]):
        return _take_gates(layer, shapes, stored, order)
    width = shapes["kernel"][-1]
    taken = {
        name: stored.take(f"{layer.name}/{name}", shape, *([(2 * width,)] * (name == "bias")))
        for name, shape in shapes.items()
    }
    if "bias" in shapes and taken["bias"].shape != tuple(shapes["bias"]):
        return _from_gpu(layer, taken, shapes)
    return taken


def _take_gates(
    layer: Layer, shapes: Shapes, stored: StoredArrays, order: Sequence[int]
) -> dict[str, Array]:
    """Take the arrays of each gate and put them side by side."""
    each: dict[str, list[Array]] = {name: [] for name in shapes}
    for _ in order:
        for name, shape in shapes.items():
            part = (*shape[:-1], shape[-1] // len(order))
            each[name].append(stored.take(f"{layer.name}/{name}", part))
    return {
        name: np.concatenate([parts[place] for place in order], axis=-1)
        for name, parts in each.items()
    }


def _from_gpu(
    layer: RecurrentLayer, taken: Mapping[str, Array], shapes: Shapes
) -> dict[str, Array]:
    """Lay out the weights of CuDNNLSTM and CuDNNGRU as those of LSTM and GRU."""
    gates = taken["kernel"].shape[-1] // layer.units
    parts = np.split(taken["kernel"], gates, axis=1)
    turned = [part.T.reshape(part.shape, order="F") for part in parts]
    recurrent_parts = [part.T for part in np.split(taken["recurrent_kernel"], gates, axis=1)]
    biases = taken["bias"].reshape(2, -1)
    return {
        "kernel": np.concatenate(turned, axis=1),
        "recurrent_kernel": np.concatenate(recurrent_parts, axis=1),
        "bias": biases if len(shapes["bias"]) == 2 else biases.sum(0),
    }

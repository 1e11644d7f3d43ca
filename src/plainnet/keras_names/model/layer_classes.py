"""The layer classes a script imports, one for each layer of the engine, and the inputs."""

from collections import Counter
from dataclasses import replace
from functools import cache
from inspect import signature
from typing import Any

import numpy as np

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.door.spelling import OLD_CLASSES, positions_of
from plainnet.keras_names.model.custom_layer import Lambda
from plainnet.keras_names.model.keras_layer import KerasLayer, automatic_name
from plainnet.keras_names.model.layer_arguments import (
    LayerArguments,
    settings_of,
    sizes_of,
    todays_class,
)
from plainnet.keras_names.model.symbolic_tensor import (
    LAYER_MAKERS,
    LayerCall,
)
from plainnet.layers.added_loss import AddLoss
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.input import Input as PlainInput
from plainnet.layers.input import Normalization as PlainNormalization
from plainnet.layers.layer import Layer
from plainnet.signatures import init_showing_fields, showing_fields

_counts: Counter[str] = Counter()


def layer_class(name: str) -> Any:
    """Return the class, or for `add`, `concatenate` and the like the function, of a name.

    Result: None if it is not covered.
    """
    if name == "*":
        functions = [each.lower() for each, kind in LAYERS.items() if _is_merging(kind)]
        return [*LAYERS, *OLD_CLASSES, *(each for each in functions if layer_class(each))]
    kind: Any = todays_class(name, LAYERS)
    if kind is not None and kind is not PlainInput:
        return _class_for(kind, name)
    merging = todays_class(name.capitalize(), LAYERS)
    return _merging_function(merging) if merging is not None and _is_merging(merging) else None


def _is_merging(kind: type[Layer]) -> bool:
    """Return whether a layer is a merging one, which Keras knows as a function, too."""
    return kind.takes_several and not kind.call_settings


@cache
def _class_for(kind: Any, name: str) -> Any:
    """Make the class that wraps a layer of the engine; one with an old name is a kind of it."""
    settings = {"kind": kind, "__doc__": kind.__doc__, "__module__": "keras.layers"}
    if name != kind.__name__:
        return type(name, (_class_for(kind, kind.__name__),), settings)
    own = settings_of(kind)
    positional = [each for each in positions_of(name, own) if each in own]
    shared = {"name": None, "trainable": True}
    settings["__init__"] = init_showing_fields(KerasLayer.__init__, kind, positional, shared)
    return type(name, (AdaptedLayer if kind is PlainNormalization else KerasLayer,), settings)


class AdaptedLayer(KerasLayer):
    """A layer that learns from data before training."""

    def adapt(self, data: Any, batch_size: int | None = None, steps: int | None = None) -> None:
        """Learn mean and variance.

        Parameters
        ----------
        data : array or iterable of batches
            A batch may be a tuple of inputs and targets.
        batch_size, steps : int or None
            Without effect: all data count.
        """
        batches = [data] if hasattr(data, "shape") else [_inputs_of(batch) for batch in data]
        shape = np.shape(batches[0])[1:]
        self.build_for(shape)
        if self.declared_shape is None and shape:
            self.declared_shape = shape
        for weight, numbers in self.plain.learned_from(batches).items():  # type: ignore[attr-defined]
            self.put_weight(weight, numbers)

    @property
    def mean(self) -> Any:
        """The means as they are laid along the inputs."""
        return self._along_inputs("mean")

    @property
    def variance(self) -> Any:
        """The variances as they are laid along the inputs."""
        return self._along_inputs("variance")

    def _along_inputs(self, setting: str) -> Any:
        """Return the numbers of a setting, with an axis for each of the inputs'."""
        numbers = self.plain_weights().get(setting, getattr(self.plain, setting))
        zeros = np.zeros((1,) * (1 + len(self._known_shape())), np.float32)
        return eager(np.asarray(self.plain.along(numbers, zeros)))  # type: ignore[attr-defined]


def _inputs_of(batch: Any) -> Any:
    """Return what goes in of a batch that may hold targets, too."""
    return batch[0] if isinstance(batch, tuple) else batch


def _merging_function(kind: Any) -> Any:
    """Make the function that applies a merging layer at once: `add([a, b])`."""

    def merge(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        return _class_for(kind, kind.__name__)(*args, **kwargs)(inputs)

    merge.__name__ = kind.__name__.lower()
    return showing_fields(merge, kind, further={"name": None})


# The name `Input` is told apart from a layer's: the first is `input_layer`, as in Keras 3.
_BASE_NAME = "InputLayer"


class InputLayer(KerasLayer):
    """Says the shape of what a network is given.

    Parameters
    ----------
    shape : tuple of int or None
        Without the batch axis; None where a length may differ.
    batch_size : int or None
    dtype : str or None
    batch_shape : tuple of int or None
        With the batch axis.
    input_shape : tuple of int or None
        `shape` in older scripts.
    batch_input_shape : tuple of int or None
        `batch_shape` in older scripts.
    name : str or None
    input_tensor : None
        A tensor of TensorFlow is refused.
    **ignored : object
        Without effect: `sparse`, `ragged` and the like.
    """

    kind = PlainInput

    def __init__(
        self,
        shape: Any = None,
        batch_size: int | None = None,
        dtype: Any = None,
        batch_shape: Any = None,
        input_shape: Any = None,
        batch_input_shape: Any = None,
        name: str | None = None,
        input_tensor: Any = None,
        **ignored: Any,
    ) -> None:
        if input_tensor is not None or ignored.get("tensor") is not None:
            raise refusal_of("Input(tensor=...)")
        whole = batch_shape or batch_input_shape
        if whole is not None:
            batch_size, shape = whole[0], tuple(whole)[1:]
        if shape is None and input_shape is None:
            raise SettingError("script.input_without_shape")
        inner = sizes_of(shape if shape is not None else input_shape)
        name = name or automatic_name(_BASE_NAME)
        plain = PlainInput(inner, batch_size=batch_size)  # type: ignore[arg-type]
        self._take(LayerArguments(plain, name, True, inner, batch_size, None))
        self.dtype = np.dtype(dtype).name if isinstance(dtype, type | np.dtype) else dtype
        self.build_for(inner)
        self.coders: list[Any] = []  # layers that code the data before the network, in order
        self.tensor = self._give()
        self.tensor.dtype = self.dtype or "float32"

    def code_by(self, coder: Any, shape: tuple[int | None, ...]) -> None:
        """Let a layer code the data where they come in; `shape`: what it makes of an example."""
        self.coders.append(coder)
        self.plain = replace(self.plain, shape=shape)  # type: ignore[call-arg]
        self._input_shape = self.tensor.inner_shape = shape

    def coded(self, data: Any) -> Any:
        """Return data as they go into the network; a row of them is a column, as in Keras."""
        if self.coders and self.declared_shape == (1,) and np.ndim(data) == 1:
            data = np.asarray(data)[:, None]
        for coder in self.coders:
            data = coder.code(np.asarray(data))
        return data

    def _give(self) -> Any:
        """Make the symbolic tensor of the input."""
        call = LayerCall(self)
        self._calls.append(call)
        return call.give([self._input_shape])


def Input(*args: Any, **kwargs: Any) -> Any:  # noqa: N802 - its name in Keras
    """Make the symbolic tensor that a functional model starts from."""
    return InputLayer(*args, **kwargs).tensor


Input.__dict__["__signature__"] = signature(InputLayer).replace(return_annotation=Any)
LAYER_MAKERS.update(named=layer_class, function=Lambda, loss=_class_for(AddLoss, "AddLoss"))

"""What a layer will give: a shape and the call it comes from, no numbers."""

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from inspect import signature
from typing import Any, NoReturn

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.door.refusal import refusal_of

# What operators on tensors make layers with: a class by its name ("named"), a layer of a function
# ("function"), one that adds to the loss ("loss"). `layer_classes` enters them, which stands above
# this file.
LAYER_MAKERS: dict[str, Callable[..., Any]] = {}

# Whether code is being wired that hands its own argument `training` on: then it says nothing.
HANDS_TRAINING_ON: ContextVar[bool] = ContextVar("hands_training_on", default=False)

# A tensor that goes into the code being wired: what is no tensor gets its rows from it.
ANCHOR: ContextVar[Any] = ContextVar("anchor", default=None)

OpenShape = tuple[int | None, ...]  # None where a length may differ from batch to batch


@dataclass(eq=False)
class LayerCall:
    """One use of a layer."""

    keras_layer: Any
    arguments: "tuple[SymbolicTensor, ...]" = ()  # what it is applied to; nothing for an input
    outputs: "list[SymbolicTensor]" = field(default_factory=list)
    training: bool | None = None  # whether it always, or never, does as in training

    @property
    def layer(self) -> Any:
        """The engine's layer or network, under the script's name."""
        return self.keras_layer.as_plain()

    def give(self, shapes: Sequence[OpenShape]) -> "SymbolicTensor | list[SymbolicTensor]":
        """Make the outputs of the call."""
        self.outputs = [SymbolicTensor(self, number, shape) for number, shape in enumerate(shapes)]
        return self.outputs[0] if len(self.outputs) == 1 else self.outputs


class SymbolicTensor:
    """One output of a layer call."""

    # NumPy leaves operators with this object to it.
    __array_priority__ = 1000
    __array_ufunc__ = None

    def __init__(self, call: LayerCall, output: int, inner_shape: OpenShape) -> None:
        self.call = call
        self.output = output
        self.inner_shape = inner_shape
        self.dtype = "float32"

    @property
    def key(self) -> tuple[int, int]:
        """What tells tensors apart: the call, and which of its outputs it is."""
        return id(self.call), self.output

    @property
    def shape(self) -> OpenShape:
        """Shape with the batch axis, which is open."""
        return (None, *self.inner_shape)

    @property
    def _keras_shape(self) -> OpenShape:
        """The shape, as Keras 1 and 2 called it."""
        return self.shape

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def name(self) -> str:
        """Name of the layer it comes from."""
        name: str = self.call.keras_layer.name
        return name

    def get_shape(self) -> OpenShape:
        """Return the shape."""
        return self.shape

    def __add__(self, other: Any) -> Any:
        if isinstance(other, SymbolicTensor):
            return _layer("Add")([self, other])
        return self._scaled(1.0, other)

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, SymbolicTensor):
            return _layer("Subtract")([self, other])
        return self._scaled(1.0, -other)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, SymbolicTensor):
            return _layer("Multiply")([self, other])
        return self._scaled(other, 0.0)

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, SymbolicTensor):
            return _by_function("truediv", operator.truediv, [self, other])
        return self._scaled(1.0 / other, 0.0)

    def __rtruediv__(self, other: Any) -> Any:
        return _by_function("truediv", lambda x: other / x, self)

    def __pow__(self, other: Any) -> Any:
        return _by_function("power", lambda x: x**other, self)

    def __abs__(self) -> Any:
        return _by_function("abs", abs, self)

    def __radd__(self, other: Any) -> Any:
        return self._scaled(1.0, other)

    def __rsub__(self, other: Any) -> Any:
        return self._scaled(-1.0, other)

    def __rmul__(self, other: Any) -> Any:
        return self._scaled(other, 0.0)

    def __neg__(self) -> Any:
        return self._scaled(-1.0, 0.0)

    def _scaled(self, scale: Any, offset: Any) -> Any:
        """Multiply by a number and add one."""
        if np.ndim(scale) or np.ndim(offset):
            return _by_function("scaled", lambda x: x * scale + offset, self)
        return _layer("Rescaling")(float(scale), float(offset))(self)

    def __getitem__(self, place: Any) -> Any:
        first = place[0] if isinstance(place, tuple) else place
        if first != slice(None) and first is not Ellipsis:
            raise refusal_of(f"{self.name}[{place!r}]", "script.hint.rows")
        return _by_function("get_item", lambda x: x[place], self)

    def __iter__(self) -> NoReturn:
        raise refusal_of(f"for ... in {self.name}", "script.hint.layers")

    def __array__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise refusal_of(f"NumPy({self.name})", "script.hint.layers")

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape}, dtype=float32, name={self.name}>"


def _layer(name: str) -> Any:
    """Return a layer class, or for a merging one a layer that is ready."""
    kind = LAYER_MAKERS["named"](name)
    if kind is None:
        raise refusal_of(name)
    return kind if name == "Rescaling" else kind()


def _by_function(name: str, function: Any, inputs: Any) -> Any:
    """Apply a function to tensors as a layer of its own."""

    def compute(arrays: Any) -> Any:
        return function(*arrays) if isinstance(arrays, list) else function(arrays)

    compute.__name__ = name
    return LAYER_MAKERS["function"](compute)(inputs)


def tensors_in(inputs: Any) -> list[SymbolicTensor] | None:
    """List the symbolic tensors a layer is called on; None if it is called on numbers."""
    listed = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
    return listed if listed and all(isinstance(t, SymbolicTensor) for t in listed) else None


def with_losses(outputs: Any, losses: list[Any]) -> Any:
    """Let what a layer or model gives carry losses that its code has added."""
    if not losses:
        return outputs
    first, *others = outputs if isinstance(outputs, list | tuple) else [outputs]
    first = LAYER_MAKERS["loss"]()([first, *losses])
    return [first, *others] if isinstance(outputs, list | tuple) else first


# Layers that do nothing where nobody trains.
AT_REST = {
    "AlphaDropout",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "SpatialDropout1D",
    "SpatialDropout2D",
}


def wired(name: str, call: Callable[..., Any], inputs: Any) -> Any:
    """Call a script's code on symbolic tensors, with all that it does while training."""
    if "training" not in signature(call).parameters:
        return call(inputs)
    training = call(inputs, training=True)
    resting = call(inputs, training=False)
    calls, calls_at_rest = (calls_to(tensors_in(ends) or []) for ends in (training, resting))
    if _kinds(calls) != _kinds(calls_at_rest):
        raise refusal_of(f"{name}.call(training=...)", "script.hint.training_branch")
    at_rest = {id(each.keras_layer): each.training for each in calls_at_rest}
    for each in calls:
        if at_rest.get(id(each.keras_layer)) != each.training:  # handed on: nothing is fixed
            each.training = None
    wired_anew = {id(each) for each in calls_at_rest} - {id(each) for each in calls}
    for each in calls_at_rest:  # the layers were not meant to be called twice
        layer = each.keras_layer
        layer._calls = [kept for kept in layer._calls if id(kept) not in wired_anew]
    return training


def calls_to(outputs: Sequence[SymbolicTensor]) -> list[LayerCall]:
    """List the calls that lead to some tensors, each once."""
    found: dict[int, LayerCall] = {}
    waiting = [tensor.call for tensor in outputs]
    while waiting:
        call = waiting.pop()
        if id(call) not in found:
            found[id(call)] = call
            waiting += [tensor.call for tensor in call.arguments]
    return list(found.values())


def _kinds(calls: Sequence[LayerCall]) -> list[str]:
    """Name the layers that compute something at any time; those without weights by kind.

    Operators and functions make new ones each time, with other names.
    """
    layers = [each.keras_layer for each in calls]
    kinds = [(type(layer).__name__, layer) for layer in layers]
    return sorted(
        layer.name if _has_weights(layer) else kind for kind, layer in kinds if kind not in AT_REST
    )


def _has_weights(layer: Any) -> bool:
    """Return whether a layer, or a model that is one, may have weights."""
    plain = getattr(layer, "plain", None)
    return plain is None or bool(plain.weight_names)


@contextmanager
def anchored_at(arguments: Any) -> Iterator[None]:
    """Wire code inside a `with` block that is called on some tensors."""
    first = next((each for each in jax.tree.leaves(arguments) if _is_symbol(each)), None)
    before = ANCHOR.set(ANCHOR.get() if first is None else first)
    try:
        yield
    finally:
        ANCHOR.reset(before)


def _is_symbol(value: Any) -> bool:
    """Return whether a value is a symbolic tensor."""
    return isinstance(value, SymbolicTensor)


def constant_tensor(values: Any) -> Any:
    """Make a tensor whose rows all are the same numbers; None where no code is being wired."""
    anchor = ANCHOR.get()
    if anchor is None or isinstance(values, jax.core.Tracer):
        return None
    numbers = np.asarray(values, np.float32)
    if numbers.ndim > 1 and len(numbers) == 1:  # a batch of one, to be repeated
        numbers = numbers[0]

    def constant(inputs: Any) -> Any:
        return jnp.broadcast_to(numbers, (len(inputs), *numbers.shape))

    return LAYER_MAKERS["function"](constant)(anchor)

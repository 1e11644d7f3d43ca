"""Layers that a script writes itself: `Lambda`, and classes with `build` and `call`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from inspect import Parameter, signature
from itertools import count
from typing import Any, ClassVar, Protocol

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.files.layer_config import keras_object, own_form
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.keras_layer import KerasLayer, WeightVariable, taken_by
from plainnet.keras_names.model.layer_arguments import (
    Filler,
    LayerArguments,
    declared_shape,
    plain_setting,
)
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor, tensors_in
from plainnet.layers.added_loss import added_loss_of
from plainnet.layers.initializers import Initializer, Zeros
from plainnet.layers.layer import Layer as PlainLayer
from plainnet.layers.layer import Passed, Shape, Weights
from plainnet.networks.network import each_shape

# What code adds to the loss while it is traced for training; None elsewhere.
_added_losses: ContextVar[list[Any] | None] = ContextVar("added_losses", default=None)
_keys: ContextVar[Iterator[jax.Array] | None] = ContextVar("keys", default=None)


@contextmanager
def randomness_from(key: jax.Array | None) -> Iterator[None]:
    """Draw from a key inside a `with` block; None always draws the same."""
    start = jax.random.key(0) if key is None else key
    before = _keys.set(jax.random.fold_in(start, number) for number in count())
    try:
        yield
    finally:
        _keys.reset(before)


def is_tracing() -> bool:
    """Return whether code of the script is being traced."""
    return _keys.get() is not None


def drawn(function_name: str, shape: Any, *args: Any, **settings: Any) -> Any:
    """Draw what one of the functions for random arrays would, inside traced code."""
    keys = _keys.get()
    assert keys is not None
    key, sizes = next(keys), tuple(int(size) for size in np.atleast_1d(np.asarray(shape)))
    names = {"normal": ("mean", "stddev"), "uniform": ("minval", "maxval")}
    given = {
        **dict(zip(names.get(function_name, ("mean", "stddev")), args, strict=False)),
        **settings,
    }
    if function_name == "normal":
        noise = jax.random.normal(key, sizes)
    elif function_name == "truncated_normal":
        noise = jax.random.truncated_normal(key, -2.0, 2.0, sizes)
    elif function_name == "uniform":
        low, high = given.get("minval", 0.0), given.get("maxval")
        return jax.random.uniform(key, sizes, minval=low, maxval=1.0 if high is None else high)
    elif function_name == "random_bernoulli":
        chance = args[0] if args else settings.get("p", 0.0)
        return jax.random.bernoulli(key, chance, sizes).astype(jnp.float32)
    else:
        raise refusal_of(function_name, "script.hint.layers")
    return given.get("mean", 0.0) + given.get("stddev", 1.0) * noise


_ROWS = 3  # of the arrays on which shapes are tried out


class Code(Protocol):
    """What a script layer is told by."""

    def compute(self, weights: Weights, inputs: tuple[Any, ...], training: bool) -> Any:
        """Return the outputs."""

    def shapes_of_weights(self) -> dict[str, Shape]:
        """Return the shape of each weight."""

    def initializer_named(self, weight: str) -> Initializer:
        """Find what a weight starts from."""

    def fixed_weights(self) -> tuple[str, ...]:
        """Name the weights that training leaves."""

    def build_for(self, input_shape: Any) -> None:
        """Settle the shape of the inputs."""

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the layer."""


@dataclass(frozen=True)
class ScriptLayer(PlainLayer):
    """Applies code to one or several inputs, row by row."""

    code: Code  # two layers are equal if theirs is the same object

    takes_several: ClassVar[bool] = True
    passes_mask: ClassVar[bool] = False
    draws_in_use: ClassVar[bool] = True
    mixes_rows: ClassVar[bool] = True  # nobody knows; code may take means over the batch

    @property
    def weight_names(self) -> tuple[str, ...]:
        """The weights that the code asked for."""
        return tuple(self.code.shapes_of_weights())

    @property
    def running_statistics(self) -> tuple[str, ...]:
        """The weights that training leaves."""
        return self.code.fixed_weights()

    def weight_shapes(self, input_shape: Any) -> dict[str, Shape]:
        """Return the shape of each weight."""
        self.code.build_for(tuple(each_shape(input_shape)))
        return self.code.shapes_of_weights()

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from."""
        return self.code.initializer_named(weight)

    def updated_statistics(self, weights: Weights, inputs: Any, present: Any) -> Weights:
        """Leave fixed weights as they are."""
        return {name: weights[name] for name in self.running_statistics}

    def output_shape(self, input_shape: Any) -> Any:
        """Try the code out on arrays without numbers."""
        self.code.build_for(tuple(each_shape(input_shape)))
        inputs = tuple(
            jax.ShapeDtypeStruct((_ROWS, *shape), jnp.float32) for shape in each_shape(input_shape)
        )
        weights = {
            name: jax.ShapeDtypeStruct(shape, jnp.float32)
            for name, shape in self.code.shapes_of_weights().items()
        }
        with randomness_from(None):
            tried = jax.eval_shape(lambda w, x: self._outputs(w, x, False), weights, inputs)
        found = tried if isinstance(tried, tuple) else (tried,)
        if any(each.shape[:1] != (_ROWS,) for each in found):
            shapes = [str(each.shape) for each in found]
            raise refusal_of(f"{self.name or type(self).__name__}: {shapes}", "script.hint.rows")
        shapes_found = tuple(tuple(each.shape[1:]) for each in found)
        return shapes_found if isinstance(tried, tuple) else shapes_found[0]

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the layer: its settings, not its code."""
        return self.code.saved_form()

    def places(self, input_shape: Any) -> int:
        """Count each weight once: nobody knows how often the code uses it."""
        return 1

    def apply(
        self,
        weights: Weights,
        inputs: Any,
        *,
        training: bool = False,
        key: jax.Array | None = None,
        present: jax.Array | None = None,
    ) -> Any:
        """Run the code."""
        with randomness_from(key):
            return self._outputs(weights, inputs, training)

    def forward(self, weights: Weights, inputs: Any, **settings: Any) -> Passed:
        """Run the code; hand on what it adds to the loss, too."""
        added_losses: list[Any] = []
        before = _added_losses.set(added_losses)
        try:
            passed = super().forward(weights, inputs, **settings)
        finally:
            _added_losses.reset(before)
        present, n_rows = settings.get("present"), len(inputs[0])
        return passed._replace(
            added_loss=sum(added_loss_of(each, present, n_rows) for each in added_losses)
        )

    def _outputs(self, weights: Weights, inputs: Any, training: bool) -> Any:
        """Run the code; several outputs come as a tuple."""
        outputs = self.code.compute(weights, tuple(inputs), training)
        if isinstance(outputs, list | tuple):
            return tuple(jnp.asarray(each) for each in outputs)
        # One number for the whole batch is that of each row.
        is_whole = jnp.ndim(outputs) == 0
        return jnp.full(len(inputs[0]), outputs) if is_whole else jnp.asarray(outputs)


@cache
def script_layer_class(name: str) -> type[ScriptLayer]:
    """Return script layers the name of the script's class, as summaries show it."""
    return type(name, (ScriptLayer,), {})


_SHAPE_FIRST = ("shape", "initializer", "name")  # of `add_weight` in Keras 1


class Lambda(KerasLayer):
    """Applies a function of the script.

    Parameters
    ----------
    function : callable
        Takes an array, or a list of arrays.
    output_shape : object
        Without effect: the function tells itself.
    mask : object
        Without effect.
    arguments : dict or None
        Further arguments of the function.
    **settings : object
        `name`, `input_shape` and the like.
    """

    def __init__(
        self,
        function: Any,
        output_shape: Any = None,
        mask: Any = None,
        arguments: dict[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        self._function, self._arguments = function, arguments or {}
        self._take(_own_arguments(self, settings))

    @classmethod
    def _class_to_name_after(cls) -> str:
        return cls.__name__

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves the layer; the function by its name alone."""
        function = {
            "module": "builtins",
            "class_name": "function",
            "config": getattr(self._function, "__name__", "function"),
            "registered_name": "function",
        }
        config = {"name": self.name, "trainable": self.trainable, "function": function}
        return keras_object("keras.layers", "Lambda", {**config, "arguments": self._arguments})

    def compute(self, weights: Weights, inputs: tuple[Any, ...], training: bool) -> Any:
        """Call the function."""
        given = inputs[0] if len(inputs) == 1 else list(inputs)
        return self._function(given, **self._arguments)

    def shapes_of_weights(self) -> dict[str, Shape]:
        """Return no weights."""
        return {}

    def fixed_weights(self) -> tuple[str, ...]:
        """Name no weights."""
        return ()

    def initializer_named(self, weight: str) -> Initializer:
        """Find what a weight starts from; there are none."""
        raise KeyError(weight)


def _remembering(init: Any) -> Any:
    """Let an `__init__` keep its arguments by their names; the outermost one does."""
    names = list(signature(init).parameters)[1:]

    @wraps(init)
    def __init__(self: Any, *args: Any, **settings: Any) -> None:  # noqa: N807
        given = {**dict(zip(names, args, strict=False)), **settings}
        vars(self).setdefault("_made_with", given)
        init(self, *args, **settings)

    return __init__


class Layer(KerasLayer):
    """What a script derives a layer of its own from.

    A layer that holds other layers is laid open: its `call` wires them, as a model's does.

    Parameters
    ----------
    trainable : bool, default=True
    name : str or None
    **settings : object
        `input_shape`, `dtype` and the like.
    """

    _made_with: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, **settings: Any) -> None:
        """Remember what a layer of the script is made with."""
        super().__init_subclass__(**settings)
        if "__init__" in vars(cls):
            cls.__init__ = _remembering(cls.__init__)  # type: ignore[method-assign]

    def __init__(self, trainable: bool = True, name: str | None = None, **settings: Any) -> None:
        if not isinstance(trainable, bool):
            raise TypeError(trainable)
        self._own_weights: dict[str, tuple[Shape, Any, bool]] = {}
        self._is_written_out = False
        self._call_form: CallForm | None = None  # where `call` takes more than its inputs
        self._take(_own_arguments(self, {"name": name, "trainable": trainable, **settings}))

    @classmethod
    def _class_to_name_after(cls) -> str:
        return cls.__name__

    # What the script writes

    def build(self, input_shape: Any) -> None:
        """Ask for weights; the script says which."""

    def call(self, inputs: Any) -> Any:
        """Compute the outputs; the script says how."""
        return inputs

    def add_weight(self, *args: Any, **settings: Any) -> WeightVariable:
        """Ask for a weight: its name, shape and initializer, in the order of any version."""
        is_named_first = bool(args) and isinstance(args[0], str | None)
        order = ("name", "shape", "dtype", "initializer") if is_named_first else _SHAPE_FIRST
        given = {**dict(zip(order, args, strict=False)), **settings}
        for setting in ("regularizer", "constraint"):
            if given.get(setting) is not None:
                raise refusal_of(f"add_weight({setting}=...)", "script.hint.setting")
        name = given.get("name") or f"weight_{len(self._own_weights)}"
        shape = np.atleast_1d(np.asarray(given.get("shape") or (), int))
        found = plain_setting("own_initializer", given.get("initializer") or "glorot_uniform")
        moves = bool(given.get("trainable", True))
        self._own_weights[name] = (tuple(map(int, shape)), found, moves)
        return WeightVariable(self, name)

    add_variable = add_weight

    def add_loss(self, losses: Any, inputs: Any = None) -> None:
        """Add to the loss what `call` computes: a number for each row, or one for the batch."""
        added_losses = _added_losses.get()
        for loss in losses if isinstance(losses, list | tuple) else [losses]:
            if isinstance(loss, SymbolicTensor):
                self.__dict__.setdefault("_added_losses", []).append(loss)
            elif added_losses is not None:
                added_losses.append(loss)
            elif not hasattr(loss, "shape"):
                raise refusal_of(f"{type(self).__name__}.add_loss", "script.hint.add_loss")

    def add_metric(self, *args: Any, **settings: Any) -> None:
        """Refuse a metric that is no function of targets and outputs."""
        raise refusal_of(f"{type(self).__name__}.add_metric", "script.hint.metric")

    # What the engine asks

    @property
    def built(self) -> bool:
        """Whether the shape of the inputs is known."""
        return self._input_shape is not None

    @built.setter
    def built(self, value: bool) -> None:
        """Hear what `build` of a script says at its end."""

    def build_for(self, input_shape: Any) -> None:
        """Settle the shape of the inputs, and let the script ask for its weights."""
        if self._input_shape is None:
            super().build_for(input_shape)
            shapes = [(None, *shape) for shape in input_shape]
            self.build(shapes[0] if len(shapes) == 1 else shapes)

    def __call__(self, inputs: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer; one that holds layers is laid open on symbolic tensors."""
        if not hasattr(self, "plain"):
            raise refusal_of(f"{type(self).__name__} without super().__init__()")
        arrays, form, left = inputs, None, kwargs
        if args or any(_is_input(each) for name, each in kwargs.items() if name != "mask"):
            arrays, form, left = packed_call(inputs, args, kwargs)
        if tensors_in(arrays) is not None and (self._holds_layers() or self._builds_layers(arrays)):
            return self._called_as_written(inputs, *args, **kwargs)
        self._call_form = form
        return super()._called(arrays, **left)

    def _applied(self, inputs: Any, training: bool) -> Any:
        """Compute the outputs for numbers; layers within compute theirs one by one."""
        several = isinstance(inputs, list | tuple)
        leaves = inputs if several else [inputs]
        if not any(isinstance(each, jax.core.Tracer) for each in leaves):
            arrays = [eager(np.asarray(each, np.float32)) for each in leaves]
            self.build_for(tuple(tuple(array.shape[1:]) for array in arrays))
            if self._holds_layers():
                return self._run(arrays, several, training)
        return super()._applied(inputs, training)

    def _held_layers(self) -> list[Any]:
        """List the layers that are kept as attributes, alone or in lists."""
        kept = [value for name, value in vars(self).items() if name not in ("plain",)]
        inside = [each for value in kept if isinstance(value, list | tuple) for each in value]
        return [each for each in [*kept, *inside] if hasattr(each, "as_plain")]

    def _holds_layers(self) -> bool:
        """Return whether other layers are kept as attributes."""
        return bool(self._held_layers())

    @property
    def weights(self) -> list[WeightVariable]:
        """The weights as variables: its own, then those of layers within."""
        own = super().weights if self._own_weights or not self._holds_layers() else []
        return [*own, *(each for held in self._held_layers() for each in held.weights)]

    @property
    def trainable_weights(self) -> list[WeightVariable]:
        """Those that training moves."""
        fixed = self.plain.running_statistics
        own = [v for v in self.weights if v.owner is self and v.weight not in fixed]
        held = [each for layer in self._held_layers() for each in layer.trainable_weights]
        return [*own, *held] if self.trainable else []

    variables, trainable_variables = weights, trainable_weights

    def _builds_layers(self, inputs: Any) -> bool:
        """Return whether `build` makes other layers."""
        self.build_for(self._shape_of(tensors_in(inputs) or []))
        return self._holds_layers()

    def compute(self, weights: Weights, inputs: tuple[Any, ...], training: bool) -> Any:
        """Call the script's code with traced weights in the place of its variables."""
        with self._in_place(weights):
            return self._run(inputs, len(inputs) > 1, training)

    def _run(self, inputs: Sequence[Any], several: bool, training: bool) -> Any:
        """Call the script's code with its arguments in the form they were given."""
        settings = taken_by(self.call, {"training": training})
        if self._call_form is not None:
            args, further = self._call_form.filled(inputs)
            return self.call(*args, **{**settings, **further})
        return self.call(list(inputs) if several else inputs[0], **settings)

    @contextmanager
    def _in_place(self, weights: Weights) -> Iterator[None]:
        """Let attributes that are weights be numbers for a while."""
        kept = dict(vars(self))
        for name, value in kept.items():
            vars(self)[name] = _with_numbers(value, weights)
        try:
            yield
        finally:
            vars(self).update(kept)

    def shapes_of_weights(self) -> dict[str, Shape]:
        """Return the shape of each weight."""
        return {name: shape for name, (shape, _, _) in self._own_weights.items()}

    def fixed_weights(self) -> tuple[str, ...]:
        """Name the weights that training leaves."""
        return tuple(name for name, (*_, moves) in self._own_weights.items() if not moves)

    def initializer_named(self, weight: str) -> Initializer:
        """Find what a weight starts from."""
        found = self._own_weights[weight][1]
        return Zeros() if isinstance(found, Filler) else found

    def _drawn(self) -> Weights:
        """Draw the first weights; functions of the script give theirs."""
        drawn = super()._drawn()
        for name, (shape, found, _) in self._own_weights.items():
            if isinstance(found, Filler):
                drawn[name] = jax.device_put(found.fill(shape))
        return drawn

    def saved_form(self) -> dict[str, Any]:
        """Return the form in which Keras saves a layer of a script."""
        form = own_form(self)
        if self._input_shape is not None:
            shapes = [[None, *shape] for shape in self._input_shape]
            form["build_config"] = {"input_shape": shapes[0] if len(shapes) == 1 else shapes}
        return form

    def get_config(self) -> dict[str, Any]:
        """Return name and trainability, to which a script adds its own settings.

        Where it does not, those that the layer was made with, if they are plain values.
        """
        kind, config = type(self), {"name": self.name, "trainable": self.trainable}
        if kind.get_config is not Layer.get_config:
            return config
        takes = signature(kind).parameters
        given = {name: value for name, value in self._made_with.items() if name in takes}
        if not all(isinstance(each, str | int | float | None) for each in given.values()):
            return config
        takes_all = any(each.kind is Parameter.VAR_KEYWORD for each in takes.values())
        return {**{k: v for k, v in config.items() if takes_all or k in takes}, **given}


def _own_arguments(layer: Any, settings: dict[str, Any]) -> LayerArguments:
    """Read what every layer takes, and put the script's code behind the engine's layer."""
    shape, batch_size = declared_shape("Layer", settings, [], settings.pop("batch_size", None))
    name, trainable = settings.pop("name", None), bool(settings.pop("trainable", True))
    first_weights = settings.pop("weights", None)
    for setting in set(settings) - {"dtype", "dynamic", "autocast", "activity_regularizer"}:
        raise refusal_of(f"{type(layer).__name__}({setting}=...)", "script.hint.setting")
    plain = script_layer_class(type(layer).__name__)(layer)
    return LayerArguments(plain, name, trainable, shape, batch_size, first_weights)


@dataclass(frozen=True)
class _Place:
    """Where an argument of a call stands among the arrays of a layer."""

    start: int
    count: int
    is_list: bool

    def value(self, arrays: Sequence[Any]) -> Any:
        """Return the argument."""
        own = list(arrays[self.start : self.start + self.count])
        return own if self.is_list else own[0]


@dataclass(frozen=True)
class CallForm:
    """The arguments of a layer's call: arrays by their place, anything else as it is."""

    args: tuple[Any, ...]
    settings: Mapping[str, Any]

    def filled(self, arrays: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the arguments with arrays in their places."""

        def fill(value: Any) -> Any:
            return value.value(arrays) if isinstance(value, _Place) else value

        return [fill(each) for each in self.args], {k: fill(v) for k, v in self.settings.items()}


def packed_call(
    inputs: Any, args: tuple[Any, ...], settings: Mapping[str, Any]
) -> tuple[list[Any], CallForm, dict[str, Any]]:
    """Put the arrays of a call in one list; return it with the form and what is left."""
    arrays: list[Any] = []

    def place(value: Any) -> Any:
        if not _is_input(value):
            return value
        several = isinstance(value, list | tuple)
        own = list(value) if several else [value]
        arrays.extend(own)
        return _Place(len(arrays) - len(own), len(own), several)

    by_layer = ("training", "mask", "initial_state")
    left = {name: value for name, value in settings.items() if name in by_layer}
    placed = tuple(place(each) for each in (inputs, *args))
    own = {name: place(value) for name, value in settings.items() if name not in by_layer}
    return arrays, CallForm(placed, own), left


def _is_input(value: Any) -> bool:
    """Return whether an argument of a call is a tensor or an array, or several of them."""
    if isinstance(value, list | tuple):
        return bool(value) and all(_is_input(each) for each in value)
    return tensors_in(value) is not None or hasattr(value, "shape")


def _with_numbers(value: Any, weights: Weights) -> Any:
    """Replace variables by the numbers of their weights."""
    if isinstance(value, WeightVariable):
        return weights[value.weight]
    if isinstance(value, list | tuple) and any(isinstance(each, WeightVariable) for each in value):
        return type(value)(_with_numbers(each, weights) for each in value)
    return value

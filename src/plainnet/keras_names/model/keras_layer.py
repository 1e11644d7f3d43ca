"""The layer that a script holds: callable, named, with weights of its own.

It wraps a frozen layer of the engine. Its weights stand in the state of the model that
used them last, so that training one model is seen by all that share the layer.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import wraps
from inspect import signature
from math import prod
from typing import Any, ClassVar, Self

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.coach.call_site import script_position
from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.arrays.noted_steps import Noted, leaves_in, note
from plainnet.keras_names.arrays.random_tensors import next_model_seed
from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.model.layer_arguments import (
    LayerArguments,
    read_arguments,
)
from plainnet.keras_names.model.symbolic_tensor import (
    HANDS_TRAINING_ON,
    LayerCall,
    OpenShape,
    SymbolicTensor,
    anchored_at,
    constant_tensor,
    tensors_in,
    wired,
    with_losses,
)
from plainnet.layers.attention import MultiHeadAttention
from plainnet.layers.image_augmentation import RandomImages
from plainnet.layers.layer import Layer, Weights
from plainnet.networks.network import STAND_INS, closed, each_shape, has_open_lengths, opened
from plainnet.training.model_state import ModelState

_counts: Counter[str] = Counter()


def automatic_name(class_name: str) -> str:
    """Name an object after its class: `dense`, then `dense_1`, `dense_2`.

    >>> forget_names()
    >>> automatic_name("MaxPooling2D"), automatic_name("MaxPooling2D")
    ('max_pooling2d', 'max_pooling2d_1')
    """
    base = snake_case(class_name)
    number = _counts[base]
    _counts[base] += 1
    return f"{base}_{number}" if number else base


def snake_case(class_name: str) -> str:
    """Write a class name in small letters with underscores, as Keras does."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def forget_names() -> None:
    """Start numbering anew, as `keras.backend.clear_session` does."""
    _counts.clear()


class WeightVariable(Noted):
    """Shows a weight of a layer; what is read is the weight of that moment."""

    __array_priority__ = 1000
    is_watched = True

    def __init__(self, owner: Any, weight: str) -> None:
        self.owner = owner
        self.weight = weight

    @property
    def tape_key(self) -> Any:
        """The layer and the name of the weight: variables are made anew each time."""
        return id(self.owner), self.weight

    @property
    def value(self) -> Any:
        """The numbers."""
        return self.owner.plain_weights()[self.weight]

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the numbers."""
        return tuple(self.value.shape)

    @property
    def dtype(self) -> str:
        """Type of the numbers."""
        return "float32"

    @property
    def name(self) -> str:
        """Name of the weight."""
        return self.weight

    @property
    def path(self) -> str:
        """Layer and weight."""
        return f"{self.owner.name}/{self.weight}"

    def numpy(self) -> NDArray[Any]:
        """Return a copy."""
        return np.array(self.value)

    eval = numpy

    def assign(self, value: Any) -> None:
        """Put other numbers in."""
        self.owner.put_weight(self.weight, value)

    def get_shape(self) -> tuple[int, ...]:
        """Return the shape."""
        return self.shape

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.value, dtype)

    def __jax_array__(self) -> Any:
        return jnp.asarray(self.value)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, place: Any) -> Any:
        return self.numpy()[place]

    def __repr__(self) -> str:
        return f"<Variable path={self.path}, shape={self.shape}, value={self.numpy()}>"


class KerasLayer:
    """A layer as a Keras script knows it.

    Parameters
    ----------
    *args, **kwargs : object
        Settings in the spelling of any Keras version.

    Attributes
    ----------
    name : str
    trainable : bool
        Taken up by models that are compiled afterwards.
    """

    kind: ClassVar[type[Layer]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._take(read_arguments(type(self).__name__, self.kind, args, kwargs))

    def _take(self, arguments: LayerArguments) -> None:
        """Keep what the arguments say."""
        self.plain = arguments.plain
        self.name = arguments.name or automatic_name(self._class_to_name_after())
        self.trainable = arguments.trainable
        self.declared_shape = arguments.declared_shape
        self.declared_batch_size = arguments.batch_size
        self.fillers = arguments.fillers
        self._first_weights = arguments.first_weights
        self.made_at = script_position()
        self._calls: list[LayerCall] = []
        self._input_shape: Any = None
        self._home: ModelState | None = None
        self._home_name = self.name

    @classmethod
    def _class_to_name_after(cls) -> str:
        """Name the class: that of the engine, or the script's own."""
        return cls.kind.__name__ if "kind" in cls.__dict__ else cls.__name__

    @classmethod
    def around(cls, plain: Layer) -> Self:
        """Wrap a layer of the engine that has a name."""
        wrapped = cls.__new__(cls)
        name, is_trainable = plain.name, plain.trainable
        wrapped._take(LayerArguments(plain, name, is_trainable, None, None, None))
        return wrapped

    def as_plain(self) -> Layer:
        """Return the engine's layer under the script's name, frozen if it is not trainable."""
        return replace(self.plain, name=self.name, trainable=self.trainable)

    def __call__(self, inputs: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer; a class of a script that derives from it may say how."""
        if type(self).call is KerasLayer.call:
            return self.call(inputs, *args, **kwargs)
        return self._called_as_written(inputs, *args, **kwargs)

    def _called_as_written(self, *args: Any, **kwargs: Any) -> Any:
        """Run the script's `call`, on tensors with all that it does while training."""
        takes_training = "training" in signature(self.call).parameters
        is_open = takes_training and args and "training" not in kwargs
        if not is_open or tensors_in(args[0]) is None:
            return self._called_once(*args, **kwargs)

        @wraps(self.call)
        def call(inputs: Any, training: bool) -> Any:
            return self._called_once(inputs, *args[1:], training=training, **kwargs)

        return wired(type(self).__name__, call, args[0])

    def _called_once(self, *args: Any, **kwargs: Any) -> Any:
        """Run the script's `call`; an argument `training` that it hands on fixes nothing."""
        hands_on = HANDS_TRAINING_ON.get() or "training" in signature(self.call).parameters
        before = HANDS_TRAINING_ON.set(hands_on)
        try:
            with anchored_at((args, kwargs)):
                outputs = self.call(*args, **taken_by(self.call, kwargs))
            return with_losses(outputs, self.__dict__.pop("_added_losses", []))
        finally:
            HANDS_TRAINING_ON.reset(before)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer; what `super().call(...)` in a class of a script asks for."""
        return self._called(*args, **kwargs)

    def _called(self, inputs: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer: to a symbolic tensor now on paper, to numbers at once."""
        if (
            inputs is None and "query" not in kwargs
        ):  # as `model.add(...)` gives, which fills the model and returns nothing
            raise SettingError("script.no_tensor", layer=self.name)
        initial_state = kwargs.pop("initial_state", None)
        kwargs.pop("mask", None)
        given = kwargs.pop("training", None)
        training = isinstance(self.plain, RandomImages) if given is None else bool(given)
        told = {name: kwargs.pop(name) for name in self.plain.call_settings if name in kwargs}
        self.plain = replace(self.plain, **told) if told else self.plain
        if isinstance(self.plain, MultiHeadAttention):
            first = [] if inputs is None else [inputs]
            inputs = self.plain.called_with([*first, *args], kwargs)[0]
        if initial_state is not None:
            states = initial_state if isinstance(initial_state, list | tuple) else [initial_state]
            inputs = [inputs, *states]
        tensors = tensors_in(inputs)
        # Numbers that meet weights within code being wired: positions that are embedded.
        if tensors is None and self.plain.weight_names:
            tensors = tensors_in(constant_tensor(inputs))
        if tensors is None:
            return self._applied(inputs, training)
        shapes = tuple(tensor.inner_shape for tensor in tensors)
        self.build_for(shapes if self.plain.takes_several or len(shapes) > 1 else shapes[0])
        mode = None if given is None or HANDS_TRAINING_ON.get() else bool(given)
        call = LayerCall(self, tuple(tensors), training=mode)
        self._calls.append(call)
        given_shape = self.inner_output_shape(self._shape_of(tensors))
        if getattr(self.plain, "activation", None) == "softmax" and given_shape[-1:] == (1,):
            warn_once("script.softmax_of_one", layer=self.name)
        return call.give(each_shape(given_shape))

    def _shape_of(self, tensors: Sequence[SymbolicTensor]) -> Any:
        """Return the shape of the inputs, a tuple of shapes where there are several."""
        shapes = tuple(tensor.inner_shape for tensor in tensors)
        return shapes if self.plain.takes_several or len(shapes) > 1 else shapes[0]

    def _applied(self, inputs: Any, training: bool) -> Any:
        """Compute the outputs for numbers."""
        if isinstance(inputs, list | tuple):
            arrays: Any = tuple(np.asarray(each, np.float32) for each in inputs)
            shape: Any = tuple(array.shape[1:] for array in arrays)
        else:
            arrays = inputs if isinstance(inputs, jax.Array) else np.asarray(inputs, np.float32)
            shape = tuple(arrays.shape[1:])
            if self.plain.takes_several:
                arrays, shape = (arrays,), (shape,)
        self.build_for(shape)
        key = jax.random.key(next_model_seed()) if training else None
        outputs = self.plain.apply(self.plain_weights(), arrays, training=training, key=key)
        if any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves(arrays)):
            return outputs
        several = isinstance(outputs, tuple)
        made = jax.tree.map(lambda each: eager(np.asarray(each)), outputs)

        def again(weights: Weights, moved: Any) -> Any:
            """Compute the outputs once more, from other weights and inputs."""
            given = [jnp.asarray(each, jnp.float32) for each in leaves_in(moved)]
            read: Any = tuple(given) if isinstance(arrays, tuple) else given[0]
            return self.plain.apply(weights, read, training=training, key=key)

        variables = {name: WeightVariable(self, name) for name in self.plain_weights()}
        return note(list(made) if several else made, again, variables, inputs)

    # Shapes

    def build_for(self, input_shape: Any) -> None:
        """Settle the shape of the inputs, without the batch axis; the first one counts."""
        if self._input_shape is None:
            self._input_shape = input_shape

    def inner_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the outputs, without the batch axis."""
        if not has_open_lengths(input_shape):
            return self.plain.output_shape(input_shape)
        both = (self.plain.output_shape(closed(input_shape, size)) for size in STAND_INS)
        return opened(*both)

    def build(self, input_shape: Any) -> None:
        """Make the weights for a shape with the batch axis."""
        self.build_for(tuple(input_shape[1:]))
        self.plain_weights()

    @property
    def built(self) -> bool:
        """Whether the shape of the inputs is known."""
        return self._input_shape is not None

    @property
    def input_shape(self) -> Any:
        """Shape of the inputs with the batch axis."""
        return _with_batch(self._known_shape())

    @property
    def output_shape(self) -> Any:
        """Shape of the outputs with the batch axis."""
        return _with_batch(self.inner_output_shape(self._known_shape()))

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the outputs, both with the batch axis."""
        return _with_batch(self.inner_output_shape(tuple(input_shape[1:])))

    def _known_shape(self) -> Any:
        """Return the shape of the inputs, or say that nothing is known of it."""
        if self._input_shape is None:
            raise SettingError("script.layer_not_built", layer=self.name)
        return self._input_shape

    # What the layer was called on

    @property
    def input(self) -> Any:
        """The symbolic tensor it was first called on."""
        tensors = self._first_call().arguments
        return tensors[0] if len(tensors) == 1 else list(tensors)

    @property
    def output(self) -> Any:
        """What it gave when it was first called."""
        tensors = self._first_call().outputs
        return tensors[0] if len(tensors) == 1 else list(tensors)

    def get_output_at(self, node_index: int) -> Any:
        """Return what one of its calls gave."""
        tensors = self._calls[node_index].outputs
        return tensors[0] if len(tensors) == 1 else tensors

    def get_input_at(self, node_index: int) -> Any:
        """Return what one of its calls was on."""
        tensors = self._calls[node_index].arguments
        return tensors[0] if len(tensors) == 1 else list(tensors)

    def get_output_shape_at(self, node_index: int) -> Any:
        """Return the shape of what one of its calls gave."""
        shapes = [tensor.shape for tensor in self._calls[node_index].outputs]
        return shapes[0] if len(shapes) == 1 else shapes

    def get_input_shape_at(self, node_index: int) -> Any:
        """Return the shape of what one of its calls was on."""
        shapes = [tensor.shape for tensor in self._calls[node_index].arguments]
        return shapes[0] if len(shapes) == 1 else shapes

    def _first_call(self) -> LayerCall:
        """Return the first call, or say that there was none."""
        if not self._calls:
            raise SettingError("script.layer_not_called", layer=self.name)
        return self._calls[0]

    # Weights

    def plain_weights(self) -> Weights:
        """Return the weights by name, drawn when they are first asked for."""
        if self._home is None:
            weights = self._drawn()
            self._home, self._home_name = ModelState({self.name: weights}), self.name
            if self._first_weights is not None:
                self.set_weights(self._first_weights)
        return self._home.weights[self._home_name]

    def _drawn(self) -> Weights:
        """Draw the first weights."""
        shape = self._known_shape()
        sizes = closed(shape, STAND_INS[0]) if has_open_lengths(shape) else shape
        drawn = self.plain.init((next_model_seed(),), sizes)[0]
        for name, array in drawn.items():
            filler = self.fillers.get(f"{name.removesuffix('_kernel')}_initializer")
            if filler is not None:
                drawn[name] = jax.device_put(filler.fill(array.shape))
        return drawn

    def move_to(self, state: ModelState, name: str) -> Weights:
        """Let the weights stand in a model's state from now on; give them."""
        weights = self.plain_weights()
        self._home, self._home_name = state, name
        return weights

    def stands_in(self, state: ModelState, name: str) -> bool:
        """Return whether the weights stand in this state under this name."""
        return self._home is state and self._home_name == name

    def put_weight(self, weight: str, array: Any) -> None:
        """Replace one of the weights."""
        own = self.plain_weights()
        assert self._home is not None
        changed = {**own, weight: jax.device_put(np.asarray(array, np.float32))}
        self._home.weights = {**self._home.weights, self._home_name: changed}

    def _saved_names(self) -> list[str]:
        """Name the weights that files hold, in their order."""
        own = self.plain_weights()
        return [name for name in own if name not in self.plain.carried_states]

    def get_weights(self) -> list[NDArray[Any]]:
        """Return copies of the weights."""
        own = self.plain_weights()
        return [np.array(own[name]) for name in self._saved_names()]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Take other weights of the same shapes."""
        own, names = self.plain_weights(), self._saved_names()
        arrays = [np.asarray(array, np.float32) for array in weights]
        expected = [tuple(own[name].shape) for name in names]
        found = [array.shape for array in arrays]
        if expected != found:
            raise ShapeError(
                "script.weights_shape", layer=self.name, expected=expected, found=found
            )
        for name, array in zip(names, arrays, strict=True):
            self.put_weight(name, array)

    @property
    def weights(self) -> list[WeightVariable]:
        """The weights as variables, in the order of files."""
        return [WeightVariable(self, name) for name in self._saved_names()]

    variables = weights

    @property
    def trainable_weights(self) -> list[WeightVariable]:
        """Those that training moves."""
        fixed = self.plain.running_statistics
        return [v for v in self.weights if self.trainable and v.weight not in fixed]

    trainable_variables = trainable_weights

    @property
    def non_trainable_weights(self) -> list[WeightVariable]:
        """Those that training leaves, or that data move."""
        moved = {v.weight for v in self.trainable_weights}
        return [v for v in self.weights if v.weight not in moved]

    non_trainable_variables = non_trainable_weights

    def count_params(self) -> int:
        """Count the numbers in the weights."""
        return sum(prod(variable.shape) for variable in self.weights)

    def reset_states(self) -> None:
        """Forget the states that a stateful layer carries on."""
        own = self.plain_weights()
        for name in own.keys() & set(self.plain.carried_states):
            self.put_weight(name, np.zeros(own[name].shape, np.float32))

    reset_state = reset_states

    # Settings

    def get_config(self) -> dict[str, Any]:
        """Return the settings by today's names."""
        settings = {each.name: getattr(self.plain, each.name) for each in fields(self.plain)}
        plain = {name: _named(value) for name, value in settings.items()}
        return {**plain, "name": self.name, "trainable": self.trainable}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from settings."""
        return cls(**config)

    def __getattr__(self, name: str) -> Any:
        """Answer for settings, and for weights by their names."""
        plain = self.__dict__.get("plain")
        if plain is not None and not name.startswith("_"):
            if name in {each.name for each in fields(plain)}:
                return getattr(plain, name)
            if name in plain.weight_names and self._input_shape is not None:
                used = (*plain.weight_shapes(self._input_shape), *plain.carried_states)
                return WeightVariable(self, name) if name in used else None
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _with_batch(shape: Any) -> Any:
    """Put the open batch axis before a shape, or each of several."""
    shapes: list[OpenShape] = [(None, *each) for each in each_shape(shape)]
    return shapes[0] if len(shapes) == 1 else shapes


def _named(value: Any) -> Any:
    """Write an object of the engine by its class name."""
    return (
        {"class_name": type(value).__name__, "config": vars(value)}
        if hasattr(value, "__dataclass_fields__")
        else value
    )


def taken_by(function: Any, settings: dict[str, Any]) -> dict[str, Any]:
    """Keep the arguments that a function takes."""
    taken = signature(function).parameters
    is_open = any(each.kind is each.VAR_KEYWORD for each in taken.values())
    return {name: value for name, value in settings.items() if is_open or name in taken}

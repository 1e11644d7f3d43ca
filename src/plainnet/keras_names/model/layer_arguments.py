"""What a script wrote in the brackets of a layer, made into the engine's layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.backend_settings import SETTINGS, checked_data_format
from plainnet.keras_names.door.refusal import NotCoveredError, refusal_of, warn_once
from plainnet.keras_names.door.spelling import (
    DROPPED,
    OLD_CLASSES,
    USUAL_VALUES,
    WITHOUT_EFFECT,
    todays_arguments,
)
from plainnet.keras_names.model.script_rules import OF_FUNCTIONS
from plainnet.layers import activations, initializers, regularizers
from plainnet.layers.layer import Layer
from plainnet.messages.language import say

# Names of initializers in Keras 1.
_OLD_INITIALIZERS = {
    "normal": "random_normal",
    "uniform": "random_uniform",
    "zero": "zeros",
    "one": "ones",
    "gaussian": "random_normal",
}
_MODULES: dict[str, Any] = {
    "initializer": initializers,
    "regularizer": regularizers,
    "constraint": regularizers,
}


class Filler:
    """An initializer that is a function or an array of the script.

    `source`: a function from a shape to an array; or the numbers themselves.
    """

    def __init__(self, source: Any) -> None:
        self._source = source

    def fill(self, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Return the first weights of a shape."""
        if not callable(self._source):
            return np.broadcast_to(np.asarray(self._source, np.float32), shape)
        takes = signature(self._source).parameters
        told = {"dtype": "float32", "name": "weight"}  # Keras 1 gave a name, later ones a type
        given = self._source(shape, **{each: told[each] for each in told if each in takes})
        return np.asarray(given, np.float32)


def plain_setting(name: str, value: Any) -> Any:
    """Turn the value of a setting into what the engine takes."""
    kind = name.rpartition("_")[2]
    if kind == "activation":
        return plain_activation(value)
    if kind in _MODULES:
        return _plain_rule(kind, value)
    if hasattr(value, "as_plain"):
        if getattr(value, "fillers", None):
            raise refusal_of(f"{name}={value!r}", "script.hint.setting")
        return value.as_plain()
    if isinstance(value, np.generic):
        return value.item()
    return tuple(value) if isinstance(value, list) else value


def plain_activation(value: Any) -> Any:
    """Return the name of an activation, or a function as an activation of its own."""
    if value is None or isinstance(value, activations.Activation):
        return value
    if isinstance(value, str):
        return value if value in activations.ACTIVATIONS else value.lower()
    if isinstance(value, Mapping):
        return plain_activation(value["config"] if "config" in value else value["class_name"])
    if not callable(value):
        raise SettingError("activation.unknown", name=value, known=list(activations.ACTIVATIONS))
    own_name = getattr(value, "__name__", type(value).__name__)
    is_own = getattr(value, "__module__", "").startswith("plainnet.")
    if is_own and own_name in activations.ACTIVATIONS:
        return own_name
    plain = getattr(value, "plain", None)
    if isinstance(plain, Layer):
        return activations.Activation(own_name, lambda inputs: plain.apply({}, inputs))
    return activations.Activation(own_name, value)


def _plain_rule(kind: str, value: Any) -> Any:
    """Return an initializer, a regularizer or a constraint of the engine."""
    if value is None and kind == "initializer":
        value = "glorot_uniform"  # as Keras draws a weight for which nothing is said
    if isinstance(value, str):
        value = _OLD_INITIALIZERS.get(value, value) if kind == "initializer" else value
        return getattr(_MODULES[kind], f"find_{kind}")(value)
    if isinstance(value, type):
        return value()
    if isinstance(value, Mapping):
        return _from_saved(kind, value)
    if kind == "initializer" and np.ndim(getattr(value, "value", 0)):
        return Filler(value.value)
    if kind == "initializer" and callable(value) and not hasattr(value, "fill"):
        return Filler(value)
    is_rule = isinstance(value, regularizers.Regularizer | regularizers.Constraint)
    if kind in OF_FUNCTIONS and callable(value) and not is_rule:
        is_of_keras = getattr(value, "__module__", "").startswith("plainnet.")
        return value() if is_of_keras else OF_FUNCTIONS[kind](value)
    return value


def _from_saved(kind: str, saved: Mapping[str, Any]) -> Any:
    """Make an object of its saved form."""
    found = getattr(_MODULES[kind], str(saved["class_name"]), None)
    if found is None:
        raise refusal_of(str(saved["class_name"]))
    known = {each.name for each in fields(found)}
    return found(**{k: v for k, v in saved.get("config", {}).items() if k in known})


# What of a layer's arguments tells the shape of its inputs.
_SHAPE_ARGUMENTS = ("input_shape", "batch_input_shape", "batch_shape", "input_dim", "input_length")


@dataclass(frozen=True)
class LayerArguments:
    """A layer as the script asked for it.

    `declared_shape`: the shape of the inputs without the batch axis, where the script says it.
    `fillers`: initializers that are functions or arrays of the script, by the settings' names.
    """

    plain: Layer
    name: str | None
    trainable: bool
    declared_shape: tuple[int | None, ...] | None
    batch_size: int | None
    first_weights: Any  # what the weights start from, as Keras 1 and 2 took them
    fillers: Mapping[str, Filler] = field(default_factory=dict)


def read_arguments(
    class_name: str, kind: type[Layer], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> LayerArguments:
    """Read the arguments of a layer in any spelling."""
    own = settings_of(kind)
    settings = todays_arguments(class_name, kind.__name__, args, kwargs, own)
    name, trainable = settings.pop("name", None), bool(settings.pop("trainable", True))
    first_weights = settings.pop("weights", None)
    batch_size = settings.pop("batch_size", None)
    shape, batch_size = declared_shape(kind.__name__, settings, own, batch_size)
    for setting in list(settings):
        if setting not in own:
            _drop(class_name, kind.__name__, setting, settings.pop(setting))
    _settle_data_format(settings, own)
    fillers = {}
    for setting, value in settings.items():
        settings[setting] = plain_setting(setting, value)
        if isinstance(settings[setting], Filler):
            fillers[setting], settings[setting] = settings[setting], "glorot_uniform"
    plain = kind(**settings)
    return LayerArguments(plain, name, trainable, shape, batch_size, first_weights, fillers)


def settings_of(kind: type[Layer]) -> list[str]:
    """Name the settings with which a layer is made, in their order."""
    others = ("name", "trainable", *kind.call_settings)
    return [each.name for each in fields(kind) if each.name not in others]


def declared_shape(
    kind: str, settings: dict[str, Any], own: list[str], batch_size: int | None
) -> tuple[tuple[int | None, ...] | None, int | None]:
    """Take out of the settings what tells the shape of the inputs."""
    given = {
        name: settings.pop(name)
        for name in _SHAPE_ARGUMENTS
        if name in settings and (name not in own or name == "input_length")
    }
    whole = given.get("batch_input_shape") or given.get("batch_shape")
    if whole is not None:
        return sizes_of(whole)[1:], whole[0]
    if given.get("input_shape") is not None:
        return sizes_of(given["input_shape"]), batch_size
    length = given.get("input_length")
    if kind == "Embedding":
        return (sizes_of(length) if isinstance(length, tuple | list) else (length,)), batch_size
    if given.get("input_dim") is None:
        return None, batch_size
    has_time = "input_length" in given or kind in ("LSTM", "GRU", "SimpleRNN", "Conv1D")
    size = int(given["input_dim"])
    return ((length, size) if has_time else (size,)), batch_size


def sizes_of(shape: Any) -> tuple[int | None, ...]:
    """Write a shape as a tuple of whole numbers; None where a size is open."""
    if isinstance(shape, int | np.integer):
        return (int(shape),)
    return tuple(None if size is None else int(size) for size in shape)


def _drop(class_name: str, kind: str, setting: str, value: Any) -> None:
    """Leave out a setting without effect; refuse any other."""
    if setting in DROPPED.get(kind, ()):
        warn_once("script.setting_dropped", layer=class_name, setting=setting)
        return
    if setting in WITHOUT_EFFECT:
        return
    if setting in USUAL_VALUES and value == USUAL_VALUES[setting]:
        return
    name = f"{class_name}({setting}={value!r})"
    raise NotCoveredError("script.not_covered", name=name, hint=say("script.hint.setting"))


def _settle_data_format(settings: dict[str, Any], own: list[str]) -> None:
    """Write down where the channels stand, as the script or its backend says."""
    if "data_format" in own:
        given = settings.get("data_format")
        if given is not None or SETTINGS.image_data_format == "channels_first":
            settings["data_format"] = checked_data_format(given)
        else:
            settings.pop("data_format", None)


def todays_class(name: str, known: Mapping[str, type[Layer]]) -> type[Layer] | None:
    """Find the engine's class for a name of any year; None if it is not covered."""
    return known.get(OLD_CLASSES.get(name, name))

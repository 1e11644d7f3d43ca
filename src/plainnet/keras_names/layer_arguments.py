"""What a script wrote in the brackets of a layer, made into the engine's layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from plainnet.keras_names.backend_settings import SETTINGS, checked_data_format
from plainnet.keras_names.plain_settings import Filler, plain_setting
from plainnet.keras_names.refusal import NotCoveredError
from plainnet.keras_names.spelling import (
    DROPPED,
    OLD_CLASSES,
    USUAL_VALUES,
    WITHOUT_EFFECT,
    todays_arguments,
)
from plainnet.keras_names.told_once import tell_once
from plainnet.layers.layer import Layer
from plainnet.messages.language import say

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
    own = [each.name for each in fields(kind) if each.name not in ("name", "trainable")]
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
            fillers[setting], settings[setting] = settings[setting], "zeros"
    plain = kind(**settings)
    return LayerArguments(plain, name, trainable, shape, batch_size, first_weights, fillers)


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
        tell_once("script.setting_dropped", layer=class_name, setting=setting)
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

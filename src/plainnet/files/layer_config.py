"""A layer's settings as Keras 3 writes them, and back.

A layer's fields are its saved form; what Keras writes beside them has one value here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from operator import index
from typing import Any

from plainnet.errors import FileError
from plainnet.layers.activations import ACTIVATIONS, OLD_ACTIVATIONS, Activation
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.initializers import INITIALIZERS, Initializer, Orthogonal
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.regularizers import CONSTRAINTS, REGULARIZERS, Constraint, Regularizer
from plainnet.messages.language import say

Saved = Mapping[str, Any]

# Settings that Keras writes and that have one value here, where a layer has no such field.
_RECURRENT: dict[str, Any] = {
    "return_state": False,
    "go_backwards": False,
    "stateful": False,
    "zero_output_for_mask": False,
    "dropout": 0.0,
    "recurrent_dropout": 0.0,
    "time_major": False,
}
ONLY_VALUES: dict[str, Any] = {
    **_RECURRENT,
    "attention_axes": [1],
    "axis": -1,
    "data_format": "channels_last",
    "dilation_rate": [1, 1],
    "antialias": False,
    "crop_to_aspect_ratio": False,
    "fill_mode": "constant",
    "fill_value": 0.0,
    "groups": 1,
    "pad_to_aspect_ratio": False,
    "renorm": False,
    "rms_scaling": False,
    "sliding_window": None,
    "use_gate": False,
    "synchronized": False,
}
# Settings that Keras writes and that change nothing about what a layer computes.
WITHOUT_EFFECT = frozenset(
    {"adjustment", "autocast", "batch_input_shape", "build_config", "dtype", "fused",
     "implementation", "input_length", "optional", "ragged", "renorm_clipping",
     "renorm_momentum", "seed", "sparse", "unroll", "use_cudnn", "virtual_batch_size"}
)  # fmt: skip
# Settings that are layers or networks themselves.
WRAPPED = ("layer", "backward_layer")
MODULES = {Initializer: "initializers", Regularizer: "regularizers", Constraint: "constraints"}


OwnMakers = Mapping[str, Callable[[Saved], Layer]]
RuleMaker = Callable[[str, Saved], Any]
_own: ContextVar[tuple[OwnMakers, RuleMaker]] = ContextVar("own", default=({}, lambda *_: None))


@contextmanager
def own_layers(makers: OwnMakers, make_rule: RuleMaker) -> Iterator[None]:
    """Let layers and rules of the program be made of their saved form inside a `with` block.

    `makers`: what makes a layer of its saved form, by the name of its class; `make_rule`: what
    makes an activation, a regularizer, ... for a setting; None if it does not know it.
    """
    before = _own.set((makers, make_rule))
    try:
        yield
    finally:
        _own.reset(before)


def layer_to_config(
    layer: Layer, write: Callable[[Any], Any] | None = None, *, is_outline: bool = False
) -> dict[str, Any]:
    """Write a layer as Keras 3 does.

    `write`: None takes layers only.
    """
    if isinstance(layer, Input):
        shape = [layer.batch_size, *layer.shape]
        config: dict[str, Any] = {"batch_shape": shape, "dtype": "float32", "name": layer.name}
        return keras_object("keras.layers", "InputLayer", config)
    own_form = getattr(layer, "saved_form", None)
    if own_form is not None and not is_outline:
        return dict(own_form())
    held = {f.name: getattr(layer, f.name) for f in fields(layer)}
    held = {name: value for name, value in held.items() if name not in layer.call_settings}
    if is_outline:
        held = {name: None if _is_function(value) else value for name, value in held.items()}
    settings = {name: _to_plain(value, write) for name, value in held.items()}
    if layer.trainable or not layer.weight_names:
        del settings["trainable"]  # not every layer of Keras takes it
    for setting in ("activation", "recurrent_activation"):
        if setting in settings and settings[setting] is None:
            settings[setting] = "linear"
    return keras_object("keras.layers", type(layer).__name__, {"dtype": "float32", **settings})


def layer_from_config(
    saved: Saved,
    file: object,
    notes: list[str] | None = None,
    read: Callable[[Saved], Any] | None = None,
) -> Layer:
    """Make the layer that Keras 3 wrote.

    `read`: None makes layers only.
    """
    kind = str(saved.get("class_name"))
    config = dict(saved.get("config", {}))
    if (make := _own.get()[0].get(kind)) is not None:
        return make(saved)
    if kind not in LAYERS and saved.get("registered_name") is not None:
        raise FileError("file.own_layer", file=file, layer=kind)
    if kind not in LAYERS:
        raise FileError("file.layer_unknown", file=file, layer=kind, known=list(LAYERS))
    if LAYERS[kind] is Input:
        rows, *shape = sizes_of(config.get("batch_shape") or config["batch_input_shape"])
        return Input(tuple(shape), batch_size=rows, name=config.get("name"))  # type: ignore[arg-type]
    known = [f.name for f in fields(LAYERS[kind])]
    for setting, value in config.items():
        is_read = setting in known or setting in WITHOUT_EFFECT
        if is_read or value is None or setting.endswith("_initializer"):
            continue  # an initializer matters only before training
        is_usual = value == ONLY_VALUES[setting] if setting in ONLY_VALUES else value is True
        if not is_usual:
            raise setting_unknown(file, kind, setting, value)
    settings = {name: _from_plain(config[name]) for name in known if name in config}
    for setting, value in settings.items():  # Keras 2 writes a function as its bare name
        is_own = setting.endswith("activation") and isinstance(value, str)
        if is_own and value not in (*ACTIVATIONS, *OLD_ACTIVATIONS):
            settings[setting] = {"class_name": "function", "config": value}
    for setting, value in settings.items():
        if isinstance(value, Mapping) and setting in WRAPPED:
            settings[setting] = (
                layer_from_config(value, file, notes) if read is None else read(value)
            )
        elif isinstance(value, Mapping):
            settings[setting] = _stand_in(kind, setting, value, file, notes)
    return LAYERS[kind](**settings)


def sizes_of(shape: Sequence[int | None]) -> tuple[int | None, ...]:
    """Read the sizes of a shape: whole numbers, and None for a length that is open."""
    return tuple(None if size is None else index(size) for size in shape)


def setting_unknown(file: object, kind: str, setting: str, value: object) -> FileError:
    """Make the error for a setting that is not covered; a long value is named by its class."""
    if isinstance(value, Mapping):
        value = value.get("class_name", "...")
    return FileError("file.setting_unknown", file=file, layer=kind, setting=setting, value=value)


def keras_object(module: str, kind: str, config: Any) -> dict[str, Any]:
    """Wrap settings the way Keras marks every object."""
    return {"module": module, "class_name": kind, "config": config, "registered_name": None}


def _stand_in(
    kind: str,
    setting: str,
    value: Mapping[str, Any],
    file: object,
    notes: list[str] | None,
) -> Any:
    """Find what to take for an object that is not covered."""
    name = str(value.get("class_name"))
    if (own := _own.get()[1](setting, value)) is not None:
        return own
    if setting.endswith("_initializer"):
        if notes is not None:
            notes.append(say("file.initializer_ignored", layer=kind, initializer=name))
        return "zeros"  # matters only before training
    if setting.endswith("activation") and value.get("config") in ACTIVATIONS:
        return value["config"]
    if value.get("registered_name") or name == "function":
        shown = value.get("config", name) if name == "function" else name
        raise FileError("file.own_layer", file=file, layer=shown)
    raise setting_unknown(file, kind, setting, value)


def _to_plain(value: object, write: Callable[[Any], Any] | None) -> Any:
    """Turn a field into JSON; code of the program by its name alone."""
    if (form := getattr(value, "saved_form", None)) is not None:
        return form()
    for family, module in MODULES.items():
        if isinstance(value, family):
            settings = {f.name: getattr(value, f.name) for f in fields(value)}  # type: ignore[arg-type]
            return keras_object(f"keras.{module}", type(value).__name__, settings)
    if isinstance(value, Activation) and ACTIVATIONS.get(value.name) == value:
        return value.name
    if _is_function(value):
        return function_form(value)
    if is_dataclass(value):
        return layer_to_config(value) if write is None else write(value)  # type: ignore[arg-type]
    return list(value) if isinstance(value, tuple) else value


def own_form(thing: Any) -> dict[str, Any]:
    """Write what a program derives from Keras: its settings, not its code."""
    kind = type(thing)
    name = str(getattr(kind, "registered_name", kind.__name__))
    form = keras_object(kind.__module__, kind.__name__, thing.get_config())
    return {**form, "registered_name": name}


def function_form(function: Any) -> dict[str, Any]:
    """Write a function as Keras does: its name."""
    code = getattr(function, "function", function)  # an activation holds its own
    name = getattr(function, "name", None) or getattr(code, "__name__", type(code).__name__)
    form = keras_object(getattr(code, "__module__", "__main__"), "function", name)
    return {**form, "registered_name": name}


def _is_function(value: object) -> bool:
    """Return code of the program from what has a name in files."""
    if isinstance(value, (*MODULES, Layer, type)):
        return False
    is_known = isinstance(value, Activation) and ACTIVATIONS.get(value.name) == value
    return callable(value) and not is_known


def _from_plain(value: object) -> Any:
    """Turn JSON into a field; leave an object that is not covered as it is."""
    if isinstance(value, list):
        return tuple(map(_from_plain, value))
    if not isinstance(value, Mapping):
        return value
    kind = _RULES.get(str(value.get("class_name")))
    if kind is None:
        return value
    known = {f.name for f in fields(kind)}
    return kind(**{k: _from_plain(v) for k, v in value.get("config", {}).items() if k in known})


_RULES: dict[str, Any] = {
    kind.__name__: kind
    for kind in (*INITIALIZERS.values(), *REGULARIZERS.values(), *CONSTRAINTS.values())
}
_RULES["OrthogonalInitializer"] = Orthogonal  # as Keras 3 called it at first

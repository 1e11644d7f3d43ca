"""A layer's settings as Keras 3 writes them, and back.

A layer's fields are its saved form; what Keras writes beside them has one value here.

Concepts: configuration, serialisation
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from plainnet.errors import FileError
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.initializers import INITIALIZERS, Initializer
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer, Shape
from plainnet.layers.regularizers import REGULARIZERS, Regularizer
from plainnet.networks.layer_names import layer_name_of_class

# Settings that Keras writes and that have one value here.
_IMAGES: dict[str, Any] = {"data_format": "channels_last"}
_RECURRENT: dict[str, Any] = {
    "return_state": False,
    "go_backwards": False,
    "stateful": False,
    "zero_output_for_mask": False,
    "dropout": 0.0,
    "recurrent_dropout": 0.0,
}
FIXED_SETTINGS: dict[str, dict[str, Any]] = {
    "BatchNormalization": {"axis": -1, "renorm": False, "synchronized": False},
    "Conv2D": {**_IMAGES, "dilation_rate": [1, 1], "groups": 1},
    "Dropout": {"noise_shape": None},
    "Flatten": _IMAGES,
    "LSTM": _RECURRENT,
    "MaxPooling2D": _IMAGES,
    "SimpleRNN": _RECURRENT,
}
# Settings that Keras writes and that change nothing about what a layer computes.
WITHOUT_EFFECT = frozenset(
    {"dtype", "seed", "unroll", "use_cudnn", "implementation", "sparse", "ragged", "optional",
     "build_config", "renorm_clipping", "renorm_momentum", "time_major"}
)  # fmt: skip


def layer_to_config(layer: Layer, input_shape: Shape) -> dict[str, Any]:
    """Write a layer as Keras 3 does.

    Parameters
    ----------
    layer : Layer
        Named by its network.
    input_shape : tuple of int
        Without the batch axis.

    Returns
    -------
    dict
        Ready for JSON.
    """
    if isinstance(layer, Input):
        config: dict[str, Any] = {"batch_shape": [None, *layer.shape], "dtype": "float32"}
        return _keras_object("keras.layers", "InputLayer", {"name": layer.name, **config})
    kind = type(layer).__name__
    settings = {f.name: _to_plain(getattr(layer, f.name)) for f in fields(layer)}
    if "activation" in settings and settings["activation"] is None:
        settings["activation"] = "linear"
    config = {**settings, "trainable": True, "dtype": "float32", **FIXED_SETTINGS.get(kind, {})}
    saved = _keras_object("keras.layers", kind, config)
    return {**saved, "build_config": {"input_shape": [None, *input_shape]}}


def layer_from_config(saved: Mapping[str, Any], file: object) -> Layer:
    """Make the layer that Keras wrote.

    Parameters
    ----------
    saved : mapping
        With `class_name` and `config`.
    file : Path or str
        Named in errors.

    Returns
    -------
    Layer

    Raises
    ------
    FileError
        If the class or one of its settings is not covered.
    """
    kind = str(saved.get("class_name"))
    config = dict(saved.get("config", {}))
    if kind not in LAYERS:
        raise FileError("file.layer_unknown", file=file, layer=kind, known=", ".join(LAYERS))
    if LAYERS[kind] is Input:
        shape = config.get("batch_shape") or config["batch_input_shape"]
        if None in shape[1:]:
            raise FileError("file.no_input_shape", file=file)
        return Input(tuple(shape[1:]), name=config.get("name"))
    known = {f.name for f in fields(LAYERS[kind])}
    fixed = FIXED_SETTINGS.get(kind, {})
    for setting, value in config.items():
        if setting in known or setting in WITHOUT_EFFECT:
            continue
        if setting.endswith("_initializer"):
            continue  # matters only before training
        is_usual = value == fixed.get(setting) if setting in fixed else value in (None, True)
        if not is_usual:
            raise FileError(
                "file.setting_unknown", file=file, layer=kind, setting=setting, value=value
            )
    settings = {name: _from_plain(config[name]) for name in known if name in config}
    for setting, value in settings.items():
        if isinstance(value, Mapping) and setting.endswith("_initializer"):
            settings[setting] = "zeros"  # matters only before training
        elif isinstance(value, Mapping):
            found = value.get("class_name")
            raise FileError(
                "file.setting_unknown", file=file, layer=kind, setting=setting, value=found
            )
    return LAYERS[kind](**settings)


def _keras_object(module: str, kind: str, config: dict[str, Any]) -> dict[str, Any]:
    """Wrap settings the way Keras marks every object."""
    return {"module": module, "class_name": kind, "config": config, "registered_name": None}


def _to_plain(value: object) -> Any:
    """Turn a field into JSON."""
    if isinstance(value, Initializer | Regularizer):
        module = "initializers" if isinstance(value, Initializer) else "regularizers"
        settings = {f.name: getattr(value, f.name) for f in fields(value)}
        return _keras_object(f"keras.{module}", type(value).__name__, settings)
    return list(value) if isinstance(value, tuple) else value


def _from_plain(value: object) -> Any:
    """Turn JSON into a field; leave an object that is not covered as it is."""
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, Mapping):
        return value
    every: list[type[Initializer] | type[Regularizer]] = [
        *INITIALIZERS.values(),
        *REGULARIZERS.values(),
    ]
    kinds = {kind.__name__: kind for kind in every}
    kind = kinds.get(str(value.get("class_name")))
    if kind is None:
        return value
    known = {f.name for f in fields(kind)}
    return kind(**{k: v for k, v in value.get("config", {}).items() if k in known})


def weight_groups(layers: tuple[Layer, ...]) -> list[str]:
    """Give the group of each layer's weights inside Keras' weight file.

    Keras numbers the layers of each class, whatever they are called, and keeps the
    weights of recurrent layers one level deeper.
    """
    counts: dict[str, int] = {}
    groups = []
    for layer in layers:
        base = layer_name_of_class(type(layer))
        number = counts[base] = counts.get(base, -1) + 1
        deeper = "/cell" if hasattr(layer, "return_sequences") else ""
        groups.append(f"layers/{base}{f'_{number}' if number else ''}{deeper}/vars")
    return groups

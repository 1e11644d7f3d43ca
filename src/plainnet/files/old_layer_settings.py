"""Layers as Keras 1, Keras 2 and TensorFlow 1 and 2 wrote them, in the words of Keras 3.

JSON goes in, JSON comes out; nothing is made of it yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from plainnet.errors import FileError
from plainnet.files.hdf5_layers import Portion, in_keras_order
from plainnet.files.saved_model import SavedModel
from plainnet.layers.activations import find_activation
from plainnet.layers.gru import GRU
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.networks.wiring import name_of

# hard_sigmoid was 0.2 x + 0.5 before Keras 3, whose own is x / 6 + 0.5.
OLD, TODAYS = "steep_hard_sigmoid", "hard_sigmoid"
STRETCH = 1.2
# Which of a layer's parts, side by side in its weights, are gates.
GATES: dict[type[Layer], tuple[bool, ...]] = {
    LSTM: (True, True, False, True),
    GRU: (True, True, False),
}


def stretched_for_keras_3(saved: SavedModel, file: object) -> SavedModel:
    """Stretch the weights of layers with the old hard sigmoid; files call it by today's name."""
    weights = saved.network.without_states(saved.weights)
    shapes = {layer: {n: np.shape(a) for n, a in own.items()} for layer, own in weights.items()}
    is_stretched = False
    for portion in in_keras_order([(e, shapes[name_of(e)]) for e in saved.network.hidden]):
        for name, factors in _factors(portion, file):
            place = portion.prefix + name
            weights[portion.owner][place] = weights[portion.owner][place] * factors
            is_stretched = True
    for layer in saved.network.hidden:
        if not shapes[name_of(layer)] and _is_old(getattr(layer, "activation", None)):
            raise FileError("file.hard_sigmoid", file=file, layer=layer.name)
    return replace(saved, weights=weights, optimizer_variables=()) if is_stretched else saved


def _is_old(activation: Any) -> bool:
    """Return whether this is the hard sigmoid of old."""
    return find_activation(activation).name == OLD


def _factors(portion: Portion, file: object) -> Iterator[tuple[str, Any]]:
    """Return for each weight that is stretched what it is multiplied by."""
    layer: Any = portion.layer
    gates = GATES.get(type(layer))
    is_old = _is_old(getattr(layer, "activation", None))
    if gates is not None and is_old:
        raise FileError("file.hard_sigmoid", file=file, layer=portion.owner)
    for name, shape in portion.shapes.items():
        if gates is not None and _is_old(layer.recurrent_activation):
            parts = np.where(gates, STRETCH, 1.0).astype(np.float32)
            yield name, np.repeat(parts, shape[-1] // len(gates))
        elif gates is None and is_old:
            yield name, np.float32(STRETCH)


def todays_names(config: Any) -> Any:
    """Call the old hard sigmoid by today's name wherever it stands in settings."""
    if isinstance(config, dict):
        return {
            k: TODAYS if v == OLD and k.endswith("activation") else todays_names(v)
            for k, v in config.items()
        }
    return list(map(todays_names, config)) if isinstance(config, list) else config


Settings = dict[str, Any]

CLASSES = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "CuDNNGRU": "GRU",
    "CuDNNLSTM": "LSTM",
    "Deconvolution2D": "Conv2DTranspose",
    "SeparableConvolution2D": "SeparableConv2D",
    "ThresholdedReLU": "ReLU",
    "TimeDistributedDense": "Dense",
}
SETTINGS = {
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "atrous_rate": "dilation_rate",
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "beta_init": "beta_initializer",
    "bias": "use_bias",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "filter_length": "kernel_size",
    "gamma_init": "gamma_initializer",
    "init": "kernel_initializer",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
    "nb_filter": "filters",
    "output_dim": "units",
    "p": "rate",
    "pool_length": "pool_size",
    "sigma": "stddev",
    "stride": "strides",
    "subsample": "strides",
    "subsample_length": "strides",
}
# The same words where they mean something else.
SETTINGS_OF = {
    "Embedding": {
        "W_constraint": "embeddings_constraint",
        "W_regularizer": "embeddings_regularizer",
        "init": "embeddings_initializer",
        "output_dim": "output_dim",
    },
    "LeakyReLU": {"alpha": "negative_slope"},
    "PReLU": {"init": "alpha_initializer"},
    "ReLU": {"theta": "threshold"},
}
VALUES = {
    "data_format": {"tf": "channels_last", "th": "channels_first"},
    "activation": {"softmax_v2": "softmax", "hard_sigmoid": OLD},
    "recurrent_activation": {"hard_sigmoid": OLD},
}
INITIALIZERS = {
    "normal": "random_normal",
    "one": "ones",
    "uniform": "random_uniform",
    "zero": "zeros",
}
RULES = {"L1L2Regularizer": "L1L2", "WeightRegularizer": "L1L2", "Maxnorm": "MaxNorm"}
RULE_SETTINGS = {"m": "max_value"}
MERGE_MODES = {
    "ave": "Average",
    "concat": "Concatenate",
    "max": "Maximum",
    "mul": "Multiply",
    "sum": "Add",
}
# What the layer before or the input tells, and how a layer was computed.
SAID_ELSEWHERE = {
    "batch_input_shape", "batch_shape", "consume_less", "fused", "input_dtype", "input_length",
    "input_shape",
}  # fmt: skip


def generation_of(version: str | None) -> int:
    """Return which Keras wrote a file: 1, 2 or 3; the first did not always say.

    >>> generation_of("2.2.4-tf"), generation_of(None)
    (2, 1)
    """
    first = (version or "1").partition(".")[0]
    return min(int(first), 3) if first.isdigit() else 3


def todays_layer(saved: Mapping[str, Any], generation: int) -> Settings:
    """Write a saved layer or network, and all within it, as Keras 3 would.

    >>> todays_layer({"class_name": "Convolution1D", "config": {"nb_filter": 8}}, 1)
    {'class_name': 'Conv1D', 'config': {'filters': 8}}
    """
    kind, config = str(saved["class_name"]), saved["config"]
    if kind in ("Sequential", "Model", "Functional"):
        name = "Sequential" if kind == "Sequential" else "Functional"
        return {**saved, "class_name": name, "config": _todays_network(config, generation)}
    if generation >= 3 or kind == "InputLayer":
        return {**saved, "config": dict(config)}
    if kind == "Merge":
        return {**saved, **_todays_merge(config)}
    today = CLASSES.get(kind, kind)
    settings = _todays_settings(kind, today, config)
    for inner in ("layer", "backward_layer"):
        if isinstance(settings.get(inner), Mapping):
            settings[inner] = todays_layer(settings[inner], generation)
    return {**saved, "class_name": today, "config": settings}


def _todays_network(config: Any, generation: int) -> Settings:
    """Write a network's settings; Keras 1 and early 2 list the layers of a Sequential."""
    settings = {"layers": config} if isinstance(config, list) else dict(config)
    layers = [todays_layer(layer, generation) for layer in settings["layers"]]
    for number, layer in enumerate(layers):
        if "layers" in layer["config"]:  # Keras 1 gave a Sequential no name
            name = layer.get("name") or f"sequential_{number}"
            layer["config"] = {"name": name, **layer["config"]}
    if settings["layers"] and "input_layers" not in settings:
        shape = _shape_of_head(settings["layers"][0])
        if shape is not None:
            head = {"batch_shape": shape, "name": "input_layer"}
            layers = [{"class_name": "InputLayer", "config": head}, *layers]
    return {**settings, "layers": layers}


def _shape_of_head(first: Mapping[str, Any]) -> Any:
    """Find the shape of the inputs in the settings of a first layer that is no input."""
    if first["class_name"] == "InputLayer" or not isinstance(first["config"], Mapping):
        return None
    if "layers" in first["config"]:
        return None
    return first["config"].get("batch_input_shape")


def _todays_settings(kind: str, today: str, config: Mapping[str, Any]) -> Settings:
    """Rename settings and their values."""
    words = {**SETTINGS, **SETTINGS_OF.get(today, {})}
    settings: Settings = {}
    for setting, value in config.items():
        if setting in SAID_ELSEWHERE or (setting == "input_dim" and today != "Embedding"):
            continue
        name = words.get(setting, setting)
        settings[name] = _todays_value(name, value)
    if "nb_row" in settings:
        settings["kernel_size"] = [settings.pop("nb_row"), settings.pop("nb_col")]
    if "forget_bias_init" in settings:
        settings["unit_forget_bias"] = settings.pop("forget_bias_init") in ("one", "ones")
    if today == "GRU":
        settings.setdefault("reset_after", kind == "CuDNNGRU")
    if kind.startswith("CuDNN"):
        settings |= {"recurrent_activation": "sigmoid", "activation": "tanh"}
    if today == "BatchNormalization":
        if settings.get("mode") == 0:
            del settings["mode"]
        axis = settings.get("axis", -1)
        settings["axis"] = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    return settings


def _todays_value(name: str, value: Any) -> Any:
    """Rename a setting's value, and the settings of a rule for weights."""
    if name.endswith("_initializer") and isinstance(value, str):
        return INITIALIZERS.get(value, value)
    if isinstance(value, str) and name in VALUES:
        return VALUES[name].get(value, value)
    if not isinstance(value, Mapping):
        return value
    if "name" in value and "class_name" not in value:  # Keras 1
        settings = {RULE_SETTINGS.get(k, k): v for k, v in value.items() if k != "name"}
        kind = str(value["name"])
        return {"class_name": RULES.get(kind, kind), "config": settings}
    config = value.get("config")
    if isinstance(config, Mapping) and config.get("distribution") == "normal":
        return {**value, "config": {**config, "distribution": "truncated_normal"}}
    return value


def _todays_merge(config: Mapping[str, Any]) -> Settings:
    """Write Keras 1's one merging layer as the layer of its mode."""
    mode = str(config.get("mode"))
    kept = {k: v for k, v in config.items() if k in ("name", "trainable")}
    if mode not in MERGE_MODES:
        return {"class_name": f"Merge(mode={mode!r})", "config": kept}
    if mode == "concat":
        kept["axis"] = config.get("concat_axis", -1)
    return {"class_name": MERGE_MODES[mode], "config": kept}

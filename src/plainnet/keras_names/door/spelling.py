"""The spellings of Keras 1 and 2, and what they are called today."""

import re
from typing import Any

from plainnet.keras_names.door.refusal import warn_once

#: What Keras 1 and 2 took where a script says nothing, and later versions do not.
OLD_RATES = {"Adadelta": 1.0, "Adagrad": 0.01, "Adamax": 0.002, "Nadam": 0.002}

# Modules that only the Keras of before 2020 had under its own name.
_OLD_MODULES = (
    "keras.utils.np_utils",
    "keras.utils.vis_utils",
    "keras.utils.visualize_util",
    "keras.layers.core",
    "keras.layers.convolutional",
    "keras.layers.recurrent",
    "keras.layers.normalization",
    "keras.layers.embeddings",
    "keras.layers.wrappers",
    "keras.layers.advanced_activations",
    "keras.layers.pooling",
    "keras.layers.noise",
    "keras.layers.merge",
    "keras.wrappers",
    "keras.engine",
    "keras.legacy",
    "keras.objectives",
    "keras.initializations",
    "keras.backend.tensorflow_backend",
)
_signs: set[str] = set()
_words: set[str] = set()  # that the script writes in quotes


def note_import(module: str) -> None:
    """Remember a module that tells the years."""
    if module.startswith("tensorflow"):
        _signs.add("tensorflow")
    if module == "keras":
        _signs.add("keras")
    if any(f"{module}.".startswith(f"{old}.") for old in _OLD_MODULES):
        _signs.add("old")


def note_words(source: bytes) -> None:
    """Remember the words that a script writes in quotes."""
    _words.update(word.decode() for word in re.findall(rb"['\"](\w+)['\"]", source))


def is_written(word: str) -> bool:
    """Return whether the script writes a word in quotes."""
    return word in _words


def note_old_argument() -> None:
    """Remember that an argument is written as in Keras 1."""
    _signs.add("old")


def is_of_old_keras() -> bool:
    """Return whether a script is written for the Keras of before 2020, without TensorFlow's."""
    return "old" in _signs and "keras" in _signs


def may_be_of_old_keras() -> bool:
    """Return whether a script may be of those years: it imports Keras and not TensorFlow."""
    return "keras" in _signs and "tensorflow" not in _signs


def forget_years() -> None:
    """Start anew with another script."""
    _signs.clear()
    _words.clear()


KERAS_VERSION = "3.15.1"
TENSORFLOW_VERSION = "2.21.0"


# Arguments of layers by their old names.
OLD_ARGUMENTS = {
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "inner_activation": "recurrent_activation",
    "gamma_init": "gamma_initializer",
    "beta_init": "beta_initializer",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "gamma_regularizer": "gamma_regularizer",
    "W_constraint": "kernel_constraint",
    "U_constraint": "recurrent_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "stride": "strides",
    "filter_length": "kernel_size",
    "nb_filter": "filters",
    "atrous_rate": "dilation_rate",
    "dim_ordering": "data_format",
    "pool_length": "pool_size",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "output_dim": "units",
    "p": "rate",
    "sigma": "stddev",
    "concat_axis": "axis",
    "dot_axes": "axes",
}
# Where an old name means something of its own, or is today's name.
OLD_ARGUMENTS_BY_CLASS: dict[str, dict[str, str]] = {
    "Embedding": {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
        "output_dim": "output_dim",
    },
    "LeakyReLU": {"alpha": "negative_slope"},
    "ReLU": {"alpha": "negative_slope"},
    "PReLU": {"init": "alpha_initializer", "weights": "weights"},
    "UpSampling1D": {"length": "size"},
    "SeparableConv2D": {"init": "depthwise_initializer"},
}
# Layer classes by their old or second names.
OLD_CLASSES = {
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "CuDNNGRU": "GRU",
    "CuDNNLSTM": "LSTM",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "MaxPool3D": "MaxPooling3D",
    "SeparableConvolution2D": "SeparableConv2D",
    "TimeDistributedDense": "Dense",
    "AtrousConvolution2D": "Conv2D",
    "AtrousConvolution1D": "Conv1D",
}
# Settings that change how a layer computes, not what.
WITHOUT_EFFECT = frozenset(
    {"dtype", "seed", "implementation", "consume_less", "unroll", "use_cudnn", "autocast",
     "input_dtype", "fused", "dynamic", "experimental_autocast", "ragged"}
)  # fmt: skip
# Settings that may be written out only at their usual value.
USUAL_VALUES: dict[str, Any] = {
    "noise_shape": None,
    "time_major": False,
    "renorm": False,
    "renorm_clipping": None,
    "renorm_momentum": 0.99,
    "virtual_batch_size": None,
    "adjustment": None,
    "synchronized": False,
    "mode": 0,
    "sparse": False,
    "autocast": True,
    "activity_regularizer": None,
    "max_value": None,
    "keepdims": False,
    "interpolation": "nearest",
    "bias_constraint": None,
    "output_shape": None,
    "attention_axes": None,
    "flash_attention": None,
    "use_gate": False,
    "crop_to_aspect_ratio": False,
    "pad_to_aspect_ratio": False,
    "antialias": False,
    "fill_mode": "constant",
    "fill_value": 0.0,
    "sliding_window": None,
    "stateful": False,
    "lora_rank": None,
    "lora_alpha": None,
    "quantization_config": None,
}
_FILLING = ("fill_mode", "interpolation", "seed", "fill_value", "data_format")
# Positions of arguments in Keras 3, where they differ from the order of the engine's fields.
POSITIONS: dict[str, tuple[str, ...]] = {
    "SimpleRNN": ("units", "activation", "use_bias"),
    "LSTM": ("units", "activation", "recurrent_activation", "use_bias"),
    "GRU": ("units", "activation", "recurrent_activation", "use_bias"),
    "BatchNormalization": ("axis", "momentum", "epsilon", "center", "scale"),
    "Bidirectional": ("layer", "merge_mode", "weights", "backward_layer"),
    "Attention": ("use_scale", "score_mode", "dropout"),
    "RandomBrightness": ("factor", "value_range"),
    "RandomContrast": ("factor", "value_range"),
    "RandomFlip": ("mode", "seed"),
    "RandomRotation": ("factor", *_FILLING),
    "RandomTranslation": ("height_factor", "width_factor", *_FILLING),
    "RandomZoom": ("height_factor", "width_factor", *_FILLING),
}
# Settings that later versions of Keras dropped, and without which a script runs on.
DROPPED = {"Embedding": ("dropout",)}
_RECURRENT = ("LSTM", "GRU")


def todays_arguments(
    class_name: str, today: str, args: tuple[Any, ...], kwargs: dict[str, Any], order: list[str]
) -> dict[str, Any]:
    """Name every argument of a layer as Keras 3 does."""
    settings = dict(kwargs)
    is_first_keras = _is_first_keras(settings, class_name)
    if today == "Conv2D" and is_first_keras and len(args) >= 3:
        args = (args[0], (args[1], args[2]), *args[3:])
    names = positions_of(today, order)
    if is_first_keras and today == "Dense":
        names = ("units", "init", "activation")
    for position, value in enumerate(args):
        if position >= len(names):
            raise TypeError(class_name, position + 1)
        settings.setdefault(names[position], value)
    if "nb_row" in settings and "nb_col" in settings:
        settings["kernel_size"] = (settings.pop("nb_row"), settings.pop("nb_col"))
    if "forget_bias_init" in settings:
        settings["unit_forget_bias"] = settings.pop("forget_bias_init") in ("one", "ones")
    own = OLD_ARGUMENTS_BY_CLASS.get(today, {})
    renamed: dict[str, Any] = {}
    for name, value in settings.items():
        new = own.get(name, name if name in order else OLD_ARGUMENTS.get(name, name))
        renamed[new] = value
    _tell_changed_defaults(today, renamed, is_first_keras)
    return renamed


def positions_of(today: str, own: list[str]) -> tuple[str, ...]:
    """Name the settings of a layer that may be given by position, in their order."""
    return POSITIONS.get(today, tuple(own))


def _is_first_keras(settings: dict[str, Any], class_name: str) -> bool:
    """Return whether a layer is written as in Keras 1."""
    old = {*OLD_ARGUMENTS, "nb_row", "nb_col"} - {"bias", "gamma_regularizer", "stride"}
    today_too = {"output_dim", "p"} if class_name == "Embedding" else set()
    return bool((old - today_too) & set(settings)) or class_name.startswith("Convolution")


def _tell_changed_defaults(today: str, settings: dict[str, Any], is_first_keras: bool) -> None:
    """Name the defaults that a script written for Keras 1, or 2 before 2.3, counted on."""
    if is_first_keras:
        note_old_argument()
    if not is_of_old_keras() and not is_first_keras:
        return
    if today in _RECURRENT and "recurrent_activation" not in settings:
        warn_once(
            "script.default_changed",
            where=today,
            setting="recurrent_activation",
            today="sigmoid",
            before="hard_sigmoid",
        )
    if today == "GRU" and "reset_after" not in settings:
        warn_once(
            "script.default_changed", where=today, setting="reset_after", today=True, before=False
        )

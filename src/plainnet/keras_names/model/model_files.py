"""Models in files: saved, loaded, copied, written as JSON."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from plainnet.files.model_file import read_model_file
from plainnet.files.network_config import network_from_config
from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.model.keras_model import keras_model_of
from plainnet.keras_names.model.keras_optimizer import KerasOptimizer
from plainnet.keras_names.model.own_objects import own_objects
from plainnet.model import Model as PlainModel
from plainnet.model import model_from_saved


def load_model(
    filepath: Any, custom_objects: Any = None, compile: bool = True, safe_mode: bool = True
) -> Any:
    """Read a model from a `.keras` or `.h5` file of any Keras version.

    Parameters
    ----------
    filepath : str or Path
    custom_objects : mapping or None
        Losses and metrics of the script by their names.
    compile : bool, default=True
        Whether to take up how it was trained.
    safe_mode : bool, default=True
        Without effect: no code from a file is ever run.

    Returns
    -------
    Sequential or Model
    """
    with own_objects(custom_objects, filepath) as own:
        saved = read_model_file(Path(filepath), own)
    for sentence in saved.ignored:
        warn_once("script.note", sentence=sentence)
    settings = saved.compile_config if compile else None
    with_own = None if settings is None else _with_own(settings, own)
    return _around(model_from_saved(replace(saved, compile_config=with_own)), compile)


def _with_own(settings: Any, own: Mapping[str, Any]) -> Any:
    """Put the script's own losses and metrics in the place of their names."""
    if isinstance(settings, str):
        return own.get(settings, settings)
    if isinstance(settings, list):
        return [_with_own(each, own) for each in settings]
    if not isinstance(settings, dict):
        return settings
    if "class_name" not in settings:
        return {name: _with_own(each, own) for name, each in settings.items()}
    found = own.get(settings["class_name"])
    if found is None or not hasattr(found, "as_plain"):
        return settings
    return found(**settings["config"]).as_plain()


def _around(plain: PlainModel, is_compiled: bool) -> Any:
    """Make a script's model of one of the engine's."""
    model = keras_model_of(plain.network, plain.input_shape)
    for path, layer in model.leaves():
        if path in plain.state.weights:
            layer.move_to(plain.state, path)
    if is_compiled and plain.optimizer is not None and plain.loss is not None:
        model.take_over(KerasOptimizer.around(plain.optimizer), plain)
    return model


def save_model(model: Any, filepath: Any, overwrite: bool = True, **settings: Any) -> None:
    """Write a model to a file."""
    model.save(filepath, overwrite, **settings)


def model_from_json(json_string: str, custom_objects: Any = None) -> Any:
    """Make a model without weights from its JSON."""
    with own_objects(custom_objects, "JSON"):
        return keras_model_of(network_from_config(json.loads(json_string), "JSON"), None)


def clone_model(model: Any, input_tensors: Any = None, clone_function: Any = None) -> Any:
    """Make a model with the same layers and weights of its own."""
    network = model.as_plain()
    return keras_model_of(network, network.input_shape)


def print_summary(model: Any, **settings: Any) -> None:
    """Print the table of a model's layers, as Keras 2 had it."""
    model.summary(**settings)

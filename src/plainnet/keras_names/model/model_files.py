"""Models in files: saved, loaded, copied, written as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from plainnet.errors import FileError
from plainnet.files.layer_config import own_layers
from plainnet.files.model_file import read_model_file
from plainnet.files.network_config import network_from_config
from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.model.custom_layer import Lambda
from plainnet.keras_names.model.keras_layer import KerasLayer
from plainnet.keras_names.model.keras_model import keras_model_of
from plainnet.keras_names.model.keras_optimizer import KerasOptimizer
from plainnet.model import Model as PlainModel
from plainnet.model import model_from_saved

_known: dict[str, Any] = {}


def known_objects() -> dict[str, Any]:
    """Return all that was made known, by name; the dict itself, so that it can be added to."""
    return _known


def register_keras_serializable(
    package: str = "Custom", name: str | None = None
) -> Callable[[Any], Any]:
    """Make a function or class known under its name: a decorator."""

    def register(thing: Any) -> Any:
        _known[name or thing.__name__] = thing
        return thing

    return register


@contextmanager
def custom_object_scope(*objects: Mapping[str, Any]) -> Iterator[None]:
    """Make objects known inside a `with` block."""
    before = dict(_known)
    for each in objects:
        _known.update(each)
    try:
        yield
    finally:
        _known.clear()
        _known.update(before)


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
    own = {**known_objects(), **(custom_objects or {})}
    with own_layers(makers_of(own, filepath)):
        saved = read_model_file(Path(filepath), own)
    for sentence in saved.ignored:
        warn_once("script.note", sentence=sentence)
    settings = saved.compile_config if compile else None
    with_own = None if settings is None else _with_own(settings, own)
    return _around(model_from_saved(replace(saved, compile_config=with_own)), compile)


def makers_of(own: Mapping[str, Any], file: Any) -> dict[str, Callable[[Any], Any]]:
    """Return what makes the script's own layers of their saved form, by the names of classes."""

    def maker(kind: Any) -> Callable[[Any], Any]:
        return lambda saved: kind.from_config(_plain_config(saved)).as_plain()

    def make_lambda(saved: Any) -> Any:
        config = saved["config"]
        function = config.get("function")
        name = function.get("config") if isinstance(function, Mapping) else function
        known = own.get(name) if isinstance(name, str) else None
        if known is None:
            shown = name if isinstance(name, str) else "<lambda>"
            raise FileError("file.own_layer", file=file, layer=shown)
        return Lambda(known, arguments=config.get("arguments"), name=config["name"]).as_plain()

    layers = {
        name.rpartition(">")[2]: maker(kind)
        for name, kind in own.items()
        if isinstance(kind, type) and issubclass(kind, KerasLayer)
    }
    return {"Lambda": make_lambda, **layers}


def _plain_config(saved: Any) -> dict[str, Any]:
    """Return the settings of a saved layer; lengths of time and types come as Keras writes them."""
    config = {name: value for name, value in saved["config"].items() if name != "dtype"}
    return {k: v["config"] if _is_wrapped(v) else v for k, v in config.items()}


def _is_wrapped(value: Any) -> bool:
    """Return whether a setting is a plain value in Keras' wrapping."""
    return isinstance(value, Mapping) and value.get("class_name") in ("__tuple__", "function")


def _with_own(settings: Any, own: Mapping[str, Any]) -> Any:
    """Put the script's own losses and metrics in the place of their names."""
    if isinstance(settings, str):
        return own.get(settings, settings)
    if isinstance(settings, list):
        return [_with_own(each, own) for each in settings]
    if isinstance(settings, dict) and "class_name" not in settings:
        return {name: _with_own(each, own) for name, each in settings.items()}
    return settings


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
    own = {**known_objects(), **(custom_objects or {})}
    with own_layers(makers_of(own, "JSON")):
        return keras_model_of(network_from_config(json.loads(json_string), "JSON"), None)


def clone_model(model: Any, input_tensors: Any = None, clone_function: Any = None) -> Any:
    """Make a model with the same layers and weights of its own."""
    network = model.as_plain()
    return keras_model_of(network, network.input_shape)


def print_summary(model: Any, **settings: Any) -> None:
    """Print the table of a model's layers, as Keras 2 had it."""
    model.summary(**settings)

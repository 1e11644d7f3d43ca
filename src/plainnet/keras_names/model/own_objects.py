"""Layers, functions and rules of a script by their names, for models made of their saved form."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from plainnet.errors import FileError
from plainnet.files.layer_config import own_layers
from plainnet.keras_names.model.custom_layer import Lambda
from plainnet.keras_names.model.keras_layer import KerasLayer
from plainnet.keras_names.model.layer_arguments import Filler, plain_setting

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


@contextmanager
def own_objects(custom_objects: Any, file: Any) -> Iterator[dict[str, Any]]:
    """Let what the script knows be found in a saved form inside a `with` block."""
    own = {**_known, **(custom_objects or {})}

    def make_rule(setting: str, saved: Mapping[str, Any]) -> Any:
        named = saved.get("config") if saved["class_name"] == "function" else saved["class_name"]
        found = own.get(named) if isinstance(named, str) else None
        if isinstance(found, type):
            found = found(**_plain_config(saved))
        made = plain_setting(setting, found)
        return "zeros" if isinstance(made, Filler) else made  # the weights are in the file

    with own_layers(_makers_of(own, file), make_rule):
        yield own


def _makers_of(own: Mapping[str, Any], file: Any) -> dict[str, Callable[[Any], Any]]:
    """Return what makes the script's own layers of their saved form, by the names of classes."""

    def maker(kind: Any) -> Callable[[Any], Any]:
        def make(saved: Any) -> Any:
            try:
                return kind.from_config(_plain_config(saved)).as_plain()
            except TypeError as error:
                details = {"layer": kind.__name__, "reason": str(error)}
                raise FileError("file.own_layer_settings", file=file, **details) from error

        return make

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

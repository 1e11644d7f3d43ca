"""What a script hands over as a setting - name, object, class or function - for the engine."""

from collections.abc import Mapping
from dataclasses import fields
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.keras_names.refusal import refusal_of
from plainnet.layers import activations, initializers, regularizers
from plainnet.layers.layer import Layer

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
        """Give the first weights of a shape."""
        if not callable(self._source):
            return np.broadcast_to(np.asarray(self._source, np.float32), shape)
        takes = signature(self._source).parameters
        given = self._source(shape, **({"dtype": "float32"} if "dtype" in takes else {}))
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
    """Give the name of an activation, or a function as an activation of its own."""
    if value is None or isinstance(value, activations.Activation):
        return value
    if isinstance(value, str):
        return value if value in activations.ACTIVATIONS else value.lower()
    if isinstance(value, Mapping):
        return plain_activation(value["config"] if "config" in value else value["class_name"])
    if not callable(value):
        raise refusal_of(f"activation={value!r}")
    own_name = getattr(value, "__name__", type(value).__name__)
    is_own = getattr(value, "__module__", "").startswith("plainnet.")
    if is_own and own_name in activations.ACTIVATIONS:
        return own_name
    plain = getattr(value, "plain", None)
    if isinstance(plain, Layer):
        return activations.Activation(own_name, lambda inputs: plain.apply({}, inputs))
    return activations.Activation(own_name, value)


def _plain_rule(kind: str, value: Any) -> Any:
    """Give an initializer, a regularizer or a constraint of the engine."""
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
    return value


def _from_saved(kind: str, saved: Mapping[str, Any]) -> Any:
    """Make an object of its saved form."""
    found = getattr(_MODULES[kind], str(saved["class_name"]), None)
    if found is None:
        raise refusal_of(str(saved["class_name"]))
    known = {each.name for each in fields(found)}
    return found(**{k: v for k, v in saved.get("config", {}).items() if k in known})

"""The layer classes a script imports, one for each layer of the engine."""

from functools import cache
from typing import Any

from plainnet.keras_names.keras_layer import KerasLayer
from plainnet.keras_names.layer_arguments import todays_class
from plainnet.keras_names.spelling import OLD_CLASSES
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.input import Input


def layer_class(name: str) -> Any:
    """Give the class, or for `add`, `concatenate` and the like the function, of a name.

    Result: None if it is not covered.
    """
    if name == "*":
        functions = [each.lower() for each, kind in LAYERS.items() if kind.takes_several]
        return [*LAYERS, *OLD_CLASSES, *(each for each in functions if layer_class(each))]
    kind: Any = todays_class(name, LAYERS)
    if kind is not None and kind is not Input:
        return _class_for(kind, name)
    merging = todays_class(name.capitalize(), LAYERS)
    if merging is not None and merging.takes_several:
        return _merging_function(merging)
    return None


@cache
def _class_for(kind: Any, name: str) -> Any:
    """Make the class that wraps a layer of the engine; one with an old name is a kind of it."""
    settings = {"kind": kind, "__doc__": kind.__doc__, "__module__": "keras.layers"}
    above = KerasLayer if name == kind.__name__ else _class_for(kind, kind.__name__)
    return type(name, (above,), settings)


def _merging_function(kind: Any) -> Any:
    """Make the function that applies a merging layer at once: `add([a, b])`."""

    def merge(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        return _class_for(kind, kind.__name__)(*args, **kwargs)(inputs)

    merge.__name__ = kind.__name__.lower()
    return merge

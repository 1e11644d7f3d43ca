"""The layer classes a script imports, one for each layer of the engine.

Concepts: layer
"""

from functools import cache
from typing import Any

from plainnet.keras_names.keras_layer import KerasLayer
from plainnet.keras_names.layer_arguments import todays_class
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.layer import Layer


def layer_class(name: str) -> Any:
    """Give the class, or for `add`, `concatenate` and the like the function, of a name.

    Parameters
    ----------
    name : str
        As `keras.layers` of any year has it.

    Returns
    -------
    type or function or None
        None if it is not covered.
    """
    kind = todays_class(name, LAYERS)
    if kind is not None:
        return _class_for(kind)  # type: ignore[arg-type]
    is_merging = todays_class(name.capitalize(), LAYERS)
    if is_merging is not None and is_merging.takes_several:
        return _merging_function(is_merging)
    return None


@cache
def _class_for(kind: type[Layer]) -> type[KerasLayer]:
    """Make the class that wraps a layer of the engine."""
    settings = {"kind": kind, "__doc__": kind.__doc__, "__module__": "keras.layers"}
    return type(kind.__name__, (KerasLayer,), settings)


def _merging_function(kind: type[Layer]) -> Any:
    """Make the function that applies a merging layer at once: `add([a, b])`."""

    def merge(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        return _class_for(kind)(*args, **kwargs)(inputs)  # type: ignore[arg-type]

    merge.__name__ = kind.__name__.lower()
    return merge

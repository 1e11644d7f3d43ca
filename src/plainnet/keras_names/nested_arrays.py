"""Arrays in tuples and dicts, handled as if they were one."""

from collections.abc import Callable, Iterator
from typing import Any

import jax
import numpy as np

from plainnet.errors import ShapeError
from plainnet.keras_names.eager_array import eager, tensor


def map_arrays(function: Callable[[Any], Any], nest: Any) -> Any:
    """Call a function on each array of a tuple or dict, or on the one there is.

    >>> map_arrays(len, ([1, 2], {"a": [3]}))
    (2, {'a': 1})
    """
    if hasattr(nest, "_fields"):  # a named tuple is one thing, not several
        return function(nest)
    if isinstance(nest, tuple):
        return tuple(map_arrays(function, each) for each in nest)
    if isinstance(nest, dict):
        return {key: map_arrays(function, each) for key, each in nest.items()}
    if hasattr(nest, "_walk"):  # a data set within a data set
        return nest
    return function(nest)


def leaves(nest: Any) -> list[Any]:
    """List the arrays of a tuple or dict."""
    found: list[Any] = []
    map_arrays(found.append, nest)
    return found


def element_count(arrays: Any) -> int:
    """Give the number of rows that all arrays have."""
    lengths = [len(array) for array in leaves(arrays)]
    if len(set(lengths)) != 1:
        others = ", ".join(str(length) for length in lengths[1:])
        raise ShapeError("script_data.lengths", inputs=lengths[0], others=others, name="y")
    return lengths[0]


def rows_of(arrays: Any) -> Iterator[Any]:
    """Give the rows of all arrays side by side."""
    for place in range(element_count(arrays)):
        yield map_arrays(lambda array, at=place: array[at], arrays)  # type: ignore[misc]


def stacked(elements: list[Any]) -> Any:
    """Put elements into one, array by array."""
    first = elements[0]
    if isinstance(first, tuple):
        return tuple(stacked(list(column)) for column in zip(*elements, strict=True))
    if isinstance(first, dict):
        return {key: stacked([element[key] for element in elements]) for key in first}
    return eager(np.stack([_as_numpy(element) for element in elements]))


def typed(element: Any, types: Any) -> Any:
    """Give an element in the types asked for."""
    if isinstance(types, tuple | list):
        return tuple(typed(*pair) for pair in zip(element, types, strict=True))
    if isinstance(types, dict):
        return {key: typed(element[key], kind) for key, kind in types.items()}
    return tensor(element, types)


def _as_numpy(array: Any) -> Any:
    """Give an array of NumPy's, whichever library it is of."""
    return np.asarray(array) if isinstance(array, jax.Array | np.ndarray) else array

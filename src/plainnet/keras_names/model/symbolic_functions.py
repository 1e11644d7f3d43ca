"""Functions of arrays, let loose on symbolic tensors: each becomes a layer."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from types import FunctionType
from typing import Any

import jax

from plainnet.keras_names.arrays.noted_steps import note
from plainnet.keras_names.door.refusal import NotCoveredError, refusal_of
from plainnet.keras_names.model.custom_layer import Lambda, drawn, is_tracing
from plainnet.keras_names.model.symbolic_operations import apply_as_layer
from plainnet.keras_names.model.symbolic_tensor import SymbolicTensor

# Functions that ask a tensor about itself, or that are about something else.
_ABOUT_TENSORS = {
    "int_shape", "ndim", "shape", "is_keras_tensor", "is_tensor", "function", "dtype_name",
    "rank", "clear_session", "static_shape", "get_value", "set_value",
}  # fmt: skip
_RANDOM = {"normal", "uniform", "truncated_normal", "random_bernoulli"}


@cache
def on_symbols(function: Any) -> Any:
    """Let a function of arrays take symbolic tensors as well."""
    if not isinstance(function, FunctionType) or function.__name__ in _ABOUT_TENSORS:
        return function
    is_random = function.__module__.endswith("random_tensors") and function.__name__ in _RANDOM

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if is_random and is_tracing():
            return drawn(function.__name__, *args, **kwargs)
        symbols = _symbols_in((args, kwargs))
        if not symbols:
            return note(function(*args, **kwargs), function, *args, **kwargs)
        with suppress(NotCoveredError):  # some functions are layers that files can hold
            if function.__name__ == "flatten":  # of all rows: of each, as they are put together
                return apply_as_layer("flatten", args, kwargs)
            return function(*args, **kwargs)
        return applied(function, args, kwargs, symbols)

    return call


def applied(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    symbols: list[SymbolicTensor],
) -> Any:
    """Make a layer of a function and its other arguments, and apply it."""
    if any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves((args, kwargs))):
        raise refusal_of(f"{function.__name__}({symbols[0].name})", "script.hint.add_loss")
    numbers = {id(symbol): number for number, symbol in enumerate(symbols)}

    def compute(inputs: Any) -> Any:
        arrays = inputs if isinstance(inputs, list) else [inputs]
        filled = _filled((args, kwargs), numbers, arrays)
        return function(*filled[0], **filled[1])

    compute.__name__ = function.__name__
    layer = Lambda(compute)
    return layer(symbols if len(symbols) > 1 else symbols[0])


def _symbols_in(arguments: Any) -> list[SymbolicTensor]:
    """List the symbolic tensors in arguments, each once."""
    found: dict[int, SymbolicTensor] = {}
    waiting = [arguments]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, SymbolicTensor):
            found.setdefault(id(each), each)
        elif isinstance(each, list | tuple):
            waiting += each
        elif isinstance(each, dict):
            waiting += each.values()
    return list(found.values())


def _filled(arguments: Any, numbers: dict[int, int], arrays: list[Any]) -> Any:
    """Put arrays where the symbolic tensors stand."""
    if isinstance(arguments, SymbolicTensor):
        return arrays[numbers[id(arguments)]]
    if isinstance(arguments, list | tuple):
        filled = [_filled(each, numbers, arrays) for each in arguments]
        return tuple(filled) if isinstance(arguments, tuple) else filled
    if isinstance(arguments, dict):
        return {name: _filled(each, numbers, arrays) for name, each in arguments.items()}
    return arguments

"""Functions of arrays called on what layers give: each becomes the layer that does the same."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.model.symbolic_tensor import LAYER_MAKERS, SymbolicTensor

_ACTIVATIONS = "elu gelu hard_sigmoid log_softmax relu relu6 selu sigmoid silu softmax softplus"
_ACTIVATIONS += " softsign tanh exp"
_MERGING = {
    "add": "Add",
    "add_n": "Add",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "multiply": "Multiply",
    "subtract": "Subtract",
}
_POOLING = {"mean": "GlobalAveragePooling", "max": "GlobalMaxPooling"}
Settings = Mapping[str, Any]


def is_symbolic(values: Sequence[Any]) -> bool:
    """Return whether one of the values, or a value in a list, comes from a layer."""
    return any(
        isinstance(value, SymbolicTensor)
        or (isinstance(value, list | tuple) and any(isinstance(v, SymbolicTensor) for v in value))
        for value in values
    )


def apply_as_layer(name: str, arguments: Sequence[Any], settings: Settings) -> Any:
    """Call the layer that does what a function of arrays does."""
    made = _made(name, arguments, settings)
    if made is None:
        raise refusal_of(f"{name}({arguments[0]!r})", "script.hint.layers")
    return made


def _made(name: str, arguments: Sequence[Any], settings: Settings) -> Any:
    """Call the layer, or give None if there is none."""
    first, *others = arguments
    axis = settings.get("axis", others[0] if others else None)
    if name in _MERGING:
        together = first if isinstance(first, list | tuple) else [first, *others[:1]]
        if all(isinstance(each, SymbolicTensor) for each in together):
            return _layer(_MERGING[name])()(list(together))
        return _with_number(name, first, others)
    if name in ("concatenate", "concat"):
        return _layer("Concatenate")(axis=-1 if axis is None else axis)(list(first))
    if not isinstance(first, SymbolicTensor):
        return None
    if name in _ACTIVATIONS.split() and not settings:
        return _layer("Activation")("exponential" if name == "exp" else name)(first)
    if name in _POOLING:
        return _pooled(name, first, axis, bool(settings.get("keepdims", False)))
    reshape: Callable[..., Any] | None = _RESHAPING.get(name)
    return None if reshape is None else reshape(first, axis, settings)


def _with_number(name: str, first: Any, others: Sequence[Any]) -> Any:
    """Add a number or multiply by one."""
    if name == "add":
        return first + others[0]
    if name == "subtract":
        return first - others[0]
    return first * others[0] if name == "multiply" else None


def _pooled(name: str, first: SymbolicTensor, axis: Any, keepdims: bool) -> Any:
    """Pool over all axes but the first and the last."""
    axes = sorted(
        each % first.ndim for each in ([axis] if isinstance(axis, int) else list(axis or ()))
    )
    if first.ndim not in (3, 4) or axes != list(range(1, first.ndim - 1)):
        return None
    return _layer(f"{_POOLING[name]}{first.ndim - 2}D")(keepdims=keepdims)(first)


def _reshaped(first: SymbolicTensor, shape: Any, settings: Settings) -> Any:
    """Return another shape; the first axis is the batch."""
    wanted = settings.get("shape", settings.get("target_shape", shape))
    return _layer("Reshape")(tuple(int(each) for each in list(wanted)[1:]))(first)


def _expanded(first: SymbolicTensor, axis: Any, settings: Settings) -> Any:
    """Add an axis of length 1."""
    place = (-1 if axis is None else int(axis)) % (first.ndim + 1)
    if place == 0 or None in first.inner_shape:
        return None
    inner = list(first.inner_shape)
    inner.insert(place - 1, 1)
    return _layer("Reshape")(tuple(inner))(first)


def _squeezed(first: SymbolicTensor, axis: Any, settings: Settings) -> Any:
    """Take an axis of length 1 away."""
    if axis is None or None in first.inner_shape:
        return None
    inner = list(first.inner_shape)
    return _layer("Reshape")(tuple(inner[: axis % first.ndim - 1] + inner[axis % first.ndim :]))(
        first
    )


def _permuted(first: SymbolicTensor, order: Any, settings: Settings) -> Any:
    """Change the order of the axes; the first stays."""
    wanted = settings.get("perm", settings.get("pattern", order))
    if wanted is None or wanted[0] != 0:
        return None
    return _layer("Permute")(tuple(int(each) for each in wanted[1:]))(first)


def _flattened(first: SymbolicTensor, axis: Any, settings: Settings) -> Any:
    """Put the values of each row into one axis."""
    return _layer("Flatten")()(first)


_RESHAPING: dict[str, Callable[..., Any]] = {
    "batch_flatten": _flattened,
    "expand_dims": _expanded,
    "flatten": _flattened,
    "permute_dimensions": _permuted,
    "reshape": _reshaped,
    "squeeze": _squeezed,
    "transpose": _permuted,
}


def _layer(name: str) -> Any:
    """Return a layer class."""
    return LAYER_MAKERS["named"](name)

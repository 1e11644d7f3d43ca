"""What the first layers make of some rows, computed in NumPy: compiling would cost more."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.training_seen import LayerSeen

Array = NDArray[Any]


def _softmax(x: Array) -> Array:
    """Turn scores into probabilities."""
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


_FORMULAS: dict[str, Callable[[Array], Array]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-np.clip(x, -60, 60))),
    "tanh": np.tanh,
    "softmax": _softmax,
}


def outputs_inside(
    layers: Sequence[LayerSeen], weights: Mapping[str, Any], rows: Array
) -> dict[str, dict[str, Array]]:
    """Give the outputs of the layers in a line, up to the first that is not computed here.

    Shapes: `rows` (rows, features).
    """
    found: dict[str, dict[str, Array]] = {}
    values = np.asarray(rows, np.float32)
    with np.errstate(all="ignore"):
        for each in layers:
            name = str(each.layer.name)
            after = _after(each, weights.get(name, {}), values)
            if after is None:
                break
            values = after
            found[name] = {"outputs": values}
    return found


def _after(each: LayerSeen, weights: Any, values: Array) -> Array | None:
    """Compute one layer; None for a kind that is not known."""
    if tuple(values.shape[1:]) != tuple(each.before):
        return None
    if each.kind == "Dense" and each.activation in _FORMULAS:
        sums = values @ np.asarray(weights["kernel"])
        sums = sums + np.asarray(weights["bias"]) if "bias" in weights else sums
        return _FORMULAS[each.activation](sums)
    if each.kind == "Activation" and each.activation in _FORMULAS:
        return _FORMULAS[each.activation](values)
    if each.kind == "Flatten":
        return values.reshape(len(values), -1)
    return values if each.kind == "Dropout" else None

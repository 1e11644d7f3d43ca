"""What the first layers make of some rows, computed in NumPy: compiling would cost more."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.coach.training_seen import LayerSeen
from plainnet.layers.activations import IN_NUMPY

Array = NDArray[Any]


def outputs_inside(
    layers: Sequence[LayerSeen], weights: Mapping[str, Any], rows: Array
) -> dict[str, dict[str, Array]]:
    """Return the outputs of the layers in a line, up to the first that is not computed here.

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
    if each.kind == "Dense" and each.activation in IN_NUMPY:
        sums = values @ np.asarray(weights["kernel"])
        sums = sums + np.asarray(weights["bias"]) if "bias" in weights else sums
        return IN_NUMPY[each.activation](sums)
    if each.kind == "Activation" and each.activation in IN_NUMPY:
        return IN_NUMPY[each.activation](values)
    if each.kind == "Flatten":
        return values.reshape(len(values), -1)
    return values if each.kind == "Dropout" else None

"""What the first layers make of some rows, computed in NumPy: compiling would cost more."""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from plainnet.coach.training_seen import LayerSeen
from plainnet.layers.activations import IN_NUMPY
from plainnet.layers.window_geometry import padding_of

Array = NDArray[Any]
MOST_NUMBERS = 12_000_000  # in the windows of a convolution, or in the sums of a walk through time
PASSED = {"Dropout", "SpatialDropout1D", "SpatialDropout2D", "GaussianNoise", "GaussianDropout"}


def outputs_inside(
    layers: Sequence[LayerSeen], weights: Mapping[str, Any], rows: Array
) -> dict[str, dict[str, Array]]:
    """Return the outputs of the layers in a line, up to the first that is not computed here.

    Shapes: `rows` (rows, ...).
    """
    found: dict[str, dict[str, Array]] = {}
    values = np.asarray(rows, np.float32)
    with np.errstate(all="ignore"):
        for each in layers:
            name = str(each.layer.name)
            own = {key: np.asarray(array) for key, array in weights.get(name, {}).items()}
            after = None
            if tuple(values.shape[1:]) == tuple(each.before):
                after = _COMPUTED.get(each.kind, _unknown)(each, own, values)
            if after is None:
                break
            values = after
            found[name] = {"outputs": values}
    return found


Weights = Mapping[str, Array]


def _unknown(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute nothing of a kind that is not known."""
    return values if each.kind in PASSED else None


def _activated(each: LayerSeen, weights: Weights, sums: Array) -> Array | None:
    """Add the bias and apply the activation."""
    sums = sums + weights["bias"] if "bias" in weights else sums
    return IN_NUMPY[each.activation](sums) if each.activation in IN_NUMPY else None


def _dense(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute a dense layer."""
    return _activated(each, weights, values @ weights["kernel"])


def _rectified(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute a plain ReLU; of a bent one nothing."""
    layer: Any = each.layer
    is_plain = layer.max_value is None and not layer.negative_slope and not layer.threshold
    return np.maximum(values, 0) if is_plain else None


def _flat(each: LayerSeen, weights: Weights, values: Array) -> Array:
    """Give the numbers of each row the shape that comes out."""
    return values.reshape(len(values), *each.after)


def _embedded(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Look up the vectors of word numbers; where padding is masked, later layers differ."""
    table, numbers = weights["embeddings"], values.astype(int)
    is_known = not getattr(each.layer, "mask_zero", False) and numbers.min() >= 0
    return table[numbers] if is_known and numbers.max() < len(table) else None


def _normalized(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute batch normalization as in prediction."""
    layer: Any = each.layer
    if layer.axis not in (-1, values.ndim - 1):
        return None
    scale = weights.get("gamma", 1.0) / np.sqrt(weights["moving_variance"] + layer.epsilon)
    normalized: Array = (values - weights["moving_mean"]) * scale + weights.get("beta", 0.0)
    return normalized


def _windows(each: LayerSeen, values: Array, sizes: Any, fill: float) -> Array | None:
    """Cut maps into windows.

    Shapes: `values` (rows, places..., channels) -> (rows, places..., channels, windows...).
    """
    layer: Any = each.layer
    if layer.data_format != "channels_last":
        return None
    strides = layer.strides if isinstance(layer.strides, tuple) else (layer.strides,)
    places = tuple(range(1, values.ndim - 1))
    around = [
        padding_of(values.shape[at], size, stride, layer.padding)
        for at, size, stride in zip(places, sizes, strides, strict=True)
    ]
    values = np.pad(values, [(0, 0), *around, (0, 0)], constant_values=fill)
    cut = sliding_window_view(values, sizes, axis=places)
    return cut[(slice(None), *(slice(None, None, stride) for stride in strides))]


def _convolved(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute a convolution, unless its windows hold too many numbers."""
    layer: Any = each.layer
    kernel = weights["kernel"]
    rank = kernel.ndim - 2
    is_plain = set(np.atleast_1d(layer.dilation_rate)) == {1} and layer.groups == 1
    if not is_plain or len(values) * prod(each.after[:-1]) * prod(kernel.shape[:-1]) > MOST_NUMBERS:
        return None
    cut = _windows(each, values, kernel.shape[:rank], 0.0)
    if cut is None:
        return None
    inner = [*range(cut.ndim - rank, cut.ndim), cut.ndim - rank - 1]
    return _activated(each, weights, np.tensordot(cut, kernel, (inner, range(rank + 1))))


def _pooled(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute the largest or the mean of each window."""
    layer: Any = each.layer
    is_largest = "Max" in each.kind
    if not is_largest and layer.padding != "valid":
        return None
    sizes = layer.pool_size if isinstance(layer.pool_size, tuple) else (layer.pool_size,)
    cut = _windows(each, values, sizes, -np.inf)
    axes = tuple(range(-len(sizes), 0))
    return None if cut is None else np.asarray(cut.max(axes) if is_largest else cut.mean(axes))


def _pooled_whole(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Compute the largest or the mean of each whole map."""
    layer: Any = each.layer
    if layer.data_format != "channels_last" or layer.keepdims:
        return None
    axes = tuple(range(1, values.ndim - 1))
    return np.asarray(values.max(axes) if "Max" in each.kind else values.mean(axes))


def _walked(each: LayerSeen, weights: Weights, values: Array) -> Array | None:
    """Walk an LSTM or a simple recurrent layer through time."""
    layer: Any = each.layer
    gates, kernel = 4 if each.kind == "LSTM" else 1, weights["kernel"]
    gate = IN_NUMPY.get(str(getattr(layer, "recurrent_activation", "sigmoid")))
    activation = IN_NUMPY.get(each.activation)
    is_plain = not (layer.go_backwards or layer.return_state or layer.stateful)
    if not is_plain or gate is None or activation is None:
        return None
    if values.shape[0] * values.shape[1] * kernel.shape[1] > MOST_NUMBERS:
        return None
    driven = values @ kernel + weights.get("bias", 0.0)
    hidden = cell = np.zeros((len(values), layer.units), np.float32)
    steps = []
    for step in range(values.shape[1]):
        sums = driven[:, step] + hidden @ weights["recurrent_kernel"]
        if gates == 1:
            hidden = activation(sums)
        else:
            i, f, c, o = np.split(sums, 4, axis=1)
            cell = gate(f) * cell + gate(i) * activation(c)
            hidden = gate(o) * activation(cell)
        steps.append(hidden)
    return np.stack(steps, axis=1) if layer.return_sequences else hidden


_COMPUTED: dict[str, Callable[[LayerSeen, Weights, Array], Array | None]] = {
    "Dense": _dense,
    "Activation": _activated,
    "ReLU": _rectified,
    "Flatten": _flat,
    "Reshape": _flat,
    "Embedding": _embedded,
    "BatchNormalization": _normalized,
    "Conv1D": _convolved,
    "Conv2D": _convolved,
    **dict.fromkeys(
        ("MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"), _pooled
    ),
    "GlobalMaxPooling2D": _pooled_whole,
    "GlobalAveragePooling2D": _pooled_whole,
    "LSTM": _walked,
    "SimpleRNN": _walked,
}

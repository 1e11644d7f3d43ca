"""Activations and losses as functions of arrays: `keras.backend`, `keras.ops`, `tf.nn`."""

from typing import Any

import numpy as np

from plainnet.keras_names.arrays.array_arithmetic import array_function
from plainnet.keras_names.arrays.backend_settings import epsilon
from plainnet.keras_names.arrays.eager_array import eager, namespace, tensor

_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772


@array_function
def relu(
    x: Any,
    alpha: float = 0.0,
    max_value: float | None = None,
    threshold: float = 0.0,
    negative_slope: float | None = None,
) -> Any:
    """Keep what is above a threshold, a share `alpha` of what is below."""
    array = tensor(x)
    arrays = namespace(array)
    slope = alpha if negative_slope is None else negative_slope
    below = slope * (array - threshold) if slope else arrays.zeros_like(array)
    result = arrays.where(array >= threshold, array, below)
    return result if max_value is None else arrays.minimum(result, max_value)


@array_function
def relu6(x: Any) -> Any:
    """Keep what is above 0, up to 6."""
    return relu(x, max_value=6)


@array_function
def leaky_relu(x: Any, alpha: float = 0.2, negative_slope: float | None = None) -> Any:
    """Keep what is above 0, a share of what is below."""
    return relu(x, alpha if negative_slope is None else negative_slope)


@array_function
def elu(x: Any, alpha: float = 1.0) -> Any:
    """Keep what is above 0; below, let an exponential run to `-alpha`."""
    array = tensor(x)
    arrays = namespace(array)
    return arrays.where(array > 0, array, alpha * arrays.expm1(arrays.minimum(array, 0)))


@array_function
def selu(x: Any) -> Any:
    """Return the exponential unit that normalizes itself."""
    return _SELU_SCALE * elu(x, _SELU_ALPHA)


@array_function
def softplus(x: Any) -> Any:
    """Return log(1 + exp(x))."""
    array = tensor(x)
    return namespace(array).logaddexp(array, array.dtype.type(0))


@array_function
def tanh(x: Any) -> Any:
    """Return the hyperbolic tangent."""
    array = tensor(x)
    return namespace(array).tanh(array)


@array_function
def softsign(x: Any) -> Any:
    """Return x / (1 + |x|)."""
    array = tensor(x)
    return array / (1 + abs(array))


@array_function
def sigmoid(x: Any) -> Any:
    """Return 1 / (1 + exp(-x)), safe for large values."""
    array = tensor(x)
    return 0.5 * (namespace(array).tanh(0.5 * array) + 1)


@array_function
def hard_sigmoid(x: Any) -> Any:
    """Return x / 6 + 0.5 between 0 and 1, as Keras 3 does."""
    array = tensor(x)
    return namespace(array).clip(array / 6 + 0.5, 0, 1)


@array_function
def silu(x: Any) -> Any:
    """Return x times its sigmoid."""
    array = tensor(x)
    return array * sigmoid(array)


@array_function
def gelu(x: Any, approximate: bool = False) -> Any:
    """Return x times the normal distribution's share below x."""
    array = tensor(x)
    arrays = namespace(array)
    if approximate:
        inner = np.sqrt(2 / np.pi) * (array + 0.044715 * array**3)
        return 0.5 * array * (1 + arrays.tanh(inner.astype(array.dtype)))
    return 0.5 * array * (1 + _error_function(array / np.sqrt(2).astype(array.dtype)))


def _error_function(array: Any) -> Any:
    """Return the error function, of whichever library the array is."""
    from scipy import special

    if namespace(array) is np:
        return special.erf(array)
    from jax.scipy.special import erf

    return erf(array)


@array_function
def softmax(x: Any, axis: int = -1) -> Any:
    """Turn scores into shares that sum to 1."""
    array = tensor(x)
    arrays = namespace(array)
    powers = arrays.exp(array - array.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


@array_function
def log_softmax(x: Any, axis: int = -1) -> Any:
    """Return the logarithms of the shares."""
    array = tensor(x)
    shifted = array - array.max(axis=axis, keepdims=True)
    arrays = namespace(array)
    return shifted - arrays.log(arrays.exp(shifted).sum(axis=axis, keepdims=True))


@array_function
def l2_normalize(x: Any, axis: Any = None, epsilon: float = 1e-12) -> Any:
    """Divide by the length along an axis."""
    array = tensor(x)
    arrays = namespace(array)
    squares = arrays.square(array).sum(axis=axis, keepdims=True)
    return array / arrays.sqrt(arrays.maximum(squares, epsilon))


@array_function
def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """Return the cross-entropy of each value with a probability or a score."""
    truth, guess = tensor(target), tensor(output)
    arrays = namespace(truth, guess)
    if from_logits:
        return _with_logits(truth, guess)
    guess = arrays.clip(guess, epsilon(), 1 - epsilon())
    return -(truth * arrays.log(guess) + (1 - truth) * arrays.log(1 - guess))


@array_function
def categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Return the cross-entropy of each row with probabilities or scores."""
    truth, guess = tensor(target), tensor(output)
    return -(truth * _log_shares(guess, from_logits, axis)).sum(axis=axis)


@array_function
def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Return the cross-entropy of each row, whose class is given as a number."""
    truth, guess = tensor(target), tensor(output)
    arrays = namespace(truth, guess)
    if truth.ndim == guess.ndim:
        truth = truth.squeeze(-1)
    logarithms = arrays.moveaxis(_log_shares(guess, from_logits, axis), axis, -1)
    places = truth.astype(np.int32)[..., None]
    return -arrays.take_along_axis(logarithms, places, axis=-1)[..., 0]


def _log_shares(guess: Any, from_logits: bool, axis: int) -> Any:
    """Return the logarithms of probabilities, made to sum to 1 and kept from 0."""
    if from_logits:
        return log_softmax(guess, axis)
    arrays = namespace(guess)
    shares = guess / guess.sum(axis=axis, keepdims=True)
    return arrays.log(arrays.clip(shares, epsilon(), 1 - epsilon()))


def _with_logits(truth: Any, score: Any) -> Any:
    """Return the cross-entropy of a score, safe for large ones."""
    arrays = namespace(truth, score)
    return arrays.maximum(score, 0) - score * truth + arrays.log1p(arrays.exp(-abs(score)))


def sigmoid_cross_entropy_with_logits(
    labels: Any = None, logits: Any = None, name: str | None = None
) -> Any:
    """Return the cross-entropy of each value with a score."""
    return binary_crossentropy(labels, logits, from_logits=True)


def softmax_cross_entropy_with_logits(
    labels: Any = None, logits: Any = None, axis: int = -1, name: str | None = None
) -> Any:
    """Return the cross-entropy of each row with scores."""
    return categorical_crossentropy(labels, logits, True, axis)


def sparse_softmax_cross_entropy_with_logits(
    labels: Any = None, logits: Any = None, name: str | None = None
) -> Any:
    """Return the cross-entropy of each row, whose class is given as a number."""
    return sparse_categorical_crossentropy(labels, logits, True)


def in_top_k(targets: Any, predictions: Any, k: int, name: str | None = None) -> Any:
    """Return whether each row's class is among its `k` highest scores."""
    truth, scores = tensor(targets), tensor(predictions)
    arrays = namespace(truth, scores)
    own = arrays.take_along_axis(scores, truth.astype(np.int32)[:, None], axis=1)
    return eager((scores > own).sum(axis=1) < k)


def top_k(input: Any, k: int = 1, sorted: bool = True, name: str | None = None) -> Any:
    """Return the `k` largest values of the last axis, and their places."""
    array = tensor(input)
    arrays = namespace(array)
    places = arrays.argsort(-array, axis=-1, stable=True)[..., :k]
    return eager(arrays.take_along_axis(array, places, -1)), eager(places.astype(np.int32))


@array_function
def dropout(x: Any, rate: float = 0.0, level: float | None = None, **settings: Any) -> Any:
    """Return the values as they are: outside of a layer there is no training."""
    return tensor(x)


@array_function
def bias_add(x: Any, bias: Any, data_format: str | None = None) -> Any:
    """Add a number to each channel."""
    array, added = tensor(x), tensor(bias)
    if data_format in ("channels_first", "NCHW"):
        added = added.reshape(-1, *[1] * (array.ndim - 2))
    return array + added


@array_function
def zero_fraction(x: Any) -> Any:
    """Return the share of zeros."""
    return np.float32(np.mean(np.asarray(x) == 0))

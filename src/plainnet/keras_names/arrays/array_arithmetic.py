"""Arithmetic on arrays under the names of `keras.backend`, `keras.ops`, `tf` and `tf.math`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from plainnet.keras_names.arrays.eager_array import (
    eager,
    is_traced,
    namespace,
    numpy_dtype,
    tensor,
    whole_numbers,
)
from plainnet.keras_names.model.symbolic_operations import apply_as_layer, is_symbolic

Function = Callable[..., Any]

_FIRST = "x x1 input_tensor input inputs a tensor value features logits".split()  # noqa: SIM905
_SECOND = ("y", "x2", "b", "target")
_RENAMED = {
    "keep_dims": "keepdims",
    "reduction_indices": "axis",
    "dimension": "axis",
    "dim": "axis",
}

_BY_VALUE = (
    "abs absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh ceil conj cos cosh"
    " divide equal exp expm1 floor floor_divide greater greater_equal imag isfinite isinf isnan"
    " less less_equal log log10 log1p log2 logaddexp logical_and logical_not logical_or"
    " logical_xor maximum minimum mod multiply negative not_equal power real reciprocal rint"
    " round sign sin sinh sqrt square subtract tan tanh true_divide"
)
# Those that Keras and NumPy call and take the same.
_AS_NUMPY = (
    "allclose average bincount broadcast_to copy count_nonzero cross cumprod diag diagonal diff"
    " einsum fliplr flipud full_like hstack inner isclose isin kron median moveaxis nan_to_num"
    " outer quantile ravel roll searchsorted take_along_axis trace trapezoid tril triu vdot vstack"
)
_OVER_AXES = "all any max mean min prod std sum var"

#: The names of NumPy's functions that work value by value, by their names in Keras and TensorFlow.
ELEMENTWISE = {
    **{name: name for name in _BY_VALUE.split()},
    "acos": "arccos",
    "acosh": "arccosh",
    "asin": "arcsin",
    "asinh": "arcsinh",
    "atan": "arctan",
    "atan2": "arctan2",
    "atanh": "arctanh",
    "floordiv": "floor_divide",
    "is_finite": "isfinite",
    "is_inf": "isinf",
    "is_nan": "isnan",
    "mul": "multiply",
    "neg": "negative",
    "pow": "power",
    "sub": "subtract",
    "truediv": "true_divide",
}
#: Those that take axes away.
REDUCTIONS = {
    **{name: name for name in _OVER_AXES.split()},
    "amax": "max",
    "amin": "min",
    "reduce_all": "all",
    "reduce_any": "any",
    "reduce_max": "max",
    "reduce_mean": "mean",
    "reduce_min": "min",
    "reduce_prod": "prod",
    "reduce_std": "std",
    "reduce_sum": "sum",
    "reduce_variance": "var",
}


def array_function(function: Function, own_name: str = "") -> Function:
    """Let a function take its arguments in the spellings of all libraries and years."""

    @wraps(function)
    def called(*arguments: Any, name: str | None = None, **settings: Any) -> Any:
        settings = {_RENAMED.get(key, key): value for key, value in settings.items()}
        positional = list(arguments)
        for place, names in enumerate((_FIRST, _SECOND)):
            if len(positional) == place:
                positional += [settings.pop(key) for key in names if key in settings][:1]
        if is_symbolic(positional):
            return apply_as_layer(own_name or function.__name__, positional, settings)
        if settings.get("axis") is not None:
            settings["axis"] = whole_numbers(settings["axis"])
        return eager(function(*positional, **settings))

    return called


def named_function(name: str) -> Function | None:
    """Make the function of a name that the tables above list; None if none does."""
    if name in ELEMENTWISE:
        return _elementwise(ELEMENTWISE[name])
    if name in REDUCTIONS:
        return _reduction(REDUCTIONS[name])
    return _as_numpy(name) if name in _AS_NUMPY.split() else None


def _as_numpy(name: str) -> Function:
    """Make a function that NumPy has, too."""

    def function(*values: Any, **settings: Any) -> Any:
        arrays = [tensor(each) if hasattr(each, "shape") else each for each in values]
        return getattr(namespace(*arrays), name)(*arrays, **settings)

    return array_function(function, name)


def _elementwise(numpy_name: str) -> Function:
    """Make a function that works value by value."""

    def elementwise(*values: Any) -> Any:
        arrays = _matched(values)
        return getattr(namespace(*arrays), numpy_name)(*arrays)

    return array_function(elementwise, numpy_name)


def _matched(values: tuple[Any, ...]) -> list[Any]:
    """Turn values into arrays; Python's numbers take the type of the array beside them."""
    is_number = [isinstance(value, int | float) for value in values]
    if all(is_number):
        return [tensor(value) for value in values]
    pairs = zip(values, is_number, strict=True)
    return [value if number else tensor(value) for value, number in pairs]


def _reduction(numpy_name: str) -> Function:
    """Make a function that takes axes away."""

    def reduction(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        array = tensor(x)
        axis = None if axis is None else whole_numbers(axis)
        if array.dtype == bool and numpy_name in ("mean", "sum"):
            array = array.astype(np.float32)
        result = getattr(namespace(array), numpy_name)(array, axis=axis, keepdims=keepdims)
        is_kept = array.dtype.kind in "iu" and numpy_name in ("sum", "prod")
        return result.astype(array.dtype) if is_kept else result

    return array_function(reduction, numpy_name)


@array_function
def clip(x: Any, min_value: Any = None, max_value: Any = None, **bounds: Any) -> Any:
    """Keep values between two bounds."""
    low = bounds.get("clip_value_min", bounds.get("x_min", min_value))
    high = bounds.get("clip_value_max", bounds.get("x_max", max_value))
    array = tensor(x)
    return namespace(array, low, high).clip(array, low, high)


@array_function
def cast(x: Any, dtype: Any) -> Any:
    """Turn values into another type."""
    return tensor(x).astype(numpy_dtype(dtype))


@array_function
def argmax(x: Any, axis: int | None = 0, output_type: Any = np.int64) -> Any:
    """Return the place of the largest value along an axis."""
    array = tensor(x)
    return namespace(array).argmax(array, axis=axis).astype(_places_type(array, output_type))


@array_function
def argmin(x: Any, axis: int | None = 0, output_type: Any = np.int64) -> Any:
    """Return the place of the smallest value along an axis."""
    array = tensor(x)
    return namespace(array).argmin(array, axis=axis).astype(_places_type(array, output_type))


@array_function
def argmax_of_last(x: Any, axis: int | None = -1) -> Any:
    """Return the place of the largest value along the last axis."""
    return argmax(x, axis)


@array_function
def argmin_of_last(x: Any, axis: int | None = -1) -> Any:
    """Return the place of the smallest value along the last axis."""
    return argmin(x, axis)


def _places_type(array: Any, wanted: Any) -> Any:
    """Return the type of places; JAX computes with 32 bits."""
    return np.int32 if is_traced(array) else numpy_dtype(wanted)


@array_function
def cumsum(x: Any, axis: int = 0) -> Any:
    """Add up along an axis."""
    array = tensor(x)
    return namespace(array).cumsum(array, axis=axis).astype(array.dtype)


@array_function
def dot(x: Any, y: Any) -> Any:
    """Multiply matrices; of more axes, the last of one with the last but one of the other."""
    one, other = tensor(x), tensor(y)
    return namespace(one, other).dot(one, other)


@array_function
def matmul(x: Any, y: Any, transpose_a: bool = False, transpose_b: bool = False) -> Any:
    """Multiply matrices, one pair for each place of the axes before."""
    one, other = tensor(x), tensor(y)
    one = one.swapaxes(-1, -2) if transpose_a else one
    other = other.swapaxes(-1, -2) if transpose_b else other
    return namespace(one, other).matmul(one, other)


@array_function
def batch_dot(x: Any, y: Any, axes: Any = None) -> Any:
    """Multiply row by row, summing over one axis of each."""
    one, other = tensor(x), tensor(y)
    if axes is None:
        axes = (one.ndim - 1, other.ndim - 2 if other.ndim > 2 else 1)
    first, second = (axes, axes) if isinstance(axes, int) else axes
    arrays = namespace(one, other)
    left = arrays.moveaxis(one, first, -1).reshape(one.shape[0], -1, one.shape[first])
    right = arrays.moveaxis(other, second, 1).reshape(one.shape[0], one.shape[first], -1)
    left_shape = _without(one.shape, first)
    right_shape = _without(other.shape, second)[1:]
    result = arrays.matmul(left, right).reshape(*left_shape, *right_shape)
    return result[:, None] if result.ndim == 1 else result


def _without(shape: tuple[int, ...], axis: int) -> tuple[int, ...]:
    """Return a shape with one axis left out."""
    axis %= len(shape)
    return (*shape[:axis], *shape[axis + 1 :])


@array_function
def tensordot(x: Any, y: Any, axes: Any = 2) -> Any:
    """Multiply and sum over axes."""
    one, other = tensor(x), tensor(y)
    return namespace(one, other).tensordot(one, other, axes=axes)


@array_function
def add_n(inputs: Any) -> Any:
    """Add up a list of arrays."""
    return sum(tensor(each) for each in inputs)


@array_function
def rsqrt(x: Any) -> Any:
    """Return one over the square root."""
    array = tensor(x)
    return 1 / namespace(array).sqrt(array)


@array_function
def squared_difference(x: Any, y: Any) -> Any:
    """Return the square of the difference."""
    one, other = _matched((x, y))
    return namespace(one, other).square(one - other)


@array_function
def divide_no_nan(x: Any, y: Any) -> Any:
    """Divide, with 0 where the divisor is 0."""
    one, other = tensor(x), tensor(y)
    arrays = namespace(one, other)
    is_zero = other == 0
    return arrays.where(is_zero, 0, one / arrays.where(is_zero, 1, other))


@array_function
def logsumexp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the logarithm of a sum of exponentials."""
    array = tensor(x)
    arrays = namespace(array)
    largest = arrays.max(array, axis=axis, keepdims=True)
    summed = arrays.sum(arrays.exp(array - largest), axis=axis, keepdims=True)
    result = arrays.log(summed) + largest
    return result if keepdims else arrays.squeeze(result, axis=axis)


@array_function
def norm(x: Any, ord: Any = "euclidean", axis: Any = None, keepdims: bool = False) -> Any:
    """Return the length of vectors."""
    array = tensor(x)
    if ord == "euclidean":  # of all values, whatever the axes
        squares = namespace(array).square(namespace(array).abs(array))
        return namespace(array).sqrt(squares.sum(axis=axis, keepdims=keepdims))
    return namespace(array).linalg.norm(array, ord=ord, axis=axis, keepdims=keepdims)


@array_function
def confusion_matrix(
    labels: Any,
    predictions: Any,
    num_classes: int | None = None,
    weights: Any = None,
    dtype: Any = "int32",
) -> Any:
    """Count how often each class (row) was taken for each class (column)."""
    truth, guess = np.asarray(labels).astype(int), np.asarray(predictions).astype(int)
    classes = int(max(truth.max(initial=-1), guess.max(initial=-1))) + 1
    counts = np.zeros((num_classes or classes,) * 2, numpy_dtype(dtype))
    np.add.at(counts, (truth, guess), 1 if weights is None else np.asarray(weights))
    return counts

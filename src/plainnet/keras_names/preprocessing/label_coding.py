"""Labels as rows of zeros and a one, and arrays brought to length one."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from plainnet.errors import DataError
from plainnet.keras_names.arrays.backend_settings import floatx


def to_categorical(
    y: ArrayLike, num_classes: int | None = None, dtype: DTypeLike | None = None, **settings: Any
) -> NDArray[Any]:
    """Return each class number a row that is 1 at its place and 0 elsewhere.

    Parameters
    ----------
    y : array of shape (rows,) or (rows, 1), or of more axes
        Class numbers from 0.
    num_classes : int or None, default=None
        Length of the rows; None means one more than the largest number.
    dtype : dtype or None, default=None
        None means float64.
    **settings : object
        `nb_classes` is the old name of `num_classes`.

    Returns
    -------
    array of shape (rows, num_classes)

    Raises
    ------
    DataError
        If a number has no place.

    Examples
    --------
    >>> to_categorical([0, 2]).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    numbers = np.asarray(y).astype(np.int64)
    shape = numbers.shape
    if len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    numbers = numbers.reshape(-1)
    asked = num_classes or settings.get("nb_classes")
    classes = int(asked) if asked else int(numbers.max(initial=-1)) + 1
    is_beyond = (numbers >= classes) | (numbers < -classes)
    if is_beyond.any():
        place = int(np.argmax(is_beyond))
        found = int(numbers[place])
        raise DataError("script_data.class_beyond", row=place, found=found, most=classes - 1)
    rows = np.zeros((len(numbers), classes), dtype or "float64")
    rows[np.arange(len(numbers)), numbers] = 1
    return rows.reshape(*shape, classes)


def probas_to_classes(y_pred: ArrayLike) -> NDArray[Any]:
    """Return the class of each row of probabilities."""
    probabilities = np.asarray(y_pred)
    if probabilities.ndim > 1 and probabilities.shape[1] > 1:
        return np.asarray(probabilities.argmax(axis=1))
    return np.asarray(probabilities > 0.5, np.int64)


def categorical_probas_to_classes(p: ArrayLike) -> NDArray[Any]:
    """Return the class of each row of probabilities."""
    return np.asarray(np.argmax(p, axis=1))


def normalize(x: ArrayLike, axis: int = -1, order: int = 2) -> NDArray[Any]:
    """Divide by the length along an axis; what has none stays.

    Parameters
    ----------
    x : array
        Numbers.
    axis : int, default=-1
        Along which a length is taken.
    order : int, default=2
        Of the norm: 2 is Euclid's, 1 the sum of absolute values.

    Returns
    -------
    array of the shape of `x`
    """
    values = np.asarray(x)
    values = values if values.dtype.kind == "f" else values.astype(floatx())
    lengths = np.atleast_1d(np.linalg.norm(values, order, axis))
    lengths[lengths == 0] = 1
    result: NDArray[Any] = values / np.expand_dims(lengths, axis)
    return result

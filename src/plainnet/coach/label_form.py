"""What targets look like: class numbers, one-hot rows, signs, or measured numbers."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["one_hot", "multi_hot", "binary", "signs", "class_numbers", "numbers", "none"]
MOST_CLASSES = 60  # more different whole numbers than this are counts


@dataclass(frozen=True)
class LabelForm:
    """The form of an array of targets.

    `classes`: how many different classes stand in it; 0 for measured numbers.
    """

    kind: Kind
    classes: int
    low: float
    high: float
    distinct: int

    @property
    def names_classes(self) -> bool:
        """Whether the targets name classes for certain."""
        return self.kind in ("one_hot", "binary", "signs")


def label_form(targets: Any) -> LabelForm:
    """Tell the form of targets.

    Shapes: `targets` (rows, ...).

    >>> label_form(np.eye(3)[[0, 1, 2, 1]]).kind, label_form([[0.0], [1.0]]).kind
    ('one_hot', 'binary')
    """
    array = np.asarray(targets, np.float64)
    finite = array[np.isfinite(array)]
    if not finite.size:
        return LabelForm("none", 0, 0.0, 0.0, 0)
    levels = np.unique(finite[:200_000] if finite.ndim == 1 else finite.ravel()[:200_000])
    low, high, distinct = float(finite.min()), float(finite.max()), len(levels)
    return LabelForm(*_kind_of(array, levels), low, high, distinct)


def _kind_of(array: NDArray[np.float64], levels: NDArray[np.float64]) -> tuple[Kind, int]:
    """Return the kind and the number of classes."""
    is_wide = array.ndim > 1 and array.shape[-1] > 1
    if is_wide and set(levels) <= {0.0, 1.0}:
        is_one = bool((array.sum(axis=-1) == 1).all())
        used = int(array.reshape(-1, array.shape[-1]).any(axis=0).sum())
        return ("one_hot" if is_one else "multi_hot"), used
    if is_wide or array.ndim > 2:
        return "numbers", 0
    if set(levels) <= {0.0, 1.0}:
        return "binary", len(levels)
    if set(levels) == {-1.0, 1.0}:
        return "signs", 2
    is_whole = bool((levels == np.floor(levels)).all()) and levels[0] >= 0
    is_dense = levels[-1] - levels[0] + 1 <= 1.5 * len(levels)
    is_few = len(levels) <= min(MOST_CLASSES, max(2, array.size // 3))
    if is_whole and is_dense and is_few:
        return "class_numbers", len(levels)
    return "numbers", 0


def class_of_rows(targets: Any) -> NDArray[np.int64]:
    """Return the number of the class of each row."""
    array = np.asarray(targets)
    if array.ndim > 1 and array.shape[-1] > 1:
        classes = array.reshape(len(array), -1, array.shape[-1]).argmax(-1)[:, 0]
    else:
        classes = np.round(array.reshape(len(array), -1)[:, 0])
    return np.asarray(classes, np.int64)

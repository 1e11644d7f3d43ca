"""Classes by their names, as a user has them, and by their numbers, as a network has them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import check_classification_targets, unique_labels

from plainnet.errors import SettingError

ClassWeight = Mapping[Any, float] | str | None


def classes_of(y: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[Any]:
    """List the classes that rows which count belong to, sorted.

    Shapes: `y` (rows,), `weights` (rows,) -> (classes,).
    """
    check_classification_targets(y)
    counting = y[weights > 0]
    if not len(counting):
        raise SettingError("estimator.no_weight")
    return at_least_two(unique_labels(counting))


def at_least_two(classes: Any) -> NDArray[Any]:
    """Refuse a single class: there is nothing to tell apart."""
    names = np.asarray(classes)
    if len(names) < 2:
        raise SettingError("estimator.one_class", label=names.tolist()[0])
    return names


def numbers_of_classes(y: NDArray[Any], classes: NDArray[Any]) -> NDArray[np.intp]:
    """Give the place of each label among the classes, -1 for a label that is none of them.

    >>> numbers_of_classes(np.array(["b", "c", "a"]), np.array(["a", "b"])).tolist()
    [1, -1, 0]
    """
    places = np.searchsorted(classes, y)
    places[places == len(classes)] = 0
    return np.where(classes[places] == y, places, -1)


def weighted_by_class(
    numbers: NDArray[np.intp],
    weights: NDArray[np.float64],
    classes: NDArray[Any],
    class_weight: ClassWeight,
) -> NDArray[np.float64]:
    """Multiply the weight of each row by that of its class.

    Shapes: `numbers` (rows,), `weights` (rows,), `classes` (classes,) -> (rows,).
    """
    if class_weight is None:
        return weights
    if class_weight == "balanced":
        sums = np.bincount(numbers, weights, minlength=len(classes))
        of_classes = np.divide(weights.sum(), len(classes) * sums, where=sums > 0, out=0 * sums)
    else:
        of_classes = compute_class_weight(class_weight, classes=classes, y=classes[numbers])
    return np.asarray(weights * of_classes[numbers], np.float64)

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_sample_weight

from plainnet.errors import SettingError
from plainnet.estimators.class_labels import classes_of, numbers_of_classes, weighted_by_class

LABELS = np.array(["b", "a", "b", "c", "b", "a"])
CLASSES = np.array(["a", "b", "c"])


def test_only_classes_that_count_are_classes():
    weights = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 1.0])
    assert classes_of(LABELS, weights).tolist() == ["a", "b"]


def test_one_class_is_refused_by_name():
    with pytest.raises(SettingError, match="1 class only, 'b'"):
        classes_of(LABELS, (LABELS == "b").astype(float))


@pytest.mark.parametrize("asked", ["balanced", {"a": 2.0, "b": 1.0, "c": 0.5}])
def test_class_weights_are_those_of_scikit_learn(asked):
    numbers = numbers_of_classes(LABELS, CLASSES)
    found = weighted_by_class(numbers, np.ones(6), CLASSES, asked)
    np.testing.assert_allclose(found, compute_sample_weight(asked, LABELS))


def test_balanced_classes_count_the_same_whatever_their_rows_weigh():
    numbers = numbers_of_classes(LABELS, CLASSES)
    weights = weighted_by_class(numbers, np.arange(1.0, 7.0), CLASSES, "balanced")
    sums = np.bincount(numbers, weights)
    np.testing.assert_allclose(sums, sums[0])

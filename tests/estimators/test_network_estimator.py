import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.utils.class_weight import compute_sample_weight

from plainnet import DenseClassifier
from plainnet.errors import SettingError
from plainnet.estimators.network_estimator import classes_of, numbers_of_classes, weighted_by_class

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


X, Y = load_iris(return_X_y=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hidden", (8, 0)), ("hidden", 8), ("epochs", 0), ("batch_size", 2.5), ("n_networks", 0),
        ("learning_rate", -1.0), ("weight_decay", float("nan")), ("patience", 0),
        ("activation", "step"),
    ],
)  # fmt: skip
def test_a_senseless_setting_is_named_when_fitting(name, value):
    with pytest.raises(SettingError, match=f"^{name} is"):
        DenseClassifier(**{name: value}).fit(X, Y)


def test_an_unfitted_one_says_so():
    with pytest.raises(NotFittedError):
        DenseClassifier().predict(X)

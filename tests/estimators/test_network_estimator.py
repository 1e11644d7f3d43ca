import pytest
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError

from plainnet.errors import SettingError
from plainnet.estimators.dense_classifier import DenseClassifier

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

"""Keras models as scikit-learn estimators."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone, is_classifier
from sklearn.model_selection import GridSearchCV, cross_val_score

from keras_names.opened_door import opened_door
from plainnet.errors import SettingError
from plainnet.keras_names.arrays.random_tensors import set_random_seed
from plainnet.keras_names.model.keras_model import Sequential
from plainnet.keras_names.model.layer_classes import layer_class
from plainnet.keras_names.model.scikit_learn_wrapper import KerasClassifier, KerasRegressor

Dense = layer_class("Dense")
RNG = np.random.default_rng(0)
X = RNG.normal(size=(80, 3)).astype(np.float32)
KINDS = np.where(X[:, 0] > 0, "yes", "no")
NUMBERS = X @ np.array([1.0, -2.0, 0.5], np.float32)


def classes(units=8, optimizer="adam", outputs=1):
    """Build a classifier with one output or several."""
    activation, loss = ("sigmoid", "binary_crossentropy")
    if outputs > 1:
        activation, loss = "softmax", "categorical_crossentropy"
    model = Sequential([Dense(units, activation="relu"), Dense(outputs, activation=activation)])
    model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    return model


def numbers():
    """Build a regressor."""
    model = Sequential([Dense(1)])
    model.compile(loss="mse", optimizer="sgd")
    return model


@pytest.mark.parametrize("outputs", [1, 2])
def test_a_classifier_learns_names_of_classes(outputs):
    set_random_seed(0)
    model = KerasClassifier(classes, outputs=outputs, epochs=200, batch_size=16, verbose=0)
    history = model.fit(X, KINDS)
    assert len(history.history["loss"]) == 200
    assert set(model.predict(X)) <= {"yes", "no"}
    shares = model.predict_proba(X)
    assert shares.shape == (80, 2)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
    assert model.score(X, KINDS) > 0.9  # 0.97 and more with seeds 0 to 5


def test_rows_of_ones_and_zeros_are_classes_too():
    model = KerasClassifier(build_fn=classes, outputs=2)
    model.fit(X, np.eye(2)[(KINDS == "yes").astype(int)], epochs=1, verbose=0)
    assert set(model.predict(X, batch_size=8).tolist()) <= {0, 1}
    assert 0 <= model.score(X, np.eye(2)[(KINDS == "yes").astype(int)]) <= 1


def test_a_regressor_scores_minus_its_loss_or_as_scikeras_does():
    model = KerasRegressor(build_fn=numbers, epochs=40, verbose=0)
    model.fit(X, NUMBERS)
    assert model.predict(X).shape == (80,)
    assert -1 < model.score(X, NUMBERS) <= 0
    later = KerasRegressor(model=numbers, epochs=40, verbose=0)
    later.fit(X, NUMBERS)
    assert later.score(X, NUMBERS) > 0.9
    assert "model" in later.get_params()


def test_settings_can_be_searched():
    model = KerasClassifier(build_fn=classes, epochs=2, verbose=0)
    assert is_classifier(model) and clone(model).get_params() == model.get_params()
    search = GridSearchCV(model, {"units": [2, 4], "batch_size": [16]}, cv=2)
    search.fit(X, (KINDS == "yes").astype(int))
    assert search.best_params_["units"] in (2, 4)
    assert len(cross_val_score(KerasRegressor(numbers, verbose=0), X, NUMBERS, cv=3)) == 3


def test_scikeras_prefixes_and_models_that_are_built():
    model = KerasClassifier(model=classes, model__units=3, fit__epochs=1, verbose=0)
    model.fit(X, KINDS)
    assert model.model_.layers[0].units == 3
    built = KerasClassifier(model=classes(), epochs=1, verbose=0)
    built.fit(X, KINDS)
    assert built.predict(X).shape == (80,)


def test_a_subclass_may_build_the_model():
    class Own(KerasClassifier):
        def __call__(self, units=4):
            return classes(units)

    own = Own(epochs=1, verbose=0).set_params(units=5)
    own.fit(X, KINDS)
    assert own.model_.layers[0].units == 5


def test_what_no_function_takes_is_named():
    with pytest.raises(SettingError, match="colour"):
        KerasClassifier(classes, colour=3)
    with pytest.raises(SettingError, match="fit"):
        KerasClassifier(classes).predict(X)


def test_an_estimator_reaches_a_process_where_the_door_is_shut():
    with opened_door():
        import keras

        def build():
            return keras.models.Sequential([keras.layers.Dense(1)])

        content = pickle.dumps(KerasRegressor(build, epochs=3))
    program = (
        "import pickle, sys; sys.modules['keras'] = None;"
        "estimator = pickle.loads(sys.stdin.buffer.read());"
        "print(type(estimator.build_fn()).__module__, estimator.get_params()['epochs'])"
    )
    process = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True)
    assert process.stdout.decode().split() == ["plainnet.keras_names.model.keras_model", "3"]

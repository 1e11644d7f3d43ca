"""DenseRegressor, quick to train."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import make_friedman1
from sklearn.model_selection import cross_val_score

from plainnet.errors import ShapeError
from plainnet.estimators.dense_regressor import DenseRegressor

X, Y = make_friedman1(200, random_state=0)
QUICK = {"hidden": (16,), "epochs": 60, "n_networks": 1, "learning_rate": 0.02, "random_state": 0}


@pytest.fixture(scope="module")
def fitted():
    return DenseRegressor(**QUICK).fit(X, Y)


def test_it_learns_in_the_unit_of_the_target(fitted):
    assert fitted.score(X, Y) > 0.9
    far = clone(fitted).fit(X, 1e6 + 1e3 * Y)
    assert far.score(X, 1e6 + 1e3 * Y) > 0.9


def test_several_targets_come_back_in_their_shape(fitted):
    both = clone(fitted).fit(X, np.stack([Y, -100 * Y], 1))
    assert both.predict(X[:7]).shape == (7, 2)
    assert both.score(X, np.stack([Y, -100 * Y], 1)) > 0.85
    assert clone(fitted).fit(X, Y[:, None]).predict(X).shape == (200, 1)


def test_a_pickle_answers_to_the_last_bit(fitted):
    assert np.array_equal(pickle.loads(pickle.dumps(fitted)).predict(X), fitted.predict(X))


def test_as_a_model_it_needs_no_scaling_beside_it(fitted):
    np.testing.assert_allclose(fitted.as_model().predict(X)[:, 0], fitted.predict(X), rtol=1e-4)
    average = clone(fitted).set_params(n_networks=2).fit(X, Y)
    np.testing.assert_allclose(average.as_model().predict(X)[:, 0], average.predict(X), rtol=1e-4)


def test_an_average_says_the_mean_of_what_its_networks_say(fitted):
    average = clone(fitted).set_params(n_networks=3).fit(X, Y)
    scaled = average.scaling_.apply(X)
    each = [average.target_scaling_.undo(model.predict(scaled)) for model in average.models_]
    assert not np.allclose(each[0], each[1])
    np.testing.assert_allclose(np.mean(each, 0)[:, 0], average.predict(X), rtol=1e-4)


def test_partial_fit_gets_there_step_by_step():
    regressor = DenseRegressor(**QUICK)
    for _ in range(40):
        regressor.partial_fit(X, Y)
    assert regressor.n_iter_ == 40
    assert regressor.score(X, Y) > 0.8
    with pytest.raises(ShapeError, match="2 columns"):
        regressor.partial_fit(X, np.stack([Y, Y], 1))


def test_early_stopping_and_dropout_work_together():
    regressor = DenseRegressor(**QUICK, dropout=0.1, early_stopping=True, patience=5)
    assert regressor.fit(X, Y).score(X, Y) > 0.7
    assert regressor.as_model().predict(X).shape == (200, 1)


def test_scores_across_folds():
    assert cross_val_score(DenseRegressor(**QUICK), X, Y, cv=3).mean() > 0.7

"""DenseRegressor, quick to train."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_diabetes, make_friedman1
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_score

from plainnet import DenseRegressor
from plainnet.errors import SettingError, ShapeError
from plainnet.estimators.dense_regressor import LinearRegressor

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


def test_as_it_comes_it_learns_diabetes():
    X, y = load_diabetes(return_X_y=True)
    assert cross_val_score(DenseRegressor(random_state=0), X, y, cv=3).mean() > 0.4


random = np.random.default_rng(0)
X_OF_LINEAR_REGRESSOR = random.normal(3.0, [1.0, 20.0, 0.1], size=(120, 3))
Y_OF_LINEAR_REGRESSOR = X_OF_LINEAR_REGRESSOR @ [2.0, -0.5, 30.0] + 7.0 + random.normal(size=120)
WEIGHTS = random.uniform(0, 2, size=120)


@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_the_closed_form_is_scikit_learns(weights):
    ours = LinearRegressor().fit(X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR, weights)
    theirs = LinearRegression().fit(X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR, weights)
    np.testing.assert_allclose(ours.coef_, theirs.coef_)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_)
    np.testing.assert_allclose(
        ours.as_model().predict(X_OF_LINEAR_REGRESSOR)[:, 0],
        ours.predict(X_OF_LINEAR_REGRESSOR),
        rtol=1e-4,
    )


def test_gradient_descent_gets_to_the_same_line():
    exact = LinearRegressor().fit(X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR)
    found = LinearRegressor("gradient_descent", weight_decay=0.0, random_state=0).fit(
        X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR
    )
    np.testing.assert_allclose(
        found.predict(X_OF_LINEAR_REGRESSOR), exact.predict(X_OF_LINEAR_REGRESSOR), atol=0.2
    )
    np.testing.assert_allclose(
        found.as_model().predict(X_OF_LINEAR_REGRESSOR)[:, 0],
        found.predict(X_OF_LINEAR_REGRESSOR),
        rtol=1e-4,
    )


def test_several_targets():
    both = np.stack([Y_OF_LINEAR_REGRESSOR, 3 * Y_OF_LINEAR_REGRESSOR], 1)
    line = LinearRegressor().fit(X_OF_LINEAR_REGRESSOR, both)
    assert line.coef_.shape == (2, 3) and line.intercept_.shape == (2,)
    np.testing.assert_allclose(
        line.predict(X_OF_LINEAR_REGRESSOR),
        LinearRegression().fit(X_OF_LINEAR_REGRESSOR, both).predict(X_OF_LINEAR_REGRESSOR),
    )


def test_only_descent_goes_step_by_step():
    assert not hasattr(LinearRegressor(), "partial_fit")
    line = LinearRegressor("gradient_descent", random_state=0)
    for _ in range(20):
        line.partial_fit(X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR)
    assert line.score(X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR) > 0.9


def test_an_unknown_solver_is_refused():
    with pytest.raises(SettingError, match="closed_form"):
        LinearRegressor("newton").fit(X_OF_LINEAR_REGRESSOR, Y_OF_LINEAR_REGRESSOR)

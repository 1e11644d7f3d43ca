import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from plainnet.errors import SettingError
from plainnet.estimators.linear_regressor import LinearRegressor

random = np.random.default_rng(0)
X = random.normal(3.0, [1.0, 20.0, 0.1], size=(120, 3))
Y = X @ [2.0, -0.5, 30.0] + 7.0 + random.normal(size=120)
WEIGHTS = random.uniform(0, 2, size=120)


@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_the_closed_form_is_scikit_learns(weights):
    ours = LinearRegressor().fit(X, Y, weights)
    theirs = LinearRegression().fit(X, Y, weights)
    np.testing.assert_allclose(ours.coef_, theirs.coef_)
    np.testing.assert_allclose(ours.intercept_, theirs.intercept_)
    np.testing.assert_allclose(ours.as_model().predict(X)[:, 0], ours.predict(X), rtol=1e-4)


def test_gradient_descent_gets_to_the_same_line():
    exact = LinearRegressor().fit(X, Y)
    found = LinearRegressor("gradient_descent", weight_decay=0.0, random_state=0).fit(X, Y)
    np.testing.assert_allclose(found.predict(X), exact.predict(X), atol=0.2)
    np.testing.assert_allclose(found.as_model().predict(X)[:, 0], found.predict(X), rtol=1e-4)


def test_several_targets():
    both = np.stack([Y, 3 * Y], 1)
    line = LinearRegressor().fit(X, both)
    assert line.coef_.shape == (2, 3) and line.intercept_.shape == (2,)
    np.testing.assert_allclose(line.predict(X), LinearRegression().fit(X, both).predict(X))


def test_only_descent_goes_step_by_step():
    assert not hasattr(LinearRegressor(), "partial_fit")
    line = LinearRegressor("gradient_descent", random_state=0)
    for _ in range(20):
        line.partial_fit(X, Y)
    assert line.score(X, Y) > 0.9


def test_an_unknown_solver_is_refused():
    with pytest.raises(SettingError, match="closed_form"):
        LinearRegressor("newton").fit(X, Y)

"""Closed form against scikit-learn, and where the matrix has no inverse."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from plainnet.errors import ShapeError
from plainnet.training.least_squares import least_squares

GENERATOR = np.random.default_rng(0)
X = GENERATOR.normal(size=(30, 4))
Y = X @ [1.0, -2.0, 0.5, 3.0] + 4 + 0.1 * GENERATOR.normal(size=30)


@pytest.mark.parametrize("has_bias", [True, False])
def test_weights_are_those_of_scikit_learn(has_bias: bool) -> None:
    weights, bias = least_squares(X, Y, has_bias=has_bias)
    theirs = LinearRegression(fit_intercept=has_bias).fit(X, Y)
    np.testing.assert_allclose(weights, theirs.coef_, atol=1e-10)
    assert bias == pytest.approx(theirs.intercept_, abs=1e-10)


def test_fewer_rows_than_features_still_fit() -> None:
    weights, bias = least_squares(X[:3], Y[:3])
    np.testing.assert_allclose(X[:3] @ weights + bias, Y[:3], atol=1e-10)


@pytest.mark.parametrize(("inputs", "targets"), [(X, Y[:5]), (X[:, 0], Y), (X[:0], Y[:0])])
def test_shapes_that_do_not_fit_are_refused(inputs: np.ndarray, targets: np.ndarray) -> None:
    with pytest.raises(ShapeError):
        least_squares(inputs, targets)

"""Everything that scikit-learn asks of an estimator; nothing is excused."""

import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from plainnet import DenseClassifier, DenseRegressor
from plainnet.estimators.dense_classifier import LogisticClassifier
from plainnet.estimators.dense_regressor import LinearRegressor


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks([LinearRegressor(), LogisticClassifier()])
def test_scikit_learn_finds_nothing_amiss(estimator, check):
    check(estimator)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks([DenseClassifier(), DenseRegressor(), LinearRegressor("gradient_descent")])
def test_scikit_learn_finds_nothing_amiss_in_what_takes_longer(estimator, check):
    check(estimator)

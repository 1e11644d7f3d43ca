import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn import metrics

from plainnet.errors import DataError
from plainnet.evaluation.regression import residuals_of, score_regression


def test_agrees_with_scikit_learn() -> None:
    generator = np.random.default_rng(0)
    true = generator.uniform(20, 400, 500)
    guesses = true + generator.normal(0, 9, 500)
    assert score_regression(true, guesses) == pytest.approx(
        {
            "rmse": metrics.root_mean_squared_error(true, guesses),
            "mae": metrics.mean_absolute_error(true, guesses),
            "mape": metrics.mean_absolute_percentage_error(true, guesses),
        },
        rel=1e-12,
    )


def test_mape_divides_by_the_size_of_the_true_value() -> None:
    assert score_regression([-100.0, 50.0], [-90.0, 55.0])["mape"] == pytest.approx(0.1)
    assert score_regression([0.0, 50.0], [1.0, 55.0])["mape"] is None


def test_a_diverged_model_has_no_score() -> None:
    nothing = {"rmse": None, "mae": None, "mape": None}
    assert score_regression([1.0, 2.0], [1.0, np.nan]) == nothing
    assert score_regression([1.0, 2.0], [1.0, np.inf]) == nothing


def test_a_missing_true_value_is_named() -> None:
    with pytest.raises(DataError, match="true value of row 2 is missing"):
        score_regression([1.0, np.nan], [1.0, 1.0])
    with pytest.raises(DataError, match="no row"):
        score_regression([], [])


def test_a_column_of_predictions_does_not_broadcast() -> None:
    assert score_regression(np.zeros(3), np.ones((3, 1)))["mae"] == 1.0


def test_bias_spread_and_rank_correlation_agree_with_numpy_and_scipy() -> None:
    generator = np.random.default_rng(0)
    said = np.round(generator.gamma(2, 10, 200))
    true = said - 3 + generator.normal(0, 1, 200) * said
    found = residuals_of(true, said)
    assert found is not None
    errors = said - true
    assert found.bias == pytest.approx(errors.mean())
    assert found.spread == pytest.approx(errors.std())
    assert found.quantiles == pytest.approx(np.quantile(errors, [0.05, 0.25, 0.5, 0.75, 0.95]))
    assert found.grows_with_prediction == pytest.approx(spearmanr(np.abs(errors), said).statistic)
    assert np.abs(errors)[found.worst[0]] == np.abs(errors).max()


def test_what_does_not_vary_has_no_correlation() -> None:
    found = residuals_of([1.0, 2.0], [3.0, 3.0])
    assert found is not None
    assert found.grows_with_prediction is None
    assert residuals_of([1.0], [np.nan]) is None

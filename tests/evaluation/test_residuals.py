import numpy as np
import pytest
from scipy.stats import spearmanr

from plainnet.evaluation.residuals import residuals_of


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

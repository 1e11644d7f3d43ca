import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from plainnet.errors import DataError
from plainnet.evaluation import area_intervals as module
from plainnet.evaluation.area_intervals import area_intervals

GENERATOR = np.random.default_rng(0)
TRUE = GENERATOR.integers(0, 2, 250)
SCORES = np.round(1 / (1 + np.exp(-GENERATOR.normal(1.5 * TRUE, 1.2))), 2)  # some are equal


def test_resamples_are_measured_as_scikit_learn_does() -> None:
    generator = np.random.default_rng(1)
    areas, precisions = [], []
    for _ in range(300):
        drawn = generator.integers(0, 250, 250)
        areas.append(roc_auc_score(TRUE[drawn], SCORES[drawn]))
        precisions.append(average_precision_score(TRUE[drawn], SCORES[drawn]))
    for found, figures in zip(area_intervals(TRUE, SCORES), (areas, precisions), strict=True):
        assert found is not None
        low, high = np.quantile(figures, [0.025, 0.975])
        assert (found.low, found.high) == pytest.approx((low, high), abs=0.015)


def test_steps_of_scores_give_the_same_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = area_intervals(TRUE, SCORES)[0]
    monkeypatch.setattr(module, "MOST_SCORES", 60)
    rough = area_intervals(TRUE, SCORES)[0]
    assert exact is not None
    assert rough is not None
    assert rough != exact
    assert (rough.low, rough.high) == pytest.approx((exact.low, exact.high), abs=0.01)


def test_one_class_has_no_area() -> None:
    with pytest.raises(DataError, match="both classes"):
        area_intervals([1, 1], [0.1, 0.2])

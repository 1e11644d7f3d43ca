import numpy as np
import pytest
from sklearn import metrics

from plainnet.errors import DataError
from plainnet.evaluation.classification_curves import precision_recall_curve, roc_curve


@pytest.mark.parametrize("decimals", [1, 8])
def test_agrees_with_scikit_learn_with_and_without_ties(decimals: int) -> None:
    generator = np.random.default_rng(5)
    true = generator.integers(0, 2, 300)
    scores = np.round(generator.random(300) + 0.4 * true, decimals)
    roc = roc_curve(true, scores)
    false_rate, true_rate, _ = metrics.roc_curve(true, scores, drop_intermediate=False)
    np.testing.assert_allclose(roc.false_positive_rate, false_rate)
    np.testing.assert_allclose(roc.true_positive_rate, true_rate)
    assert roc.area == pytest.approx(metrics.roc_auc_score(true, scores), rel=1e-12)
    curve = precision_recall_curve(true, scores)
    precision, recall, _ = metrics.precision_recall_curve(true, scores)
    np.testing.assert_allclose(curve.precision[::-1], precision)
    np.testing.assert_allclose(curve.recall[::-1], recall)
    expected = metrics.average_precision_score(true, scores)
    assert curve.average_precision == pytest.approx(expected, rel=1e-12)


def test_one_class_or_a_missing_score_ends_in_one_sentence() -> None:
    with pytest.raises(DataError, match="All 2 rows are of class 1"):
        roc_curve([1, 1], [0.2, 0.3])
    with pytest.raises(DataError, match="row 2 is not a number"):
        precision_recall_curve([0, 1], [0.2, np.nan])

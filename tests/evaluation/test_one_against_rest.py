import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from plainnet.errors import ShapeError
from plainnet.evaluation.one_against_rest import curves_by_class


def test_agrees_with_scikit_learn() -> None:
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 4, 300)
    shares = generator.dirichlet(np.ones(4), 300) + 0.4 * np.eye(4)[labels]
    shares /= shares.sum(axis=1, keepdims=True)
    curves = curves_by_class(labels, shares)
    assert [of.label for of in curves] == [0, 1, 2, 3]
    areas = [of.roc.area for of in curves]
    assert np.mean(areas) == pytest.approx(roc_auc_score(labels, shares, multi_class="ovr"))
    for of in curves:
        is_class = labels == of.label
        expected = average_precision_score(is_class, shares[:, of.label])
        assert of.precision_recall.average_precision == pytest.approx(expected)
        assert of.share == is_class.mean()


def test_classes_without_rows_have_no_curve() -> None:
    shares = np.full((4, 3), 1 / 3)
    assert [of.label for of in curves_by_class([0, 0, 2, 2], shares)] == [0, 2]
    assert curves_by_class([1, 1, 1, 1], shares) == ()
    with pytest.raises(ShapeError, match="3 true values stand against 4"):
        curves_by_class([0, 1, 2], shares)

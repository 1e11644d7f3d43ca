import numpy as np
import pytest
from sklearn import metrics

from plainnet.errors import DataError, ShapeError
from plainnet.evaluation.classification import (
    confusion_matrix,
    figures_by_class,
    log_loss,
    score_classification,
)


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_agrees_with_scikit_learn(classes: int) -> None:
    generator = np.random.default_rng(classes)
    true = generator.integers(0, classes, 400)
    guesses = np.where(generator.random(400) < 0.7, true, generator.integers(0, classes, 400))
    average = "binary" if classes == 2 else "macro"
    expected = {
        "accuracy": metrics.accuracy_score(true, guesses),
        "precision": metrics.precision_score(true, guesses, average=average),
        "recall": metrics.recall_score(true, guesses, average=average),
        "f1": metrics.f1_score(true, guesses, average=average),
    }
    assert score_classification(true, guesses, classes) == pytest.approx(expected, rel=1e-12)
    counts = confusion_matrix(true, guesses, classes)
    assert (counts == metrics.confusion_matrix(true, guesses)).all()
    columns = metrics.precision_recall_fscore_support(true, guesses)
    for row, precision, recall, f1, support in zip(
        figures_by_class(true, guesses, classes), *columns, strict=True
    ):
        assert (row.precision, row.recall, row.f1) == pytest.approx((precision, recall, f1))
        assert row.support == support


def test_the_positive_class_can_be_named() -> None:
    scores = score_classification([0, 0, 0, 1], [0, 0, 1, 1], 2, positive=0)
    assert scores["recall"] == pytest.approx(2 / 3)
    assert scores["precision"] == 1.0


def test_what_is_undefined_is_none_and_warns_of_nothing() -> None:
    nothing_found = score_classification([1, 1, 0], [0, 0, 0], 2)
    assert nothing_found == {
        "accuracy": pytest.approx(1 / 3),
        "precision": None,
        "recall": 0.0,
        "f1": 0.0,
    }
    no_positive = score_classification([0, 0], [0, 0], 2)
    assert no_positive == {"accuracy": 1.0, "precision": None, "recall": None, "f1": None}
    never_called = score_classification([0, 1, 2], [0, 1, 1], 3)
    assert never_called["precision"] is None
    assert never_called["recall"] == pytest.approx(2 / 3)


def test_a_class_that_does_not_occur_is_left_out_of_the_macro_mean() -> None:
    assert score_classification([0, 1, 0], [0, 1, 1], 6) == score_classification(
        [0, 1, 0], [0, 1, 1], 3
    )


def test_log_loss_agrees_with_scikit_learn() -> None:
    generator = np.random.default_rng(0)
    shares = generator.dirichlet(np.ones(4), 200)
    true = generator.integers(0, 4, 200)
    assert log_loss(true, shares) == pytest.approx(metrics.log_loss(true, shares), rel=1e-12)
    assert np.isfinite(log_loss([0], [[0.0, 1.0]]))


def test_bad_rows_end_in_one_sentence() -> None:
    with pytest.raises(DataError, match="no row"):
        score_classification([], [], 2)
    with pytest.raises(DataError, match=r"Row 2 has the label 5.*0 to 2"):
        score_classification([0, 1], [0, 5], 3)
    with pytest.raises(ShapeError, match="3 true values stand against 2"):
        score_classification([0, 1, 1], [0, 1], 2)

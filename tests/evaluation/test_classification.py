import numpy as np
import pytest
from sklearn import metrics
from sklearn.metrics import average_precision_score, classification_report, roc_auc_score

from plainnet.errors import DataError, ShapeError
from plainnet.evaluation.classification import (
    class_report,
    confusion_matrix,
    curves_by_class,
    figures_by_class,
    log_loss_by_row,
    precision_recall_curve,
    roc_curve,
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
    expected = metrics.log_loss(true, shares)
    assert log_loss_by_row(true, shares).mean() == pytest.approx(expected, rel=1e-12)
    assert np.isfinite(log_loss_by_row([0], [[0.0, 1.0]])).all()


def test_bad_rows_end_in_one_sentence() -> None:
    with pytest.raises(DataError, match="no row"):
        score_classification([], [], 2)
    with pytest.raises(DataError, match=r"Row 2 has the label 5.*0 to 2"):
        score_classification([0, 1], [0, 5], 3)
    with pytest.raises(ShapeError, match="3 true values stand against 2"):
        score_classification([0, 1, 1], [0, 1], 2)


@pytest.mark.parametrize("classes", [2, 5])
def test_agrees_with_scikit_learn_of_class_report(classes: int) -> None:
    generator = np.random.default_rng(classes)
    true = generator.choice(classes, 300, p=np.arange(1, classes + 1) / sum(range(classes + 1)))
    said = np.where(generator.random(300) < 0.7, true, generator.integers(0, classes, 300))
    expected = classification_report(true, said, output_dict=True)
    found = class_report(true, said, classes)
    assert found.accuracy == pytest.approx(expected["accuracy"])
    means = {"macro avg": found.macro, "weighted avg": found.weighted}
    rows = {str(row.label): row for row in found.classes}
    for name, row in (means | rows).items():
        figures = (row.precision, row.recall, row.f1, row.support)
        columns = ("precision", "recall", "f1-score", "support")
        assert figures == pytest.approx([expected[name][column] for column in columns])


def test_a_class_never_called_leaves_the_means_undefined_that_it_counts_in() -> None:
    found = class_report([0, 0, 1], [0, 0, 0], 3)
    assert found.macro.precision is None
    assert found.weighted.precision is None
    assert found.weighted.recall == pytest.approx(2 / 3)
    assert found.macro.recall == 0.5


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


def test_agrees_with_scikit_learn_of_one_against_rest() -> None:
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

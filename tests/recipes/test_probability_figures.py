import numpy as np
import pytest
from sklearn import metrics

from plainnet.files.model_card import ClassTarget
from plainnet.recipes.probability_figures import (
    ProbabilityFigures,
    positive_class,
    probability_figures,
    shares_of_classes,
)
from plainnet.recipes.run_figures import truth_of
from recipes.finished_runs import run_of_three_classes, run_of_two_classes


def figures(run) -> ProbabilityFigures:
    found = probability_figures(run, run.predictor.card.target)
    assert found is not None
    return found


def test_two_classes_agree_with_scikit_learn() -> None:
    run = run_of_two_classes()
    truth, said = truth_of(run), run.answer.probabilities[:, 1]
    found = figures(run)
    assert found.scores["brier"] == pytest.approx(metrics.brier_score_loss(truth, said))
    assert found.scores["log_loss"] == pytest.approx(metrics.log_loss(truth, said))
    assert found.scores["area"] == pytest.approx(metrics.roc_auc_score(truth, said))
    expected = metrics.average_precision_score(truth, said)
    assert found.scores["average_precision"] == pytest.approx(expected)
    assert found.simplest["average_precision"] == pytest.approx(truth.mean())
    share = run.prepared.train[1][:, 1].mean()
    expected = metrics.brier_score_loss(truth, np.full(120, share))
    assert found.simplest["brier"] == pytest.approx(expected)
    assert found.calibration.error <= found.error_by_chance


def test_many_classes_are_calibrated_by_the_class_that_is_said() -> None:
    run = run_of_three_classes()
    found = figures(run)
    assert "area" not in found.scores
    assert found.calibration.said.min() > 1 / 3
    assert found.calibration.error > found.error_by_chance  # all too sure, as made
    assert set(found.area_intervals) == {0, 1, 2}


def test_shares_are_those_of_the_training_rows() -> None:
    run = run_of_three_classes()
    counts = run.prepared.train[1].sum(axis=0)
    assert shares_of_classes(run, 3) == pytest.approx(counts / counts.sum())


def test_only_two_classes_have_a_positive_one() -> None:
    assert positive_class(ClassTarget(("a", "b"))) == 1
    assert positive_class(ClassTarget(("a", "b"), positive=0)) == 0
    assert positive_class(ClassTarget(("a", "b", "c"), positive=0)) is None

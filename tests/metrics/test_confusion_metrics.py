"""Outputs are counted on both sides of a threshold."""

from typing import Any

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.errors import SettingError
from plainnet.metrics.confusion_metrics import (
    F1Score,
    FalseNegatives,
    FalsePositives,
    FBetaScore,
    Precision,
    Recall,
    TrueNegatives,
    TruePositives,
)


def test_counts_are_weighted_and_every_output_is_a_question() -> None:
    targets = np.asarray([[1, 0], [1, 1], [0, 1]])
    outputs = np.asarray([[0.9, 0.8], [0.2, 0.7], [0.1, 0.5]])
    tally = Recall().tally(targets, outputs, [1.0, 2.0, 4.0])
    counts = {name: float(count) for name, count in tally.items()}
    assert counts == {
        "true_positives": 3.0,
        "false_positives": 1.0,
        "false_negatives": 6.0,
        "true_negatives": 4.0,
    }


@pytest.mark.parametrize("class_id", [0, 1])
def test_one_class_alone_against_keras(class_id: int) -> None:
    for kind in (Precision, Recall):
        assert_same(kind(class_id=class_id), draw_batches("one_hot"), class_id=class_id)


def test_a_list_of_one_threshold_is_that_threshold() -> None:
    assert Recall(thresholds=[0.2]) == Recall(0.2)  # type: ignore[arg-type]


def test_several_thresholds_are_refused() -> None:
    with pytest.raises(SettingError, match="Recall cannot be used with thresholds="):
        Recall(thresholds=[0.2, 0.5])  # type: ignore[arg-type]


KINDS: list[Any] = [FalseNegatives, FalsePositives, TrueNegatives, TruePositives]


@pytest.mark.parametrize("columns", [1, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_against_keras(kind: Any, columns: int) -> None:
    batches = draw_batches("one_hot", columns=columns)
    assert_same(kind(), batches)
    assert_same(kind(0.3), batches, thresholds=0.3)


def test_together_they_count_all() -> None:
    targets, outputs, weights = draw_batches("one_hot", columns=1)[0]
    counts = [kind().result(kind().tally(targets, outputs, weights)) for kind in KINDS]
    np.testing.assert_allclose(sum(counts), weights.sum())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras_of_precision(seed: int, columns: int) -> None:
    assert_same(Precision(), draw_batches("one_hot", columns=columns, seed=seed))


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert measured(Precision(), with_targets_as_rows(batches)) == measured(Precision(), batches)


@pytest.mark.parametrize("threshold", [0.2, 0.3])
def test_other_thresholds(threshold: float) -> None:
    batches = draw_batches("one_hot", columns=1)
    assert_same(Precision(threshold), batches, thresholds=threshold)


def test_nothing_called_positive_gives_zero() -> None:
    assert measured(Precision(), [(np.ones(2), np.zeros((2, 1)), np.ones(2))]) == 0.0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras_of_recall(seed: int, columns: int) -> None:
    assert_same(Recall(), draw_batches("one_hot", columns=columns, seed=seed))


def test_targets_without_their_last_axis_of_recall() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert measured(Recall(), with_targets_as_rows(batches)) == measured(Recall(), batches)


@pytest.mark.parametrize("threshold", [0.2, 0.3])
def test_other_thresholds_of_recall(threshold: float) -> None:
    batches = draw_batches("one_hot", columns=1)
    assert_same(Recall(threshold), batches, thresholds=threshold)


def test_nothing_positive_gives_zero() -> None:
    assert measured(Recall(), [(np.zeros(2), np.ones((2, 1)), np.ones(2))]) == 0.0


@pytest.mark.parametrize("average", ["micro", "macro", "weighted"])
@pytest.mark.parametrize("threshold", [None, 0.3])
def test_against_keras_of_f_score(average: Any, threshold: float | None) -> None:
    settings = {"average": average, "threshold": threshold}
    assert_same(F1Score(**settings), draw_batches("one_hot"), **settings)
    settings["beta"] = 2.0
    assert_same(FBetaScore(**settings), draw_batches("one_hot"), **settings)


def test_one_output_against_keras() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert_same(F1Score(threshold=0.25), batches, threshold=0.25, average="macro")


def test_several_figures_are_refused() -> None:
    with pytest.raises(
        SettingError, match='average=None here: a metric is a single number; choose "'
    ):
        F1Score().tally(np.eye(3), np.eye(3), np.ones(3))
    with pytest.raises(SettingError, match="F1Score cannot be used with average='mean'"):
        F1Score("mean")  # type: ignore[arg-type]

"""Outputs are counted on both sides of a threshold."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches
from plainnet.errors import SettingError
from plainnet.metrics.precision import Precision
from plainnet.metrics.recall import Recall


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

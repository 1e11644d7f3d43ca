"""BinaryAccuracy against Keras and by hand."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.metrics.binary_accuracy import BinaryAccuracy


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras(seed: int, columns: int) -> None:
    assert_same(BinaryAccuracy(), draw_batches("one_hot", columns=columns, seed=seed))


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert measured(BinaryAccuracy(), with_targets_as_rows(batches)) == measured(
        BinaryAccuracy(), batches
    )


@pytest.mark.parametrize("threshold", [0.2, 0.3])
def test_other_thresholds(threshold: float) -> None:
    batches = draw_batches("one_hot", columns=1)
    assert_same(BinaryAccuracy(threshold), batches, threshold=threshold)


def test_an_output_at_the_threshold_says_no() -> None:
    assert measured(BinaryAccuracy(), [(np.zeros(1), np.full((1, 1), 0.5), np.ones(1))]) == 1.0

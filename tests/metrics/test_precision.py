"""Precision against Keras and by hand."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.metrics.precision import Precision


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras(seed: int, columns: int) -> None:
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

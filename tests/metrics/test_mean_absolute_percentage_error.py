"""MeanAbsolutePercentageError against Keras and by hand."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.metrics.mean_absolute_percentage_error import MeanAbsolutePercentageError


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras(seed: int, columns: int) -> None:
    assert_same(MeanAbsolutePercentageError(), draw_batches("numbers", columns=columns, seed=seed))


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("numbers", columns=1)
    assert measured(MeanAbsolutePercentageError(), with_targets_as_rows(batches)) == measured(
        MeanAbsolutePercentageError(), batches
    )


def test_it_is_in_percent_and_a_target_of_zero_makes_it_huge() -> None:
    metric = MeanAbsolutePercentageError()
    assert measured(metric, [(np.full(1, -2.0), np.full((1, 1), -1.0), np.ones(1))]) == 50.0
    huge = measured(metric, [(np.zeros(1), np.ones((1, 1)), np.ones(1))])
    assert huge == pytest.approx(1e9)

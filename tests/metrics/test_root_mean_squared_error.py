"""RootMeanSquaredError against Keras and by hand."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.metrics.root_mean_squared_error import RootMeanSquaredError


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras(seed: int, columns: int) -> None:
    assert_same(RootMeanSquaredError(), draw_batches("numbers", columns=columns, seed=seed))


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("numbers", columns=1)
    assert measured(RootMeanSquaredError(), with_targets_as_rows(batches)) == measured(
        RootMeanSquaredError(), batches
    )


def test_the_root_is_taken_of_all_batches_together() -> None:
    batches = [(np.zeros(1), np.full((1, 1), error), np.ones(1)) for error in (1.0, 7.0)]
    assert measured(RootMeanSquaredError(), batches) == 5.0

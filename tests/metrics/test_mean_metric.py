"""A weighted mean is gathered as a sum and a weight."""

import numpy as np
import pytest

from plainnet.metrics.root_mean_squared_error import RootMeanSquaredError


def test_the_tally_holds_the_weighted_sum_and_the_weight() -> None:
    errors = np.asarray([[1.0, 3.0], [2.0, 2.0], [9.0, 9.0]])
    tally = RootMeanSquaredError().tally(np.zeros((3, 2)), errors, [1.0, 0.5, 0.0])
    assert float(tally["total"]) == pytest.approx(5.0 + 0.5 * 4.0)
    assert float(tally["count"]) == 1.5

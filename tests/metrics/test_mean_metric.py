"""A weighted mean is gathered as a sum and a weight."""

import jax.numpy as jnp
import numpy as np
import pytest

from plainnet.metrics.mean_metric import weighted_sums
from plainnet.metrics.root_mean_squared_error import RootMeanSquaredError


def test_the_tally_holds_the_weighted_sum_and_the_weight() -> None:
    errors = np.asarray([[1.0, 3.0], [2.0, 2.0], [9.0, 9.0]])
    tally = RootMeanSquaredError().tally(np.zeros((3, 2)), errors, [1.0, 0.5, 0.0])
    assert float(tally["total"]) == pytest.approx(5.0 + 0.5 * 4.0)
    assert float(tally["count"]) == 1.5


def test_times_may_have_weights_of_their_own() -> None:
    values = jnp.asarray([[1.0, 2, 3], [4, 5, 6]])
    of_times = jnp.asarray([[1.0, 1, 0], [0, 0, 2]])
    sums = weighted_sums(values, of_times)
    assert float(sums["total"] / sums["count"]) == pytest.approx((1 + 2 + 12) / 4)
    of_samples = weighted_sums(values, jnp.asarray([1.0, 3.0]))
    assert [float(of_samples[key]) for key in ("total", "count")] == [2 + 15, 4]
    narrower = weighted_sums(values.mean(1), of_times)
    assert float(narrower["count"]) == pytest.approx(4 / 3)

import numpy as np
import pytest

from plainnet.estimators.distinct_rows import WeightedRows
from plainnet.estimators.whole_batches import fill_batches


def rows_of(count):
    random = np.random.default_rng(count)
    weights = random.uniform(0.1, 2, count)
    return WeightedRows(np.arange(count)[:, None], np.zeros((count, 1)), weights / weights.mean())


@pytest.mark.parametrize("count", [1, 3, 15, 16, 17, 142, 143])
def test_every_row_counts_as_before(count):
    rows = rows_of(count)
    filled, batch = fill_batches(rows, 16)
    assert len(filled.weights) % batch == 0
    sums = np.bincount(filled.inputs[:, 0], filled.weights)
    np.testing.assert_allclose(sums / sums.sum(), rows.weights / rows.weights.sum())
    assert filled.weights.mean() == pytest.approx(1.0)


def test_folds_that_differ_by_a_row_get_one_shape():
    lengths = {len(fill_batches(rows_of(count), 16)[0].weights) for count in (142, 143)}
    assert lengths == {144}


def test_a_batch_larger_than_all_rows_does_not_multiply_them():
    filled, batch = fill_batches(rows_of(100), 100_000)
    assert batch == len(filled.weights) == 128

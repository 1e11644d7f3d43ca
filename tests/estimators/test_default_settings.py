import pytest

from plainnet.estimators.default_settings import batch_for, default_settings, falling_adamw
from plainnet.training.minibatches import count_steps


@pytest.mark.parametrize("task", ["classes", "number"])
def test_long_tables_get_fewer_epochs_and_larger_batches(task):
    short, long = default_settings(task, 100), default_settings(task, 1_000_000)
    assert short.epochs > long.epochs and short.batch < long.batch
    assert count_steps(1_000_000, long.batch) * long.epochs <= 30_000


def test_folds_that_differ_by_a_row_have_the_same_batches():
    for rows in (120, 143, 354, 455, 1437):
        assert batch_for(rows) == batch_for(rows - 1)


def test_the_rate_falls_to_zero():
    optimizer = falling_adamw(0.01, 0.1, 50)
    assert float(optimizer.rate_at(0)) == pytest.approx(0.01)
    assert float(optimizer.rate_at(50)) == pytest.approx(0.0)

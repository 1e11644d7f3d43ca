import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.estimators.distinct_rows import distinct_rows

random = np.random.default_rng(0)
INPUTS = random.integers(0, 3, size=(60, 3)).astype(float)
TARGETS = random.integers(0, 2, size=(60, 1)).astype(float)
WEIGHTS = random.integers(0, 4, size=60).astype(float)


def same(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("inputs", "targets", "weights")
    )


def test_a_weight_is_as_good_as_so_many_copies_in_any_order():
    weighted = distinct_rows(INPUTS, TARGETS, WEIGHTS)
    rows = random.permutation(np.repeat(np.arange(60), WEIGHTS.astype(int)))
    copied = distinct_rows(INPUTS[rows], TARGETS[rows], np.ones(len(rows)))
    assert same(weighted, copied)
    assert same(weighted, distinct_rows(INPUTS, TARGETS, 5 * WEIGHTS))


def test_rows_are_merged_only_where_inputs_and_targets_are_equal():
    rows = distinct_rows(INPUTS, TARGETS, np.ones(60))
    whole = np.hstack([rows.inputs, rows.targets])
    assert len(np.unique(whole, axis=0)) == len(whole)
    assert len(whole) == len(np.unique(np.hstack([INPUTS, TARGETS]), axis=0))
    assert rows.weights.mean() == pytest.approx(1.0)


def test_minus_zero_is_zero():
    assert len(distinct_rows(np.array([[0.0], [-0.0]]), np.zeros((2, 1)), np.ones(2)).weights) == 1


def test_nothing_to_learn_from_is_refused():
    with pytest.raises(SettingError, match="weight is zero"):
        distinct_rows(INPUTS, TARGETS, np.zeros(60))

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.estimators.training_rows import WeightedRows, distinct_rows, fill_batches, hold_out

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


ROWS = WeightedRows(np.arange(40.0)[:, None], np.repeat([0.0, 1.0], [30, 10])[:, None], np.ones(40))


def test_parts_share_no_row_and_keep_the_shares_of_classes():
    kept, held = hold_out(ROWS, 0.2, 0, stratify=True)
    together = np.concatenate([kept.inputs, held.inputs])[:, 0]
    assert sorted(together) == list(range(40))
    assert held.targets[:, 0].tolist().count(1.0) == 2 and len(held.weights) == 8


def test_a_class_of_one_row_cannot_be_stratified_but_held_out():
    rows = WeightedRows(ROWS.inputs[:31], ROWS.targets[:31], np.ones(31))
    kept, held = hold_out(rows, 0.2, 0, stratify=True)
    assert len(kept.weights) + len(held.weights) == 31


@pytest.mark.parametrize("fraction", [0.001, 0.999, 1.5])
def test_an_empty_part_is_refused(fraction):
    with pytest.raises(SettingError, match="validation_fraction"):
        hold_out(ROWS, fraction, 0, stratify=False)


def test_copies_of_inputs_with_other_targets_are_held_out_together():
    random = np.random.default_rng(0)
    inputs = np.tile(random.normal(size=(40, 3)), (3, 1))
    rows = WeightedRows(inputs, random.normal(size=(120, 1)), np.ones(120))
    kept, held = hold_out(rows, 0.25, 0, stratify=False)
    assert len(held.weights) == 30
    assert not set(kept.inputs[:, 0]) & set(held.inputs[:, 0])


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

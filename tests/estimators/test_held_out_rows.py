import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.estimators.distinct_rows import WeightedRows
from plainnet.estimators.held_out_rows import hold_out

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

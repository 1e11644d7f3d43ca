"""Data made ready for training."""

import weakref

from pipeline.prepared_by_hand import prepare_by_hand


def test_inputs_can_be_given_up_and_targets_stay():
    prepared = prepare_by_hand()
    inputs, targets = weakref.ref(prepared.train[0]), prepared.train[1]
    n_validation, n_test = len(prepared.validation[1]), len(prepared.test.inputs)
    prepared = prepared.without_inputs()
    assert inputs() is None
    assert prepared.train[1] is targets
    assert len(prepared.train[0]) == len(prepared.validation[0]) == 0
    assert len(prepared.validation[1]) == n_validation
    assert len(prepared.test.inputs) == n_test

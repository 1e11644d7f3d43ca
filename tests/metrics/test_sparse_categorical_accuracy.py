"""SparseCategoricalAccuracy against Keras and by hand."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured
from plainnet.errors import ShapeError
from plainnet.metrics.sparse_categorical_accuracy import SparseCategoricalAccuracy


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("in_a_column", [True, False])
def test_against_keras(seed: int, in_a_column: bool) -> None:
    batches = draw_batches("class_numbers", seed=seed)
    if in_a_column:
        batches = [(targets[:, None], *rest) for targets, *rest in batches]
    assert_same(SparseCategoricalAccuracy(), batches)


def test_sequences() -> None:
    random = np.random.default_rng(8)
    targets = random.integers(0, 4, (6, 5))
    outputs = random.uniform(size=(6, 5, 4)).astype(np.float32)
    assert_same(SparseCategoricalAccuracy(), [(targets, outputs, np.ones(6, np.float32))])


def test_one_hot_targets_are_refused() -> None:
    batch = (np.eye(3), np.eye(3), np.ones(3))
    with pytest.raises(ShapeError, match="use categorical_accuracy for one-hot targets"):
        measured(SparseCategoricalAccuracy(), [batch])

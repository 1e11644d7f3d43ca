"""CategoricalAccuracy against Keras and by hand."""

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured
from plainnet.metrics.categorical_accuracy import CategoricalAccuracy


@pytest.mark.parametrize("seed", range(3))
def test_against_keras(seed: int) -> None:
    assert_same(CategoricalAccuracy(), draw_batches("one_hot", seed=seed))


def test_sequences() -> None:
    random = np.random.default_rng(8)
    targets = np.eye(4)[random.integers(0, 4, (6, 5))]
    outputs = random.uniform(size=(6, 5, 4)).astype(np.float32)
    assert_same(CategoricalAccuracy(), [(targets, outputs, np.ones(6, np.float32))])


def test_by_hand() -> None:
    outputs = np.asarray([[0.6, 0.4], [0.6, 0.4], [0.1, 0.9]])
    batch = (np.asarray([[1, 0], [0, 1], [0, 1]]), outputs, np.asarray([1.0, 2.0, 1.0]))
    assert measured(CategoricalAccuracy(), [batch]) == 0.5

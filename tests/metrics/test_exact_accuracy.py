"""Accuracy against Keras."""

import numpy as np

from metrics.against_keras import assert_same
from plainnet.metrics.exact_accuracy import Accuracy


def test_against_keras() -> None:
    random = np.random.default_rng(0)
    batches = [
        (
            random.integers(0, 3, (rows, 1)).astype(np.float32),
            random.integers(0, 3, (rows, 1)).astype(np.float32),
            random.uniform(size=rows).astype(np.float32),
        )
        for rows in (7, 4)
    ]
    assert_same(Accuracy(), batches)

"""The four counts against Keras."""

from typing import Any

import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches
from plainnet.metrics.confusion_counts import (
    FalseNegatives,
    FalsePositives,
    TrueNegatives,
    TruePositives,
)

KINDS: list[Any] = [FalseNegatives, FalsePositives, TrueNegatives, TruePositives]


@pytest.mark.parametrize("columns", [1, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_against_keras(kind: Any, columns: int) -> None:
    batches = draw_batches("one_hot", columns=columns)
    assert_same(kind(), batches)
    assert_same(kind(0.3), batches, thresholds=0.3)


def test_together_they_count_all() -> None:
    targets, outputs, weights = draw_batches("one_hot", columns=1)[0]
    counts = [kind().result(kind().tally(targets, outputs, weights)) for kind in KINDS]
    np.testing.assert_allclose(sum(counts), weights.sum())

"""CosineSimilarity against Keras."""

import pytest

from metrics.against_keras import assert_same, draw_batches
from plainnet.metrics.cosine_likeness import CosineSimilarity


@pytest.mark.parametrize("seed", range(3))
def test_against_keras(seed: int) -> None:
    assert_same(CosineSimilarity(), draw_batches("numbers", seed=seed))

"""Top-k accuracy against Keras and by hand."""

import jax.numpy as jnp
import pytest

from metrics.against_keras import assert_same, draw_batches
from plainnet.metrics.top_k_accuracy import (
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
    is_in_top,
)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_against_keras(k: int) -> None:
    assert_same(TopKCategoricalAccuracy(k), draw_batches("one_hot"), k=k)
    assert_same(SparseTopKCategoricalAccuracy(k), draw_batches("class_numbers"), k=k)


def test_equal_outputs_are_all_as_good() -> None:
    outputs = jnp.asarray([[0.2, 0.2, 0.6]] * 3)
    assert is_in_top(jnp.asarray([0, 1, 2]), outputs, 2).tolist() == [1, 1, 1]
    assert is_in_top(jnp.asarray([0, 1, 2]), outputs, 1).tolist() == [0, 0, 1]

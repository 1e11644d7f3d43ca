"""Accuracy against Keras."""

import jax.numpy as jnp
import numpy as np
import pytest

from metrics.against_keras import assert_same, draw_batches, measured, with_targets_as_rows
from plainnet.errors import ShapeError
from plainnet.metrics.accuracy_metrics import (
    Accuracy,
    BinaryAccuracy,
    CategoricalAccuracy,
    SparseCategoricalAccuracy,
    SparseTopKCategoricalAccuracy,
    TopKCategoricalAccuracy,
    is_in_top,
)


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


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("columns", [1, 4])
def test_against_keras_of_binary_accuracy(seed: int, columns: int) -> None:
    assert_same(BinaryAccuracy(), draw_batches("one_hot", columns=columns, seed=seed))


def test_targets_without_their_last_axis() -> None:
    batches = draw_batches("one_hot", columns=1)
    assert measured(BinaryAccuracy(), with_targets_as_rows(batches)) == measured(
        BinaryAccuracy(), batches
    )


@pytest.mark.parametrize("threshold", [0.2, 0.3])
def test_other_thresholds(threshold: float) -> None:
    batches = draw_batches("one_hot", columns=1)
    assert_same(BinaryAccuracy(threshold), batches, threshold=threshold)


def test_an_output_at_the_threshold_says_no() -> None:
    assert measured(BinaryAccuracy(), [(np.zeros(1), np.full((1, 1), 0.5), np.ones(1))]) == 1.0


@pytest.mark.parametrize("seed", range(3))
def test_against_keras_of_categorical_accuracy(seed: int) -> None:
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


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("in_a_column", [True, False])
def test_against_keras_of_sparse_categorical_accuracy(seed: int, in_a_column: bool) -> None:
    batches = draw_batches("class_numbers", seed=seed)
    if in_a_column:
        batches = [(targets[:, None], *rest) for targets, *rest in batches]
    assert_same(SparseCategoricalAccuracy(), batches)


def test_sequences_of_sparse_categorical_accuracy() -> None:
    random = np.random.default_rng(8)
    targets = random.integers(0, 4, (6, 5))
    outputs = random.uniform(size=(6, 5, 4)).astype(np.float32)
    assert_same(SparseCategoricalAccuracy(), [(targets, outputs, np.ones(6, np.float32))])


def test_one_hot_targets_are_refused() -> None:
    batch = (np.eye(3), np.eye(3), np.ones(3))
    with pytest.raises(ShapeError, match="use categorical_accuracy for one-hot targets"):
        measured(SparseCategoricalAccuracy(), [batch])


@pytest.mark.parametrize("k", [1, 2, 3])
def test_against_keras_of_top_k_accuracy(k: int) -> None:
    assert_same(TopKCategoricalAccuracy(k), draw_batches("one_hot"), k=k)
    assert_same(SparseTopKCategoricalAccuracy(k), draw_batches("class_numbers"), k=k)


def test_equal_outputs_are_all_as_good() -> None:
    outputs = jnp.asarray([[0.2, 0.2, 0.6]] * 3)
    assert is_in_top(jnp.asarray([0, 1, 2]), outputs, 2).tolist() == [1, 1, 1]
    assert is_in_top(jnp.asarray([0, 1, 2]), outputs, 1).tolist() == [0, 0, 1]

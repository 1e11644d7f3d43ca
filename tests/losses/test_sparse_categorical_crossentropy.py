"""SparseCategoricalCrossentropy against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS, assert_same, targets_and_outputs
from plainnet.errors import ShapeError
from plainnet.losses.sparse_categorical_crossentropy import SparseCategoricalCrossentropy


@pytest.mark.parametrize("settings", [{}, {"from_logits": True}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("SparseCategoricalCrossentropy", settings)


def test_logits_that_would_overflow_an_exponential() -> None:
    loss = SparseCategoricalCrossentropy(from_logits=True)
    targets, logits = targets_and_outputs(loss)
    assert np.isfinite(loss.apply(targets, logits * 1e4)).all()
    assert_same("SparseCategoricalCrossentropy", {"from_logits": True}, targets, logits * 1e4)


@pytest.mark.parametrize("y_shape", [(3,), (3, 1)])
def test_class_numbers_stand_in_a_row_or_a_column(y_shape: tuple[int, ...]) -> None:
    outputs = np.asarray([[0.5, 0.5], [0.2, 0.8], [0.2, 0.8]], np.float32)
    losses = SparseCategoricalCrossentropy().apply(np.asarray([0, 1, 0]).reshape(y_shape), outputs)
    np.testing.assert_allclose(losses, -np.log([0.5, 0.8, 0.2]), rtol=1e-6)


def test_one_hot_targets_are_refused_with_the_loss_that_takes_them() -> None:
    with pytest.raises(ShapeError, match="use categorical_crossentropy for one-hot"):
        SparseCategoricalCrossentropy().apply(np.eye(3), np.eye(3))

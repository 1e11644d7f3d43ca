"""CategoricalCrossentropy against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS, assert_same, targets_and_outputs
from plainnet.errors import SettingError, ShapeError
from plainnet.losses.categorical_crossentropy import CategoricalCrossentropy


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"label_smoothing": 0.2},
        {"from_logits": True},
        {"from_logits": True, "label_smoothing": 0.2},
    ],
    ids=str,
)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("CategoricalCrossentropy", settings)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_logits_that_would_overflow_an_exponential(smoothing: float) -> None:
    settings = {"from_logits": True, "label_smoothing": smoothing}
    loss = CategoricalCrossentropy(**settings)
    targets, logits = targets_and_outputs(loss)
    assert np.isfinite(loss.apply(targets, logits * 1e4)).all()
    assert_same("CategoricalCrossentropy", settings, targets, logits * 1e4)


@pytest.mark.parametrize("smoothing", [-0.1, 1.5])
def test_label_smoothing_outside_0_to_1_is_refused(smoothing: float) -> None:
    with pytest.raises(SettingError, match=f"crossentropy got label_smoothing={smoothing}"):
        CategoricalCrossentropy(label_smoothing=smoothing)


@pytest.mark.parametrize("y_shape", [(3,), (3, 1)])
def test_class_numbers_are_refused_with_the_loss_that_takes_them(y_shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match="use sparse_categorical_crossentropy"):
        CategoricalCrossentropy().apply(np.zeros(y_shape), np.full((3, 4), 0.25))

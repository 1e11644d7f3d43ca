"""BinaryCrossentropy against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS, assert_same, targets_and_outputs
from plainnet.errors import SettingError
from plainnet.losses.binary_crossentropy import BinaryCrossentropy


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
    proof("BinaryCrossentropy", settings)


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((5,), (5, 1)), ((5, 1), (5, 1)), ((5, 1), (5,)), ((5,), (5,))]
)
def test_a_last_axis_of_one_may_be_missing(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true = np.asarray([0.0, 1.0, 1.0, 0.0, 1.0], np.float32)
    y_pred = np.linspace(0.1, 0.9, 5, dtype=np.float32)
    losses = BinaryCrossentropy().apply(y_true.reshape(y_shape), y_pred.reshape(output_shape))
    np.testing.assert_allclose(losses, -np.log(np.where(y_true, y_pred, 1 - y_pred)), rtol=1e-6)


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_logits_that_would_overflow_an_exponential(smoothing: float) -> None:
    settings = {"from_logits": True, "label_smoothing": smoothing}
    loss = BinaryCrossentropy(**settings)
    targets, logits = targets_and_outputs(loss)
    assert np.isfinite(loss.apply(targets, logits * 1e4)).all()
    assert_same("BinaryCrossentropy", settings, targets, logits * 1e4)


@pytest.mark.parametrize("smoothing", [-0.1, 1.5])
def test_label_smoothing_outside_0_to_1_is_refused(smoothing: float) -> None:
    with pytest.raises(SettingError, match=f"crossentropy got label_smoothing={smoothing}"):
        BinaryCrossentropy(label_smoothing=smoothing)


def test_behind_a_softmax_it_is_the_mean_over_the_classes() -> None:
    losses = BinaryCrossentropy().apply([[1.0, 0.0, 0.0]], [[0.7, 0.1, 0.2]])
    by_hand = -(np.log(0.7) + np.log(0.9) + np.log(0.8)) / 3
    assert losses.tolist() == pytest.approx([by_hand], rel=1e-6)

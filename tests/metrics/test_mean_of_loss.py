"""Losses as metrics against Keras' metrics of the same names."""

from typing import Any

import keras
import pytest

from metrics.against_keras import draw_batches, measured, measured_by_keras
from plainnet.losses.catalogue import LOSSES
from plainnet.metrics.mean_of_loss import MeanOfLoss

SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("MeanSquaredError", {}),
    ("MeanAbsoluteError", {}),
    ("BinaryCrossentropy", {}),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}),
    ("CategoricalCrossentropy", {}),
    ("CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}),
    ("SparseCategoricalCrossentropy", {}),
    ("SparseCategoricalCrossentropy", {"from_logits": True}),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_against_keras(name: str, settings: dict[str, Any], seed: int) -> None:
    loss = LOSSES[name](**settings)
    kind = "one_hot" if name == "BinaryCrossentropy" else loss.target_kind
    batches = draw_batches(kind, seed=seed)
    expected = measured_by_keras(getattr(keras.metrics, name)(**settings), batches)
    assert measured(MeanOfLoss(loss, name="mine"), batches) == pytest.approx(expected)


def test_no_loss_is_left_untried() -> None:
    assert {name for name, _ in SETTINGS} == {loss.__name__ for loss in LOSSES.values()}

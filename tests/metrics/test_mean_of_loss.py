"""Losses as metrics against Keras' metrics of the same names."""

from typing import Any

import keras
import pytest

from metrics.against_keras import draw_batches, measured, measured_by_keras
from plainnet.losses.catalogue import LOSSES
from plainnet.metrics.catalogue import KERAS_METRICS, WRAPPED
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
    *((name, {}) for name in (
        "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "LogCosh", "Hinge",
        "SquaredHinge", "CategoricalHinge", "KLDivergence", "Poisson", "CosineSimilarity",
        "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy",
    )),
    ("Huber", {"delta": 0.5}),
]  # fmt: skip


def keras_metric(name: str, settings: dict[str, Any]) -> Any:
    """Make Keras' metric, or wrap its loss where it has none."""
    if name in WRAPPED:
        return keras.metrics.MeanMetricWrapper(getattr(keras.losses, WRAPPED[name]), **settings)
    return getattr(keras.metrics, KERAS_METRICS.get(name, name))(**settings)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("name", "settings"), SETTINGS)
def test_against_keras(name: str, settings: dict[str, Any], seed: int) -> None:
    loss = LOSSES[name](**settings)
    is_one_hot = name.startswith(("Binary", "CategoricalF", "CategoricalH", "KL"))
    kind = "one_hot" if is_one_hot else loss.target_kind
    batches = draw_batches(kind, seed=seed)
    expected = measured_by_keras(keras_metric(name, settings), batches)
    assert measured(MeanOfLoss(loss, name="mine"), batches) == pytest.approx(expected)


def test_no_loss_is_left_untried() -> None:
    assert {name for name, _ in SETTINGS} == {loss.__name__ for loss in LOSSES.values()}

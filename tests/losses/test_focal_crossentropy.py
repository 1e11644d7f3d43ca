"""Focal cross-entropies against Keras."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.errors import SettingError
from plainnet.losses.binary_crossentropy import BinaryCrossentropy
from plainnet.losses.focal_crossentropy import (
    BinaryFocalCrossentropy,
    CategoricalFocalCrossentropy,
)

SHARED: list[dict[str, Any]] = [
    {},
    {"gamma": 1.0, "label_smoothing": 0.2},
    {"alpha": 0.6, "from_logits": True},
]


@pytest.mark.parametrize("settings", [*SHARED, {"apply_class_balancing": True}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_binary_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("BinaryFocalCrossentropy", settings)


@pytest.mark.parametrize("settings", SHARED, ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_categorical_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("CategoricalFocalCrossentropy", settings)


def test_without_focus_it_is_the_crossentropy() -> None:
    targets, outputs = np.asarray([1.0, 0.0]), np.asarray([[0.3], [0.4]])
    plain = BinaryCrossentropy().apply(targets, outputs)
    np.testing.assert_allclose(BinaryFocalCrossentropy(gamma=0).apply(targets, outputs), plain)


@pytest.mark.parametrize("kind", [BinaryFocalCrossentropy, CategoricalFocalCrossentropy])
def test_label_smoothing_outside_0_to_1_is_refused(kind: Any) -> None:
    with pytest.raises(SettingError, match="crossentropy got label_smoothing=2"):
        kind(label_smoothing=2)

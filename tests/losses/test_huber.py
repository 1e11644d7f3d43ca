"""Huber against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.huber import Huber


@pytest.mark.parametrize("settings", [{}, {"delta": 0.3}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("Huber", settings)


def test_square_up_to_delta_and_straight_from_there() -> None:
    losses = Huber(delta=2.0).apply(np.zeros((3, 1)), [[1.0], [2.0], [-4.0]])
    np.testing.assert_allclose(losses, [0.5, 2.0, 6.0])

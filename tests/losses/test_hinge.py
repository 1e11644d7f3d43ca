"""Hinge against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.hinge import Hinge


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("Hinge", settings)


def test_labels_of_0_and_1_count_as_signs() -> None:
    outputs = [[0.5], [-3.0], [0.5]]
    losses = Hinge().apply([[1.0], [0.0], [0.0]], outputs)
    np.testing.assert_allclose(losses, [0.5**1, 0.0, 1.5**1])
    np.testing.assert_allclose(losses, Hinge().apply([[1.0], [-1.0], [-1.0]], outputs))

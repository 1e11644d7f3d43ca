"""CategoricalHinge against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.categorical_hinge import CategoricalHinge


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("CategoricalHinge", settings)


def test_the_true_class_has_to_lead_by_one() -> None:
    losses = CategoricalHinge().apply([[0, 1, 0]] * 2, [[0.5, 2.0, 0.1], [0.5, 0.75, 0.1]])
    np.testing.assert_allclose(losses, [0.0, 0.75])

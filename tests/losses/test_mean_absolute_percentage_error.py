"""MeanAbsolutePercentageError against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.mean_absolute_percentage_error import MeanAbsolutePercentageError


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("MeanAbsolutePercentageError", settings)


def test_it_is_in_percent_and_a_target_of_zero_makes_it_huge() -> None:
    loss = MeanAbsolutePercentageError()
    assert loss.apply([[-2.0]], [[-1.0]]).tolist() == [50.0]
    np.testing.assert_allclose(loss.apply([[0.0]], [[1.0]]), [1e9], rtol=1e-6)

"""MeanSquaredLogarithmicError against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.mean_squared_logarithmic_error import MeanSquaredLogarithmicError


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("MeanSquaredLogarithmicError", settings)


def test_errors_count_as_ratios() -> None:
    loss = MeanSquaredLogarithmicError()
    losses = loss.apply([[1.0], [99.0], [-5.0]], [[3.0], [199.0], [-9.0]])
    np.testing.assert_allclose(losses, [np.log(2) ** 2] * 2 + [0], rtol=1e-5)

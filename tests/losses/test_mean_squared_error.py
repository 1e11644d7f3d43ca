"""MeanSquaredError against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.mean_squared_error import MeanSquaredError


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("MeanSquaredError", settings)


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((5,), (5, 1)), ((5, 1), (5, 1)), ((5, 1), (5,)), ((5,), (5,))]
)
def test_a_last_axis_of_one_may_be_missing(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true = np.asarray([0.0, 1.0, 1.0, 0.0, 1.0], np.float32)
    y_pred = np.linspace(0.1, 0.9, 5, dtype=np.float32)
    losses = MeanSquaredError().apply(y_true.reshape(y_shape), y_pred.reshape(output_shape))
    np.testing.assert_allclose(losses, (y_true - y_pred) ** 2, rtol=1e-6)

"""LogCosh against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.log_cosh import LogCosh


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("LogCosh", settings)


def test_large_errors_do_not_overflow() -> None:
    losses = LogCosh().apply(np.zeros((3, 1)), [[0.5], [1e4], [-1e4]])
    expected = [np.log(np.cosh(0.5)), 1e4 - np.log(2), 1e4 - np.log(2)]
    np.testing.assert_allclose(losses, expected, rtol=1e-6)

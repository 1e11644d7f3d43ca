"""Poisson against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.poisson import Poisson


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("Poisson", settings)


def test_the_best_rate_is_the_count() -> None:
    losses = Poisson().apply([[3.0]] * 3, [[2.5], [3.0], [3.5]])
    assert losses[1] < min(losses[0], losses[2])
    np.testing.assert_allclose(losses[1], 3 - 3 * np.log(3), rtol=1e-6)

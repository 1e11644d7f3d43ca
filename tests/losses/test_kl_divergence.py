"""KLDivergence against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.kl_divergence import KLDivergence


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("KLDivergence", settings)


def test_distributions_that_are_alike_cost_nothing() -> None:
    losses = KLDivergence().apply([[0.5, 0.5], [1.0, 0.0]], [[0.5, 0.5], [0.25, 0.75]])
    np.testing.assert_allclose(losses, [0.0, np.log(4)], atol=3e-6)

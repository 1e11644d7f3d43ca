"""CosineSimilarity against Keras and by hand."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from losses.against_keras import PROOFS
from plainnet.losses.cosine_similarity import CosineSimilarity, cosine


@pytest.mark.parametrize("settings", [{}], ids=str)
@pytest.mark.parametrize("proof", PROOFS)
def test_against_keras(proof: Callable[..., None], settings: dict[str, Any]) -> None:
    proof("CosineSimilarity", settings)


def test_alike_across_and_opposite() -> None:
    losses = CosineSimilarity().apply([[0.0, 2.0]] * 4, [[0, 5], [3, 0], [0, -1], [0, 0]])
    np.testing.assert_allclose(losses, [-1, 0, 1, 0], atol=1e-6)


def test_the_cosine_is_that_of_the_angle() -> None:
    angle = cosine(jnp.asarray([1.0, 0.0]), jnp.asarray([1.0, 1.0]))
    np.testing.assert_allclose(angle, 0.5**0.5, rtol=1e-6)

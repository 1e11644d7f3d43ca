"""Clipped gradients against Keras and by hand."""

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from optimizers.against_keras import assert_same_weights
from plainnet.optimizers.catalogue import OPTIMIZERS
from plainnet.optimizers.gradient_clipping import clip_global_norm, clip_norms, clip_values

CLIPPINGS: list[dict[str, Any]] = [
    {"clipnorm": 0.05},
    {"clipnorm": 0.0},
    {"global_clipnorm": 0.05},
    {"clipvalue": 0.02},
]
each_clipping = pytest.mark.parametrize("clipping", CLIPPINGS, ids=str)


@each_clipping
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_against_keras(name: str, clipping: dict[str, Any]) -> None:
    assert_same_weights(name, {"learning_rate": 0.05, **clipping})


@each_clipping
def test_gradients_of_zero_stay_zero(clipping: dict[str, Any]) -> None:
    assert_same_weights("SGD", clipping, size=0.0)


def test_each_gradient_or_all_together() -> None:
    gradients = {"kernel": jnp.asarray([6.0, 8.0]), "bias": jnp.asarray([0.0])}
    together = {"kernel": jnp.asarray([0.0, 3.0]), "bias": jnp.asarray([4.0])}
    np.testing.assert_allclose(clip_norms(gradients, 1.0)["kernel"], [0.6, 0.8], rtol=1e-6)
    np.testing.assert_allclose(clip_norms(together, 5.0)["bias"], [4.0], rtol=1e-6)
    np.testing.assert_allclose(clip_global_norm(together, 1.0)["bias"], [0.8], rtol=1e-6)
    np.testing.assert_allclose(clip_global_norm(together, 9.0)["bias"], [4.0], rtol=1e-6)
    np.testing.assert_allclose(clip_values(gradients, 7.0)["kernel"], [6.0, 7.0])


def test_an_exploded_gradient_is_not_hidden() -> None:
    assert np.isnan(clip_global_norm(jnp.asarray([jnp.inf, 1.0]), 1.0)).all()

"""Weight decay against Keras and by hand."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from optimizers.against_keras import assert_same_weights, draw, updated, updated_by_keras
from plainnet.optimizers.adamw import AdamW
from plainnet.optimizers.catalogue import OPTIMIZERS
from plainnet.optimizers.weight_decay import decay_steps


@pytest.mark.parametrize("settings", [{}, {"clipnorm": 0.05}, {"clipvalue": 0.02}], ids=str)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_against_keras(name: str, settings: dict[str, Any]) -> None:
    assert_same_weights(name, {"learning_rate": 0.05, "weight_decay": 0.3, **settings})


def test_excluded_weights_do_not_decay() -> None:
    weights, gradients = draw(0.1)
    reference = keras.optimizers.AdamW(0.1, weight_decay=0.5)
    reference.exclude_from_weight_decay(var_names=["bias", "gamma"])
    theirs = updated_by_keras(reference, weights, gradients)
    excluding = AdamW(0.1, weight_decay=0.5, exclude_from_weight_decay=("bias", "gamma"))
    ours, _ = updated(excluding, {"dense": weights}, [{"dense": each} for each in gradients])
    for key, expected in theirs.items():
        np.testing.assert_allclose(ours["dense"][key], expected, rtol=1e-5, atol=1e-6)


def test_a_name_is_the_weights_own_and_not_its_layers() -> None:
    weights = {"bias_net": {"kernel": jnp.asarray(2.0), "recurrent_bias": jnp.asarray(2.0)}}
    steps = decay_steps(
        weights, weight_decay=0.5, learning_rate=jnp.asarray(0.1), excluded=["bias"]
    )
    assert float(steps["bias_net"]["kernel"]) == pytest.approx(-0.1)
    assert float(steps["bias_net"]["recurrent_bias"]) == 0.0

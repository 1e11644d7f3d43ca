"""Noise: nothing outside training, and the moments it promises in training."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_same
from plainnet.errors import SettingError
from plainnet.layers.layer import Layer
from plainnet.layers.noise import (
    ActivityRegularization,
    AlphaDropout,
    GaussianDropout,
    GaussianNoise,
)

LAYERS: list[Layer] = [GaussianNoise(0.4), GaussianDropout(0.3), AlphaDropout(0.3)]
each_layer = pytest.mark.parametrize("layer", LAYERS, ids=str)


@each_layer
def test_nothing_happens_when_not_training_as_in_keras(layer: Layer) -> None:
    assert_same(layer, (5,))


def noisy(layer: Layer, inputs: jax.Array, seed: int = 0) -> np.ndarray:
    """Apply a layer in training."""
    return np.asarray(layer.apply({}, inputs, training=True, key=jax.random.key(seed)))


@each_layer
def test_the_key_decides(layer: Layer) -> None:
    inputs = jnp.ones((20, 30))
    assert (noisy(layer, inputs) == noisy(layer, inputs)).all()
    assert (noisy(layer, inputs) != noisy(layer, inputs, 1)).any()


def test_added_and_multiplied_noise_have_the_right_size() -> None:
    inputs = jnp.full((400, 500), 2.0)
    added, multiplied = noisy(GaussianNoise(0.5), inputs), noisy(GaussianDropout(0.2), inputs)
    assert float(added.mean()) == pytest.approx(2, abs=0.01)
    assert float(added.std()) == pytest.approx(0.5, abs=0.01)
    assert float(multiplied.mean()) == pytest.approx(2, abs=0.01)
    assert float(multiplied.std()) == pytest.approx(2 * (0.2 / 0.8) ** 0.5, abs=0.01)


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_alpha_dropout_keeps_mean_and_variance(rate: float) -> None:
    inputs = jnp.asarray(np.random.default_rng(0).normal(size=(600, 500)), jnp.float32)
    outputs = noisy(AlphaDropout(rate), inputs)
    assert float(outputs.mean()) == pytest.approx(0, abs=0.01)
    assert float(outputs.std()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("layer", [GaussianNoise(0), GaussianDropout(0), AlphaDropout(0)], ids=str)
def test_no_noise_changes_nothing(layer: Layer) -> None:
    assert (layer.apply({}, jnp.ones((2, 3)), training=True) == 1).all()


@each_layer
def test_training_without_a_key_is_refused(layer: Layer) -> None:
    with pytest.raises(SettingError, match=f"{type(layer).__name__} needs a random key"):
        layer.apply({}, jnp.ones((2, 3)), training=True)


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(SettingError, match="stddev must be a number of at least 0"):
        GaussianNoise(-1)
    for kind in (GaussianDropout, AlphaDropout):
        with pytest.raises(SettingError, match=f"{kind.__name__}: the rate must lie between"):
            kind(1.0)


def test_inputs_pass_unchanged_as_in_keras() -> None:
    assert_same(ActivityRegularization(0.1, 0.2), (3,))


def test_the_price_against_keras() -> None:
    inputs = np.random.default_rng(0).normal(size=(4, 3)).astype(np.float32)
    reference = keras.layers.ActivityRegularization(0.1, 0.2)
    reference(inputs)
    price = ActivityRegularization(0.1, 0.2).activity_regularizer.penalty(jnp.asarray(inputs))
    assert_close(price / len(inputs), reference.losses[0])

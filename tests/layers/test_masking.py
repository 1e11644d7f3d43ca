"""Masking against Keras."""

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.layers.masking import Masking


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_against_keras(value: float) -> None:
    random = np.random.default_rng(2)
    inputs = jnp.asarray(random.integers(-1, 2, size=(4, 6, 2)), jnp.float32)
    layer, twin = Masking(value), keras.layers.Masking(value)
    np.testing.assert_array_equal(layer.apply({}, inputs), twin(inputs))
    mask = layer.mask_after(inputs, None)
    np.testing.assert_array_equal(mask, twin.compute_mask(inputs))
    assert mask is not None
    assert 0 < int(mask.sum()) < mask.size

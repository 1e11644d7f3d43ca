"""A price on outputs against Keras."""

import jax.numpy as jnp
import keras
import numpy as np

from layers.against_keras import assert_close, assert_same
from plainnet.layers.activity_regularization import ActivityRegularization


def test_inputs_pass_unchanged_as_in_keras() -> None:
    assert_same(ActivityRegularization(0.1, 0.2), (3,))


def test_the_price_against_keras() -> None:
    inputs = np.random.default_rng(0).normal(size=(4, 3)).astype(np.float32)
    reference = keras.layers.ActivityRegularization(0.1, 0.2)
    reference(inputs)
    price = ActivityRegularization(0.1, 0.2).activity_regularizer.price(jnp.asarray(inputs))
    assert_close(price / len(inputs), reference.losses[0])

"""Convolution and pooling as functions, against Keras; traced, symbolic and for gradients."""

import jax
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet.errors import PlainnetError
from plainnet.keras_names.arrays import window_functions

keras = pytest.importorskip("keras")
MAPS = np.random.default_rng(0).normal(size=(2, 7, 6, 3)).astype(np.float32)
KERNEL = np.random.default_rng(1).normal(size=(3, 2, 3, 4)).astype(np.float32)


@pytest.mark.parametrize("padding", ["VALID", "same"])
@pytest.mark.parametrize(
    ("ksize", "strides"), [((2, 2), None), ([1, 3, 2, 1], [1, 2, 1, 1]), ((2, 2), (1, 2))]
)
@pytest.mark.parametrize("theirs", ["max_pool", "average_pool"])
def test_pooling_equals_that_of_keras(theirs, ksize, strides, padding):
    function = window_functions.max_pool if theirs == "max_pool" else window_functions.avg_pool
    lengths = ksize if len(ksize) == 2 else tuple(ksize[1:3])
    steps = lengths if strides is None else strides if len(strides) == 2 else tuple(strides[1:3])
    expected = getattr(keras.ops, theirs)(MAPS, lengths, steps, padding.lower())
    np.testing.assert_allclose(function(MAPS, ksize, strides, padding), expected, rtol=1e-5)
    traced = jax.jit(lambda x: function(x, ksize, strides, padding))(MAPS)
    np.testing.assert_allclose(traced, expected, rtol=1e-5)


@pytest.mark.parametrize(
    "settings", [{"strides": [1, 2, 1, 1]}, {"padding": "SAME", "dilations": 2}]
)
def test_convolution_equals_that_of_keras(settings):
    found = window_functions.conv(MAPS, KERNEL, **settings)
    steps = tuple(settings.get("strides", (1, 1, 1, 1))[1:3])
    padding, rate = settings.get("padding", "valid").lower(), settings.get("dilations", 1)
    expected = keras.ops.conv(MAPS, KERNEL, steps, padding, dilation_rate=rate)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)
    with pytest.raises(PlainnetError):
        window_functions.conv(MAPS, KERNEL, data_format="NCHW")


def test_they_work_in_own_models_and_under_a_tape():
    got = run(
        """
        import tensorflow as tf
        from keras import backend as K
        class Own(tf.keras.Model):
            def call(self, x):
                return tf.nn.max_pool(x, 2, 2, "SAME")
        seen = Own()(MAPS)
        weight = tf.Variable(KERNEL)
        with tf.GradientTape() as tape:
            loss = tf.nn.l2_loss(K.conv2d(MAPS, weight)) + tf.nn.l2_loss(weight)
        slope = tape.gradient(loss, weight)
        """,
        MAPS=MAPS,
        KERNEL=KERNEL,
    )
    expected = keras.ops.max_pool(MAPS, 2, 2, "same")
    np.testing.assert_allclose(got["seen"], expected, rtol=1e-5)
    step = np.zeros_like(KERNEL)
    step[0, 1, 2, 3] = 1e-2

    def loss(kernel):
        return float((keras.ops.conv(MAPS, kernel) ** 2).sum() / 2 + (kernel**2).sum() / 2)

    slope = (loss(KERNEL + step) - loss(KERNEL - step)) / 2e-2
    assert float(got["slope"][0, 1, 2, 3]) == pytest.approx(slope, rel=1e-2)

"""Arithmetic, slices and functions of symbolic tensors become layers."""

import numpy as np
import pytest

from keras_names.opened_door import opened_door
from plainnet import keras
from plainnet.errors import PlainnetError

x = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)


def computed(rule):
    start = keras.Input((4,))
    return np.asarray(keras.Model(start, rule(start)).predict(x, verbose=0))


@pytest.mark.parametrize(
    "rule",
    [
        lambda t: t + t * 2.0 - t / 4.0,
        lambda t: 1.0 - t,
        lambda t: -t + 3,
        lambda t: t * t,
        lambda t: t / (t * t + 1.0),
        lambda t: abs(t) ** 2,
        lambda t: t[:, 1:3],
        lambda t: t * np.arange(4.0, dtype=np.float32),
    ],
)
def test_arithmetic_is_that_of_arrays(rule) -> None:
    assert np.allclose(computed(rule), rule(x), atol=1e-6)


def test_functions_of_arrays_take_symbolic_tensors() -> None:
    with opened_door():
        import tensorflow as tf
        from keras import backend

        def rule(t):
            joined = backend.concatenate([t, tf.nn.relu(t)])
            return tf.reduce_sum(backend.square(joined), axis=-1, keepdims=True)

        expected = (x**2).sum(-1) + (np.maximum(x, 0) ** 2).sum(-1)
        assert np.allclose(computed(rule)[:, 0], expected, atol=1e-5)


def test_rows_cannot_be_taken_apart() -> None:
    start = keras.Input((4,))
    for wrong in (lambda: start[0], lambda: list(start), lambda: np.asarray(start)):
        with pytest.raises(PlainnetError):
            wrong()


def test_a_function_must_keep_the_rows() -> None:
    with pytest.raises(PlainnetError, match="each row"):
        keras.layers.Lambda(lambda t: t.sum(0))(keras.Input((4,)))

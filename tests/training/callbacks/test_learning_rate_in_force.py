"""The learning rate in force is the float32 that Keras holds."""

import keras

from plainnet.training.callbacks.learning_rate_in_force import learning_rate_of
from plainnet.training.callbacks.model_view import ModelView
from training.callbacks.keras_twins import twins


def test_a_float32() -> None:
    ours, theirs = twins()
    expected = float(keras.ops.convert_to_numpy(theirs.optimizer.learning_rate))
    assert learning_rate_of(ModelView(ours)) == expected != 0.3

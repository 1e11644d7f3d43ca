"""A `train_step` of the script's own is called for each batch, as in Keras' guides."""

import keras as real
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet.errors import PlainnetError

X = np.random.default_rng(0).normal(size=(40, 3))
Y = X[:, :1] * 2 - X[:, 1:2]
KEEPER = """
    import tensorflow as tf
    from tensorflow import keras

    class Keeper(keras.Model):
        def __init__(self, inner):
            super().__init__()
            self.inner = inner
            self.loss_tracker = keras.metrics.Mean(name="loss")

        def train_step(self, data):
            x, y = data
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.square(y - self.inner(x, training=True)))
            gradients = tape.gradient(loss, self.trainable_weights)
            self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
            self.loss_tracker.update_state(loss)
            return {"loss": self.loss_tracker.result()}

    layers = [keras.layers.Dense(4, "tanh", input_shape=(3,)), keras.layers.Dense(1)]
    inner = keras.Sequential(layers)
    """


def test_it_trains_as_fit_of_keras_does() -> None:
    theirs = real.Sequential([real.Input((3,)), real.layers.Dense(4, "tanh"), real.layers.Dense(1)])
    first = theirs.get_weights()
    theirs.compile(real.optimizers.Adam(0.05), "mse")
    asked = {"batch_size": 16, "epochs": 3, "shuffle": False, "verbose": 0}
    expected = theirs.fit(X, Y, **asked).history["loss"]
    got = run(
        KEEPER
        + """
    inner.set_weights(first)
    model = Keeper(inner)
    model.compile(keras.optimizers.Adam(0.05))
    history = model.fit(X, Y, **asked).history
    """,
        X=X,
        Y=Y,
        first=first,
        asked=asked,
    )
    for ours, other in zip(got["inner"].get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(ours, other, rtol=1e-4, atol=1e-5)
    # Keras weighs the short last batch by its rows, the script's mean counts each batch once.
    np.testing.assert_allclose(got["history"]["loss"], expected, rtol=0.2)


def test_callbacks_stop_it_and_what_it_cannot_take_is_named() -> None:
    script = (
        KEEPER
        + """
    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = logs["loss"] < 1e9
    model = Keeper(inner)
    model.compile("sgd")
    epochs = len(model.fit(X, Y, epochs=5, verbose=0, callbacks=Stop()).history["loss"])
    """
    )
    assert run(script, X=X, Y=Y)["epochs"] == 1
    with pytest.raises(PlainnetError, match="validation_split"):
        run(script.rstrip() + "; model.fit(X, Y, validation_split=0.2)", X=X, Y=Y)


OWN_STEP = """
    import tensorflow as tf
    from tensorflow import keras

    class Own(keras.Model):
        def train_step(self, data):
            x, y = data
            with tf.GradientTape() as tape:
                y_pred = self(x, training=True)
                loss = LOSS
            gradients = tape.gradient(loss, self.trainable_variables)
            self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
            UPDATE
            return {m.name: m.result() for m in self.metrics}

    start = keras.Input((3,))
    hidden = keras.layers.Dense(4, "tanh", kernel_regularizer=keras.regularizers.l2(0.1))(start)
    model = Own(start, keras.layers.Dense(1, "sigmoid")(hidden))
    model.set_weights(first)
    model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(X, Y, **asked).history
    """


@pytest.mark.parametrize(
    ("loss", "update"),
    [
        (
            "self.compiled_loss(y, y_pred, regularization_losses=self.losses)",
            "self.compiled_metrics.update_state(y, y_pred)",
        ),
        (
            "self.compute_loss(y=y, y_pred=y_pred)",
            "for m in self.metrics: m.update_state(loss) if m.name == 'loss' else"
            " m.update_state(y, y_pred)",
        ),
    ],
    ids=["tensorflow", "keras_3"],
)
def test_a_step_finds_the_loss_and_the_metrics_of_compile(loss: str, update: str) -> None:
    labels = (X[:, :1] > 0).astype(float)
    start = real.Input((3,))
    hidden = real.layers.Dense(4, "tanh", kernel_regularizer=real.regularizers.l2(0.1))(start)
    theirs = real.Model(start, real.layers.Dense(1, "sigmoid")(hidden))
    first = theirs.get_weights()
    theirs.compile(real.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    asked = {"batch_size": 20, "epochs": 3, "shuffle": False, "verbose": 0}
    expected = theirs.fit(X, labels, **asked).history
    script = OWN_STEP.replace("LOSS", loss).replace("UPDATE", update)
    got = run(script, X=X, Y=labels, first=first, asked=asked)
    for ours, other in zip(got["model"].get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(ours, other, rtol=1e-4, atol=1e-5)
    assert list(got["history"]) == ["loss", "accuracy"]
    for name, values in expected.items():
        np.testing.assert_allclose(got["history"][name], values, rtol=1e-4)

"""Losses added on the way through a network: autoencoders with a code that has a price."""

from typing import Any

import keras
import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet import keras as ours
from plainnet.errors import PlainnetError

X = np.random.default_rng(0).uniform(size=(50, 6)).astype(np.float32)

AUTOENCODER = """
import numpy as np
from keras import backend as K
from keras.layers import Dense, Input, Lambda
from keras.losses import binary_crossentropy, mse
from keras.models import Model
x = np.random.RandomState(0).rand(50, 6)
inputs = Input(shape=(6,))
z_mean, z_log_var = Dense(2, name="z_mean")(inputs), Dense(2, name="z_log_var")(inputs)
def sampling(args):
    mean, log_var = args
    noise = K.random_normal(shape=(K.shape(mean)[0], K.int_shape(mean)[1]))
    return mean + K.exp(0.5 * log_var) * noise
z = Lambda(sampling, output_shape=(2,), name="z")([z_mean, z_log_var])
encoder = Model(inputs, [z_mean, z_log_var, z], name="encoder")
latent = Input(shape=(2,))
decoder = Model(latent, Dense(6, activation="sigmoid")(latent), name="decoder")
outputs = decoder(encoder(inputs)[2])
vae = Model(inputs, outputs, name="vae")
price = LOSS(inputs, outputs) * 6
kl = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
vae.add_loss(K.mean(price + kl))
vae.compile(optimizer="adam")
history = vae.fit(x, epochs=40, batch_size=16, validation_data=(x, None), verbose=0).history
codes = encoder.predict(x, verbose=0)[0]
"""


@pytest.mark.parametrize("loss", ["binary_crossentropy", "mse"])
def test_a_variational_autoencoder_of_a_functional_model(loss: str) -> None:
    names = run(AUTOENCODER.replace("LOSS", loss))
    assert set(names["history"]) == {"loss", "val_loss"}
    assert names["history"]["loss"][-1] < names["history"]["loss"][0]
    assert names["codes"].shape == (50, 2)
    assert [layer.name for layer in names["decoder"].layers]


def activity(library: Any) -> Any:
    """Make a layer that asks a price for each row's outputs, or for the whole batch."""

    class Priced(library.layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:
            self.add_loss(0.1 * library.ops.mean(library.ops.square(inputs)))
            return inputs

    return Priced()


def wide(library: Any) -> Any:
    """Make a model of a class that adds the error of a second branch, and asks for targets."""

    class Net(library.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.hidden, self.out = library.layers.Dense(4, "tanh"), library.layers.Dense(1)
            self.back = library.layers.Dense(6)

        def call(self, inputs: Any) -> Any:
            hidden = self.hidden(inputs)
            error = library.ops.square(self.back(hidden) - inputs)
            self.add_loss(0.5 * library.ops.mean(error))
            return self.out(hidden)

    return Net()


def row(library: Any) -> Any:
    """Make a row of layers, one of which adds to the loss."""
    layers = library.layers
    return library.Sequential(
        [layers.Input((6,)), layers.Dense(4, "tanh"), activity(library), layers.Dense(1)]
    )


@pytest.mark.parametrize("make", [row, wide])
def test_trains_as_in_keras(make: Any) -> None:
    mine, twin = make(ours), make(keras)
    y, settings = X[:, :1], {"batch_size": 16, "epochs": 3, "shuffle": False, "verbose": 0}
    for net in (mine, twin):
        net.compile("sgd", "mse")
        net.predict(X, verbose=0)
    mine.set_weights(sorted_as(mine, twin))
    history, expected = (net.fit(X, y, **settings).history for net in (mine, twin))
    np.testing.assert_allclose(history["loss"], expected["loss"], rtol=1e-4)
    found, wanted = mine.evaluate(X, y, verbose=0), twin.evaluate(X, y, verbose=0)
    np.testing.assert_allclose(found, wanted, rtol=1e-4)


def sorted_as(mine: Any, twin: Any) -> list[Any]:
    """Give the twin's weights in the order of ours, told by their shapes."""
    left = list(twin.get_weights())
    order = []
    for array in mine.get_weights():
        at = next(number for number, each in enumerate(left) if each.shape == array.shape)
        order.append(left.pop(at))
    return order


def test_numbers_are_no_loss_of_a_network() -> None:
    model = ours.Sequential([ours.layers.Input((6,)), ours.layers.Dense(1)])
    with pytest.raises(PlainnetError, match="add_loss"):
        model.add_loss(1.0)

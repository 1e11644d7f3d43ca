"""Layers that scripts write themselves are traced and trained like the engine's own."""

import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet import keras
from plainnet.errors import PlainnetError


def test_weights_are_asked_for_in_any_spelling_and_trained() -> None:
    names = run(
        """
        import numpy as np
        from keras import backend as K
        from keras.models import Sequential
        from keras.layers import Layer, Dense
        class Own(Layer):
            def __init__(self, output_dim, **kwargs):
                self.output_dim = output_dim
                super(Own, self).__init__(**kwargs)
            def build(self, input_shape):
                shape = (input_shape[1], self.output_dim)
                self.kernel = self.add_weight(name='kernel', shape=shape,
                                              initializer='uniform', trainable=True)
                self.shift = self.add_weight((self.output_dim,), initializer='zeros', name='shift',
                                             trainable=False)
                super(Own, self).build(input_shape)
                self.built = True
            def call(self, x):
                return K.dot(x, self.kernel) + self.shift
            def compute_output_shape(self, input_shape):
                return (input_shape[0], self.output_dim)
        m = Sequential([Own(3, input_shape=(4,)), Dense(1)])
        m.compile('sgd', 'mse')
        before = m.get_weights()
        m.fit(np.ones((8, 4)), np.ones(8), verbose=0)
        after = m.get_weights()
        x = np.random.rand(2, 4)
        kernel, shift = m.layers[0].get_weights()
        """
    )
    assert not np.allclose(names["before"][0], names["after"][0])
    assert np.array_equal(names["before"][1], names["after"][1])
    assert names["m"].layers[0].name == "own"
    assert len(names["m"].trainable_weights) == 3


def test_a_layer_of_layers_is_laid_open() -> None:
    class Block(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.first = keras.layers.Dense(4, activation="relu")
            self.second = keras.layers.Dense(4)

        def call(self, inputs):
            return inputs + self.second(self.first(inputs))

    start = keras.Input((4,))
    model = keras.Model(start, Block()(start))
    assert model.count_params() == 40
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 4)), np.zeros((4, 4)), verbose=0)


def test_noise_inside_a_lambda_is_new_in_every_step() -> None:
    names = run(
        """
        import numpy as np
        from keras import backend as K
        from keras.models import Model
        from keras.layers import Input, Lambda
        start = Input((1,))
        noisy = Lambda(lambda t: t + K.random_normal(shape=(K.shape(t)[0], 1)))(start)
        m = Model(start, noisy)
        m.compile('sgd', 'mse')
        losses = [m.train_on_batch(np.zeros((64, 1)), np.zeros((64, 1))) for _ in range(3)]
        """
    )
    assert len(set(names["losses"])) == 3


def test_what_belongs_to_a_loss_is_refused() -> None:
    with pytest.raises(PlainnetError, match="add_loss"):
        keras.layers.Layer().add_loss(1.0)


def test_a_layer_of_layers_computes_at_once_and_lists_their_weights() -> None:
    names = run(
        """
        import tensorflow as tf
        class Scaled(tf.keras.layers.Layer):
            def build(self, input_shape):
                self.factor = self.add_weight(shape=(), initializer="ones", trainable=True)
            def call(self, inputs):
                return inputs * self.factor
        class Block(tf.keras.layers.Layer):
            def __init__(self):
                super().__init__()
                self.first, self.second = Scaled(), tf.keras.layers.Dense(2)
            def call(self, inputs):
                return self.second(tf.nn.relu(self.first(inputs)))
        block = Block()
        outputs = block(tf.ones((3, 4)))
        again = block(tf.ones((3, 4))[..., tf.newaxis, :])
        """
    )
    assert names["outputs"].shape == (3, 2)
    np.testing.assert_array_equal(names["again"][:, 0], names["outputs"])
    assert [each.shape for each in names["block"].trainable_weights] == [(), (4, 2), (2,)]


def test_positions_that_a_layer_embeds_are_learned() -> None:
    names = run(
        """
        import numpy as np
        import tensorflow as tf
        from tensorflow.keras import layers
        class Embedded(layers.Layer):
            def __init__(self, length, words, size):
                super().__init__()
                self.words = layers.Embedding(words, size)
                self.places = layers.Embedding(length, size)
            def call(self, x):
                length = tf.shape(x)[-1]
                return self.words(x) + self.places(tf.range(start=0, limit=length, delta=1))
        x = np.random.RandomState(0).randint(0, 9, (32, 5))
        inputs = layers.Input((5,))
        own = Embedded(5, 9, 4)
        hidden = layers.Flatten()(own(inputs))
        model = tf.keras.Model(inputs, layers.Dense(1)(hidden))
        model.compile("sgd", "mse")
        before = own.places.get_weights()[0]
        looked_up = own.words.get_weights()[0][x] + before
        dense = model.layers[-1].get_weights()
        expected = looked_up.reshape(32, -1) @ dense[0] + dense[1]
        given = model.predict(x, verbose=0)
        model.fit(x, x[:, :1], verbose=0)
        after = own.places.get_weights()[0]
        """
    )
    np.testing.assert_allclose(names["given"], names["expected"], rtol=1e-4, atol=1e-5)
    assert (names["before"] != names["after"]).any(1).all()


def test_an_activation_that_is_looked_up_works_on_tensors_and_arrays() -> None:
    names = run(
        """
        import numpy as np
        from tensorflow.keras import Sequential, activations, layers
        class Unit(layers.Layer):
            def __init__(self, size, activation, **settings):
                super().__init__(**settings)
                self.activation = activations.get(activation)
                self.parts = [layers.Dense(size), self.activation, layers.Dense(size)]
            def call(self, x):
                hidden = x
                for part in self.parts:
                    hidden = part(hidden)
                return self.activation(x + hidden)
        x = np.random.RandomState(0).randn(6, 3).astype("float32")
        kinds = ["relu", "tanh", "linear", None, "hard_silu"]
        models = [Sequential([layers.Input((3,)), Unit(3, kind)]) for kind in kinds]
        outputs = [model.predict(x, verbose=0) for model in models]
        direct = activations.get("relu")(x)
        """
    )
    assert (names["outputs"][0] >= 0).all()
    assert all(np.isfinite(outputs).all() for outputs in names["outputs"])
    np.testing.assert_array_equal(names["direct"], names["x"].clip(0))

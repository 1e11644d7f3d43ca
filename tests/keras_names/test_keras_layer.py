"""Layers as a script holds them: settings, shapes, weights, calls."""

import numpy as np
import pytest

from keras_names.opened_door import run
from plainnet import keras
from plainnet.errors import PlainnetError, SettingError

layers = keras.layers


def test_settings_shapes_and_weights() -> None:
    layer = layers.Dense(3, activation="relu", name="mine")
    assert not layer.built
    tensor = layer(keras.Input((4,)))
    assert tensor.shape == (None, 3)
    assert (layer.input_shape, layer.output_shape) == ((None, 4), (None, 3))
    assert (layer.units, layer.name, layer.count_params()) == (3, "mine", 15)
    assert [weight.name for weight in layer.weights] == ["kernel", "bias"]
    kernel = np.arange(12.0).reshape(4, 3)
    layer.set_weights([kernel, np.zeros(3)])
    assert np.array_equal(layer.kernel.numpy(), kernel)
    layer.bias.assign([1, 2, 3])
    assert layer.get_weights()[1].tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match="shapes"):
        layer.set_weights([kernel.T, np.zeros(3)])


def test_names_are_counted_as_in_keras() -> None:
    from plainnet.keras_names.model.keras_layer import forget_names

    forget_names()
    assert [layers.Dense(1).name, layers.Dense(1).name] == ["dense", "dense_1"]
    assert layers.MaxPool2D().name == "max_pooling2d"
    assert layers.Convolution2D(2, 3).name == "conv2d"


def test_a_layer_works_on_numbers_at_once() -> None:
    layer = layers.Dense(2, use_bias=False, kernel_initializer="ones")
    layer.build((None, 2))
    assert layer.bias is None
    outputs = layer(np.array([[1.0, 2.0]]))
    assert outputs.numpy().tolist() == [[3.0, 3.0]]


def test_initializers_that_are_functions_or_arrays() -> None:
    matrix = np.arange(6.0).reshape(3, 2)
    by_array = layers.Embedding(3, 2, embeddings_initializer=keras.initializers.Constant(matrix))
    by_array(keras.Input((4,)))
    assert np.array_equal(by_array.get_weights()[0], matrix)
    by_function = layers.Dense(2, kernel_initializer=lambda shape, dtype=None: np.full(shape, 7.0))
    by_function(keras.Input((3,)))
    assert np.array_equal(by_function.get_weights()[0], np.full((3, 2), 7.0))
    # Of what they give the coach knows nothing: it is not to take them for zeros.
    assert by_function.plain.kernel_initializer != keras.initializers.Zeros()
    by_list = layers.Embedding(3, 2, weights=[matrix], trainable=False)
    by_list(keras.Input((4,)))
    assert np.array_equal(by_list.get_weights()[0], matrix)
    assert by_list.trainable_weights == []


def test_open_lengths_stay_open() -> None:
    words = keras.Input((None,))
    states = layers.LSTM(3, return_sequences=True)(layers.Embedding(9, 4)(words))
    assert states.shape == (None, None, 3)
    assert layers.GlobalMaxPooling1D()(states).shape == (None, 3)


def test_a_recurrent_layer_hands_out_and_takes_states() -> None:
    sequence = keras.Input((5, 2))
    outputs, hidden, cell = layers.LSTM(3, return_state=True)(sequence)
    again = layers.LSTM(3)(sequence, initial_state=[hidden, cell])
    model = keras.Model(sequence, [again, outputs])
    assert [a.shape for a in model.predict(np.ones((2, 5, 2)), verbose=0)] == [(2, 3), (2, 3)]


def test_a_layer_is_made_again_from_its_settings() -> None:
    layer = layers.Conv2D(4, (3, 2), strides=2, activation="tanh", kernel_regularizer="l2")
    again = layers.Conv2D.from_config(layer.get_config())
    assert again.plain == layer.plain


def test_classes_of_scripts_are_named_after_themselves() -> None:
    class Own(layers.Dense):  # type: ignore[misc, name-defined]
        pass

    assert Own(3).name.startswith("own")
    assert isinstance(Own(3), layers.Dense)
    assert issubclass(layers.Convolution2D, layers.Conv2D)


def test_what_a_layer_does_not_know_yet_is_said() -> None:
    with pytest.raises(SettingError, match="shape of its inputs"):
        layers.Dense(3).get_weights()
    with pytest.raises(SettingError, match="never called"):
        _ = layers.Dense(3).output
    with pytest.raises(PlainnetError, match="nosuch"):
        layers.Dense(3, nosuch=4)


def test_rules_and_activations_are_written_and_read_again() -> None:
    names = run(
        """
        from keras import activations, constraints, initializers, regularizers
        relu = [activations.serialize(each) for each in ("relu", activations.relu)]
        relu.append(activations.serialize(activations.get("relu")))
        price = regularizers.serialize(regularizers.get("l2"))
        again = regularizers.deserialize(price)
        limit = constraints.serialize(constraints.MaxNorm(3))
        start = initializers.deserialize(initializers.serialize(initializers.HeNormal()))
        nothing = regularizers.serialize(None)
        """
    )
    assert names["relu"] == ["relu"] * 3
    assert names["price"] == {"class_name": "L2", "config": {"l2": 0.01}}
    assert names["again"].l2 == 0.01
    assert names["limit"]["config"]["max_value"] == 3
    assert type(names["start"]).__name__ == "HeNormal"
    assert names["nothing"] is None


def test_initializations_of_keras_1_are_functions_of_a_shape() -> None:
    names = run("""
        from keras.initializations import get, identity, normal, orthogonal, uniform
        from keras.layers import SimpleRNN
        from keras.models import Sequential
        model = Sequential([SimpleRNN(
            output_dim=40, input_shape=(3, 50),
            init=lambda shape, name: normal(shape, scale=0.001, name=name),
            inner_init=lambda shape, name: identity(shape, scale=2.0, name=name))])
        kernel, recurrent, bias = model.get_weights()
        flat, turned = uniform((50, 50)), orthogonal((6, 6), name="U")
        found = get("glorot_uniform")((200, 100), name="W")
        """)
    assert 0.0009 < names["kernel"].std() < 0.0011
    np.testing.assert_array_equal(names["recurrent"], 2 * np.eye(40))
    assert 0.04 < np.abs(names["flat"]).max() <= 0.05
    np.testing.assert_allclose(names["turned"] @ names["turned"].T, 1.21 * np.eye(6), atol=1e-5)
    assert 0.13 < np.abs(names["found"]).max() <= np.sqrt(6 / 300)

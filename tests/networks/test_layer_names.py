"""Names of layers: those of Keras, and those that are refused."""

from typing import Any

import keras
import pytest

from plainnet.errors import SettingError
from plainnet.layers.activation import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.flatten import Flatten
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.layers.simple_rnn import SimpleRNN
from plainnet.networks.layer_names import layer_name_of_class, name_of, named_apart
from plainnet.networks.stack import Stack


def test_names_are_those_of_keras() -> None:
    keras.backend.clear_session()
    layers: list[Layer] = [
        Conv2D(2, 2), MaxPooling2D(), BatchNormalization(), Conv2D(2, 2), Activation("relu"),
        Flatten(), Dense(3), Dropout(0.1), Dense(3), Dense(1), SimpleRNN(2), LSTM(2),
    ]  # fmt: skip
    theirs = []
    for layer in layers:
        made = dict(vars(layer))
        del made["name"]
        theirs.append(getattr(keras.layers, type(layer).__name__)(
            **{k: v for k, v in made.items() if not hasattr(v, "fill")}
        ).name)  # fmt: skip
    assert [name_of(layer) for layer in Stack(tuple(layers)).hidden] == theirs


def test_given_names_stay_and_are_never_given_again() -> None:
    network = Stack((Dense(1), Dense(1, name="dense_1"), Dense(1), Dense(1, name="last")))
    assert [layer.name for layer in network.layers] == ["dense", "dense_1", "dense_2", "last"]


def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(SettingError, match="Two layers are called 'a'"):
        Stack((Dense(1, name="a"), Dense(2, name="a")))


@pytest.mark.parametrize("name", ["a/b", "", 5])
def test_names_that_files_cannot_hold_are_refused(name: Any) -> None:
    with pytest.raises(SettingError, match="a text without slashes"):
        Stack((Dense(1, name=name),))


def test_class_names_as_keras_writes_them() -> None:
    assert layer_name_of_class(SimpleRNN) == "simple_rnn"
    assert layer_name_of_class(LSTM) == "lstm"
    assert layer_name_of_class(Input) == "input_layer"


def test_networks_within_are_named_like_layers() -> None:
    inner = Stack((Dense(1),), name="inner")
    assert [layer.name for layer in named_apart((inner, Dense(1)))] == ["inner", "dense"]
    with pytest.raises(SettingError, match="Two layers are called 'inner'"):
        named_apart((inner, Stack((Dense(2),), name="inner")))

"""Names of layers: those of Keras, and those that are refused."""

from typing import Any

import keras
import pytest

from networks.example_graphs import NESTED, SIAMESE, TOWER
from plainnet.errors import SettingError
from plainnet.layers.activation_layers import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.reshaping import Flatten
from plainnet.networks.network import Stack
from plainnet.networks.wiring import (
    INPUT,
    Step,
    add_step,
    layer_name_of_class,
    name_of,
    named_apart,
    place_of,
)


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


def test_layers_of_a_network_within_are_steps_of_the_whole() -> None:
    steps: list[Step] = [Step(Dense(1, name="first"), ((INPUT, 0),))]
    outputs = add_step(steps, TOWER, ((0, 0),))
    assert [(step.layer.name, step.reads) for step in steps] == [
        ("first", ((INPUT, 0),)),
        ("tower/shared", ((0, 0),)),
        ("tower/dense", ((1, 0),)),
    ]
    assert outputs == ((2, 0),)
    assert place_of(outputs, 0) == (2, 0)


def test_a_layer_is_one_step() -> None:
    steps: list[Step] = []
    number = add_step(steps, Dense(1, name="first"), ((INPUT, 1),))
    assert number == 0
    assert place_of(number, 3) == (0, 3)


def test_networks_within_networks_within() -> None:
    whole = Stack((Stack((TOWER, Dense(1)), name="middle"), Dense(2)))
    assert [layer.name for layer in whole.hidden] == [
        "middle/tower/shared", "middle/tower/dense", "middle/dense", "dense",
    ]  # fmt: skip


def test_outputs_of_a_network_within_are_found() -> None:
    reads = {step.layer.name: step.reads for step in NESTED.wiring.steps}
    assert reads["inner/dense"] == ((1, 0),)  # the second output
    assert reads["concatenate"] == ((0, 0), (4, 0))


def test_shared_layers_stand_in_several_steps_and_once_among_the_layers() -> None:
    names = [step.layer.name for step in SIAMESE.wiring.steps]
    assert names.count("tower/shared") == 2
    assert len(SIAMESE.wiring.layers) == len(set(names))


def test_readers_of_the_inputs() -> None:
    assert [layer.name for layer in SIAMESE.wiring.readers_of_inputs()] == ["tower/shared"] * 2


def test_too_few_inputs_are_refused() -> None:
    with pytest.raises(SettingError, match="siamese takes 2 inputs, but is given 1"):
        add_step([], SIAMESE, ((INPUT, 0),))

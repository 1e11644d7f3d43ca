"""The table of layers against what Keras counts."""

import keras

from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.flatten import Flatten
from plainnet.layers.max_pooling import MaxPooling2D
from plainnet.networks.stack import Stack
from plainnet.networks.summary import count_weights, layer_rows, summarise

LENET = Stack((Conv2D(6, 5), BatchNormalization(), MaxPooling2D(2), Flatten(), Dense(84), Dense(6)))


def test_rows_and_counts_against_keras() -> None:
    twin = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(6, 5, name="conv2d"),
            keras.layers.BatchNormalization(name="batch_normalization"),
            keras.layers.MaxPooling2D(2, name="max_pooling2d"),
            keras.layers.Flatten(name="flatten"),
            keras.layers.Dense(84, name="dense"),
            keras.layers.Dense(6, name="dense_1"),
        ]
    )
    expected = [
        (layer.name, type(layer).__name__, layer.output.shape[1:], layer.count_params())
        for layer in twin.layers
    ]
    assert layer_rows(LENET, (32, 32, 3)) == expected
    assert count_weights(LENET, (32, 32, 3)) == twin.count_params()


def test_the_table_as_text() -> None:
    assert summarise(Stack((Dense(1000, "relu"), Dense(2))), (30,)).splitlines() == [
        "Layer            Output shape  Weights",
        "----------------------------------------",
        "dense (Dense)    (None, 1000)  31,000",
        "dense_1 (Dense)  (None, 2)     2,002",
        "Weights in all: 33,002",
    ]

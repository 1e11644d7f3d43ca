"""What the coach computes inside a network is what the network computes."""

import numpy as np
import pytest

import plainnet
from plainnet.coach.layer_outputs import outputs_inside
from plainnet.coach.training_watch import layers_seen
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv1D, Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.embedding import Embedding
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import (
    AveragePooling2D,
    GlobalAveragePooling2D,
    MaxPooling1D,
    MaxPooling2D,
)
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.reshaping import Flatten
from plainnet.training.examples import Examples

IMAGES = (
    Conv2D(4, 3, padding="same", activation="relu"),
    MaxPooling2D(2),
    Conv2D(3, (3, 2), strides=(2, 1), activation="tanh"),
    BatchNormalization(),
)
NETWORKS = {
    "flat": ((*IMAGES, AveragePooling2D(2), Flatten(), Dense(2, "softmax")), (12, 10, 3)),
    "global": ((*IMAGES, GlobalAveragePooling2D(), Dense(1, "sigmoid")), (12, 10, 3)),
    "line": ((Conv1D(4, 3, padding="causal"), MaxPooling1D(2, padding="same"), LSTM(5)), (9, 2)),
    "walks": ((LSTM(4, return_sequences=True), SimpleRNN(3), Dense(1)), (6, 2)),
    "words": ((Embedding(20, 4), LSTM(3, use_bias=False), Dense(2, "softmax")), (7,)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_the_same_numbers_as_the_network(name: str) -> None:
    layers, shape = NETWORKS[name]
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(12, *shape)).astype(np.float32)
    rows = np.abs(rows * 5).astype(np.int32) if name == "words" else rows
    model = plainnet.Model(plainnet.Stack(layers), seed=1)
    expected = model.predict(rows)
    seen = layers_seen(
        model, Examples(rows, np.zeros((12, 1), np.float32), np.ones(12, np.float32))
    )
    assert seen is not None
    found = outputs_inside(seen, model.weights, rows)
    assert len(found) == len(layers)
    outputs = found[str(seen[-1].layer.name)]["outputs"]
    np.testing.assert_allclose(outputs, expected, rtol=1e-4, atol=1e-5)

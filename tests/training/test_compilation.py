"""Both ways of compiling give one training."""

import numpy as np

import plainnet.training.compilation as compilation
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.training.compilation import has_long_steps

LENET = Stack((Conv2D(4, 3, activation="relu"), MaxPooling2D(2), Flatten(), Dense(3, "softmax")))
RECURRENT = Stack((LSTM(5), Dense(3, "softmax")))


def test_long_steps_are_a_matter_of_shapes() -> None:
    assert not has_long_steps(LENET, (10, 10, 3))
    assert has_long_steps(LENET, (200, 200, 3))


def test_both_ways_train_alike(monkeypatch) -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, 3, 50)
    for network, shape in ((LENET, (10, 10, 3)), (RECURRENT, (6, 4))):
        inputs = random.normal(size=(50, *shape)).astype(np.float32)
        found = []
        for least in (0, np.inf):
            monkeypatch.setattr(compilation, "LEAST_MULTIPLICATIONS", least)
            model = Model(network, seed=1)
            model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
            history = model.fit(inputs, labels, epochs=3, validation_split=0.2)
            found.append([*history.figures.values(), *model.evaluate(inputs, labels).values()])
        for quick, long in zip(*found, strict=True):
            np.testing.assert_allclose(quick, long, rtol=1e-5, atol=1e-6)

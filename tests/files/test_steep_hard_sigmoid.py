"""The hard sigmoid of old, written for Keras 3."""

from pathlib import Path

import numpy as np
import pytest

from files.saved_models import opened_in_keras
from plainnet.errors import FileError
from plainnet.files.keras_archive import read_archive, write_archive
from plainnet.files.saved_model import SavedModel
from plainnet.files.steep_hard_sigmoid import OLD, stretched_for_keras_3
from plainnet.layers.activation import Activation
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.gru import GRU
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer, Shape
from plainnet.layers.lstm import LSTM
from plainnet.layers.simple_rnn import SimpleRNN
from plainnet.networks.stack import Stack

LAYERS: list[tuple[Layer, Shape]] = [
    (Dense(3, OLD), (4,)),
    (Conv2D(2, 2, activation=OLD), (4, 4, 1)),
    (SimpleRNN(3, OLD), (5, 2)),
    (LSTM(3, recurrent_activation=OLD), (5, 2)),
    (GRU(3, recurrent_activation=OLD), (5, 2)),
    (GRU(3, recurrent_activation=OLD, reset_after=False), (5, 2)),
    (Bidirectional(LSTM(3, recurrent_activation=OLD)), (5, 2)),
]


def saved(layer: Layer, shape: Shape) -> SavedModel:
    """Make a network of one layer with large weights, so that the sigmoid bends."""
    network = Stack((Input(shape), Stack((layer,), name="inner")))
    weights, _ = network.init((0,), shape)
    large = {name: {n: 3 * a + 0.1 for n, a in own.items()} for name, own in weights.items()}
    return SavedModel(network, large, shape)


@pytest.mark.parametrize(("layer", "shape"), LAYERS, ids=str)
def test_keras_3_computes_the_same(layer: Layer, shape: Shape, tmp_path: Path) -> None:
    model = saved(layer, shape)
    write_archive(tmp_path / "m.keras", model)
    inputs = np.random.default_rng(0).normal(size=(5, *shape)).astype("f4")
    expected = model.network.apply(model.weights, inputs)
    np.testing.assert_allclose(opened_in_keras(tmp_path / "m.keras")(inputs), expected, atol=1e-5)
    back = read_archive(tmp_path / "m.keras")
    np.testing.assert_allclose(back.network.apply(back.weights, inputs), expected, atol=1e-5)


@pytest.mark.parametrize("layer", [Activation(OLD), LSTM(3, OLD)], ids=str)
def test_what_no_weights_make_up_for_is_refused(layer: Layer) -> None:
    with pytest.raises(FileError, match="which Keras 3 does not have"):
        stretched_for_keras_3(saved(layer, (5, 2)), "m.keras")


def test_other_models_stay_as_they_are() -> None:
    model = saved(LSTM(3, recurrent_activation="hard_sigmoid"), (5, 2))
    assert stretched_for_keras_3(model, "m.keras") is model

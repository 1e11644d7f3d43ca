"""The hard sigmoid of old, written for Keras 3."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from files.saved_models import opened_in_keras
from plainnet.errors import FileError
from plainnet.files.keras_archive import read_archive, write_archive
from plainnet.files.layer_config import layer_from_config
from plainnet.files.network_config import network_from_config
from plainnet.files.old_layer_settings import (
    OLD,
    generation_of,
    stretched_for_keras_3,
    todays_layer,
)
from plainnet.files.saved_model import SavedModel
from plainnet.layers.activation_layers import Activation
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.gru import GRU
from plainnet.layers.initializers import RandomUniform, VarianceScaling
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer, Shape
from plainnet.layers.lstm import LSTM
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.regularizers import L1L2, MaxNorm
from plainnet.networks.network import Stack

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


@pytest.mark.parametrize(
    ("version", "generation"),
    [(None, 1), ("1.2.2", 1), ("2.2.4", 2), ("2.1.6-tf", 2), ("2.12.0", 2), ("3.0.5", 3),
     ("3.15.1", 3), ("4.0", 3), ("none", 3)],
)  # fmt: skip
def test_generations(version: str | None, generation: int) -> None:
    assert generation_of(version) == generation


@pytest.mark.parametrize(
    ("kind", "config", "generation", "layer"),
    [
        ("Dense", {"output_dim": 3, "init": "uniform", "W_regularizer":
         {"name": "WeightRegularizer", "l1": 0.5, "l2": 0.25}, "b_constraint":
         {"name": "MaxNorm", "m": 3, "axis": 0}, "bias": True, "input_dim": 4,
         "input_dtype": "float32"}, 1,
         Dense(3, kernel_initializer=RandomUniform(), kernel_regularizer=L1L2(0.5, 0.25),
               bias_constraint=MaxNorm(3))),
        ("Convolution2D", {"nb_filter": 8, "nb_row": 3, "nb_col": 5, "subsample": [2, 1],
         "border_mode": "same", "dim_ordering": "th", "bias": False}, 1,
         Conv2D(8, (3, 5), (2, 1), "same", data_format="channels_first", use_bias=False)),
        ("AtrousConvolution2D", {"nb_filter": 8, "nb_row": 3, "nb_col": 3, "atrous_rate": [2, 2],
         "dim_ordering": "tf"}, 1, Conv2D(8, 3, dilation_rate=2)),
        ("LSTM", {"output_dim": 3, "inner_activation": "hard_sigmoid", "inner_init": "orthogonal",
         "forget_bias_init": "zero", "consume_less": "gpu", "dropout_W": 0.1, "dropout_U": 0.2}, 1,
         LSTM(3, recurrent_activation="steep_hard_sigmoid", unit_forget_bias=False, dropout=0.1,
              recurrent_dropout=0.2)),
        ("LSTM", {"units": 3, "recurrent_activation": "hard_sigmoid"}, 3,
         LSTM(3, recurrent_activation="hard_sigmoid")),
        ("LSTM", {"units": 3, "time_major": False, "implementation": 2}, 2, LSTM(3)),
        ("GRU", {"units": 3}, 2, GRU(3, reset_after=False)),
        ("GRU", {"units": 3}, 3, GRU(3)),
        ("CuDNNGRU", {"units": 3, "stateful": False}, 2, GRU(3)),
        ("CuDNNLSTM", {"units": 3}, 2, LSTM(3)),
        ("Dense", {"units": 3, "kernel_initializer": {"class_name": "VarianceScaling", "config":
         {"scale": 2.0, "mode": "fan_in", "distribution": "normal", "seed": None}}}, 2,
         Dense(3, kernel_initializer=VarianceScaling(2.0, "fan_in", "truncated_normal"))),
    ],
)  # fmt: skip
def test_old_words_for_a_layer(
    kind: str, config: dict[str, Any], generation: int, layer: Any
) -> None:
    saved = todays_layer({"class_name": kind, "config": config}, generation)
    assert layer_from_config(saved, "m.h5") == layer


def test_a_list_of_layers_is_a_sequential() -> None:
    layers = [{"class_name": "Dense", "config": {"output_dim": 2, "batch_input_shape": [None, 4]}}]
    saved = todays_layer({"class_name": "Sequential", "config": layers}, 1)
    network = network_from_config(saved, "m.h5")
    assert network.input_shape == (4,)
    assert network.hidden == (Dense(2, name="dense"),)


@pytest.mark.parametrize("mode", ["cos", "dot"])
def test_ways_of_merging_that_are_not_covered(mode: str) -> None:
    saved = todays_layer({"class_name": "Merge", "config": {"mode": mode}}, 1)
    with pytest.raises(FileError, match=f"a layer Merge\\(mode='{mode}'\\)"):
        layer_from_config(saved, "m.h5")


@pytest.mark.parametrize(
    ("kind", "config", "sentence"),
    [
        ("LSTM", {"units": 2, "time_major": True}, "time_major = True"),
        ("BatchNormalization", {"mode": 1, "axis": -1}, "mode = 1"),
        ("MaxoutDense", {"output_dim": 2}, "a layer MaxoutDense"),
        ("Embedding", {"input_dim": 2, "output_dim": 3, "dropout": 0.5}, "dropout = 0.5"),
    ],
)
def test_what_is_not_covered_is_refused_by_name(
    kind: str, config: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(FileError) as caught:
        layer_from_config(todays_layer({"class_name": kind, "config": config}, 2), "m.h5")
    assert sentence in str(caught.value)

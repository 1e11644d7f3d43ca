"""Small networks that together hold every layer, and archives to spoil."""

import json
import logging
import warnings
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.activation_layers import Activation
from plainnet.layers.activations import ACTIVATIONS
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.initializers import Constant, Orthogonal, VarianceScaling
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.regularizers import L1, L1L2, L2
from plainnet.layers.reshaping import Flatten
from plainnet.model import Model
from plainnet.networks.network import Stack

# Activations that Keras 3 does not have, or writes by another name.
OTHER_NAMES = ("steep_hard_sigmoid", "swish", "hard_swish")

NETWORKS: dict[str, tuple[tuple[int, ...], tuple[Layer, ...]]] = {
    "dense": (
        (4,),
        (
            *(Dense(3, name) for name in ACTIVATIONS if name not in OTHER_NAMES),
            Dense(3, use_bias=False, kernel_initializer=VarianceScaling(2.0)),
            Dense(3, kernel_regularizer=L2(0.5), bias_regularizer=L1(0.25)),
            Dense(
                2, "softmax", kernel_regularizer=L1L2(0.125, 0.25), bias_initializer=Constant(3.0)
            ),
        ),
    ),
    "images": (
        (9, 8, 2),
        (
            Conv2D(3, (3, 2), strides=(2, 1), padding="same", activation="relu", name="first"),
            BatchNormalization(momentum=0.8, epsilon=0.01, center=False),
            MaxPooling2D((2, 2), 1, "same"),
            Conv2D(2, 2, use_bias=False),
            BatchNormalization(scale=False),
            MaxPooling2D(2),
            Activation("leaky_relu"),
            Flatten(),
            Dropout(0.4),
            Dense(2, "softmax"),
        ),
    ),
    "series": (
        (5, 2),
        (
            LSTM(3, "relu", return_sequences=True),
            SimpleRNN(3, return_sequences=True, use_bias=False),
            LSTM(2, unit_forget_bias=False, recurrent_initializer=Orthogonal(0.5)),
            Dense(2),
        ),
    ),
}


def rows(shape: tuple[int, ...], count: int = 6) -> tuple[NDArray[Any], NDArray[Any]]:
    """Draw inputs and one-hot targets."""
    random = np.random.default_rng(3)
    inputs = random.normal(size=(count, *shape)).astype(np.float32)
    return inputs, np.eye(2, dtype=np.float32)[random.integers(0, 2, count)]


def model_named(name: str) -> Model:
    """Make one of the networks, weights drawn."""
    shape, layers = NETWORKS[name]
    model = Model(Stack((Input(shape), *layers)), seed=2)
    random = np.random.default_rng(4)
    for weights in model.weights.values():
        for weight, array in weights.items():
            weights[weight] = array + random.uniform(0, 0.3, array.shape).astype(np.float32)
    return model


def opened_in_keras(path: Path) -> Any:
    """Open a model file in Keras; it may be uncompiled, or old."""
    logging.getLogger("absl").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return keras.models.load_model(path)


def members_of(path: Path) -> dict[str, bytes]:
    """Read all members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_members(path: Path, members: dict[str, bytes]) -> Path:
    """Write an archive of some members."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_config(path: Path, target: Path, change: Any) -> Path:
    """Copy an archive with its configuration changed in place by a function."""
    members = members_of(path)
    config = json.loads(members["config.json"])
    change(config)
    return write_members(target, {**members, "config.json": json.dumps(config).encode()})

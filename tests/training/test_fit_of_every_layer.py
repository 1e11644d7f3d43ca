"""Whole trainings against Keras: layers, rules for weights, losses, metrics and optimizers."""

from typing import Any

import keras
import numpy as np
import pytest

from layers.against_keras import keras_layer
from plainnet.layers.activation_layers import ELU, LeakyReLU, PReLU, ReLU, Softmax
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv1D, Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.input import Input, Rescaling
from plainnet.layers.layer import Layer
from plainnet.layers.layer_normalization import LayerNormalization
from plainnet.layers.noise import ActivityRegularization
from plainnet.layers.padding_and_cropping import Cropping2D, ZeroPadding1D, ZeroPadding2D
from plainnet.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    GlobalAveragePooling1D,
    GlobalMaxPooling1D,
    MaxPooling1D,
    MaxPooling2D,
)
from plainnet.layers.regularizers import L1, L1L2, L2, MaxNorm, MinMaxNorm, NonNeg, UnitNorm
from plainnet.layers.reshaping import Flatten, Permute, Reshape
from plainnet.layers.upsampling import UpSampling1D, UpSampling2D
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.model import Model
from plainnet.networks.network import Stack

ROWS, CLASSES = 17, 3
FIRST: Any = "channels_first"
IMAGES = (9, 8, 2)
SERIES = (10, 3)
NETWORKS: dict[str, tuple[tuple[Layer, ...], tuple[int, ...]]] = {
    "rules": (
        (
            Dense(
                6,
                "tanh",
                kernel_regularizer=L1L2(0.01, 0.02),
                bias_regularizer=L1(0.03),
                activity_regularizer=L2(0.05),
                kernel_constraint=MaxNorm(0.9),
                bias_constraint=NonNeg(),
            ),
            Dense(5, "elu", kernel_constraint=UnitNorm(axis=1)),
            ActivityRegularization(0.02, 0.01),
            Dense(4, "softplus", kernel_constraint=MinMaxNorm(0.3, 0.5, 0.7)),
        ),
        (4,),
    ),
    "images": (
        (
            ZeroPadding2D(((1, 0), (2, 1))),
            Conv2D(4, 3, activity_regularizer=L1(0.01), kernel_constraint=MaxNorm(1, (0, 1, 2))),
            MaxPooling2D(2),
            PReLU(shared_axes=(1, 2)),
            UpSampling2D(2),
            Cropping2D(1),
            Conv2D(4, 3, dilation_rate=2, padding="same", groups=2),
            LayerNormalization(),
            AveragePooling2D(2, padding="same"),
            Flatten(),
        ),
        IMAGES,
    ),
    "channels first": (
        (
            Rescaling(0.5, 0.1),
            Conv2D(4, 3, padding="same", data_format=FIRST, activation="relu"),
            MaxPooling2D(2, data_format=FIRST),
            BatchNormalization(axis=1),
            Conv2D(3, 2, 2, data_format=FIRST),
            LeakyReLU(0.1),
            Flatten(FIRST),
        ),
        (2, 9, 8),
    ),
    "series": (
        (
            ZeroPadding1D(1),
            Conv1D(5, 3, padding="causal", dilation_rate=2, kernel_regularizer=L2(0.01)),
            ELU(0.5),
            MaxPooling1D(2),
            Conv1D(4, 2, activation="selu", bias_constraint=UnitNorm()),
            UpSampling1D(2),
            AveragePooling1D(3, 2, "same"),
            GlobalAveragePooling1D(),
        ),
        SERIES,
    ),
    "shapes": (
        (
            Permute((2, 1)),
            Reshape((5, -1)),
            Dense(6),
            ReLU(2.0, 0.1),
            LayerNormalization(axis=(1, 2)),
            Softmax(1),
            GlobalMaxPooling1D(),
        ),
        SERIES,
    ),
}


def twins(layers: tuple[Layer, ...], shape: tuple[int, ...]) -> tuple[Model, Any]:
    """Make a model, and Keras' with the same weights."""
    model = Model(Stack((Input(shape), *layers)), seed=3)
    twin = keras.Sequential([keras.Input(shape), *map(keras_layer, model.network.hidden)])
    twin.set_weights([np.asarray(a) for own in model.weights.values() for a in own.values()])
    return model, twin


def drawn(shape: tuple[int, ...], targets: str = "one_hot") -> tuple[Any, Any]:
    """Draw inputs and targets."""
    random = np.random.default_rng(1)
    x = random.normal(size=(ROWS, *shape)).astype(np.float32)
    numbers = random.integers(0, CLASSES, ROWS)
    y = {
        "one_hot": np.eye(CLASSES)[numbers],
        "positive": random.uniform(0.5, 2, (ROWS, CLASSES)),
    }[targets]
    return x, y.astype(np.float32)


def assert_same_training(model: Model, twin: Any, x: Any, y: Any) -> None:
    """Train both and compare history, evaluation, predictions and weights."""
    options: dict[str, Any] = {"batch_size": 8, "epochs": 3, "shuffle": False}
    history = model.fit(x, y, validation_data=(x[:5], y[:5]), **options)
    expected = twin.fit(x, y, validation_data=(x[:5], y[:5]), verbose=0, **options).history
    assert set(history.figures) == set(expected)
    for name, figures in expected.items():
        np.testing.assert_allclose(history.figures[name], figures, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(model.predict(x), twin.predict(x, verbose=0), rtol=1e-3, atol=1e-4)
    ours = [np.asarray(array) for own in model.weights.values() for array in own.values()]
    for mine, theirs in zip(ours, twin.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=2e-4)


@pytest.mark.parametrize("name", NETWORKS)
def test_layers_train_as_in_keras(name: str) -> None:
    layers, shape = NETWORKS[name]
    model, twin = twins((*layers, Dense(CLASSES, "softmax")), shape)
    x, y = drawn(shape)
    model.compile("sgd", "categorical_crossentropy", ["accuracy"])
    twin.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    assert_same_training(model, twin, x, y)


@pytest.mark.parametrize(
    ("loss", "activation", "targets", "optimizer"),
    [
        ("squared_hinge", "tanh", "one_hot", "adagrad"),
        ("poisson", "exponential", "positive", "nadam"),
        ("cosine_similarity", "linear", "positive", "ftrl"),
    ],
)
def test_losses_metrics_and_optimizers_train_as_in_keras(
    loss: str, activation: str, targets: str, optimizer: str
) -> None:
    model, twin = twins((Dense(6, "tanh"), Dense(CLASSES, activation)), (4,))
    x, y = drawn((4,), targets)
    metrics = ["top_k_categorical_accuracy", "cosine_similarity", "true_positives", "msle"]
    model.compile(optimizer, loss, metrics)
    twin.compile(optimizer, loss, metrics=metrics)
    assert_same_training(model, twin, x, y)


def test_a_loss_that_is_a_sum_trains_as_in_keras() -> None:
    model, twin = twins((Dense(6, "tanh"), Dense(CLASSES)), (4,))
    x, y = drawn((4,), "positive")
    model.compile("sgd", MeanSquaredError(reduction="sum"))
    twin.compile("sgd", keras.losses.MeanSquaredError("sum"))
    assert_same_training(model, twin, x, y)

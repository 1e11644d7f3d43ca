"""`fit` against Keras' `fit`: same weights in, same history and weights out."""

from dataclasses import fields
from typing import Any

import jax
import keras
import numpy as np
import pytest

from plainnet.layers.activation_layers import Activation
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.dropout import Dropout
from plainnet.layers.initializers import Initializer
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.regularizers import L2
from plainnet.layers.reshaping import Flatten
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.metrics.confusion_metrics import Precision
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import Adam
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.early_stopping import EarlyStopping


def keras_layer(layer: Layer) -> Any:
    """Make Keras' layer with the same settings."""
    settings = {f.name: getattr(layer, f.name) for f in fields(layer)}
    settings = {k: v for k, v in settings.items() if not isinstance(v, Initializer)}
    for name, value in settings.items():
        if isinstance(value, L2):
            settings[name] = keras.regularizers.L2(value.l2)
    return getattr(keras.layers, type(layer).__name__)(**settings)


def keras_twin(model: Model) -> Any:
    """Make Keras' model with the same layers and weights."""
    twin = keras.Sequential(
        [keras.Input(model.input_shape), *map(keras_layer, model.network.hidden)]
    )
    twin.set_weights([np.asarray(a) for w in model.weights.values() for a in w.values()])
    return twin


def assert_same(model: Model, twin: Any, history: Any, expected: Any, tolerance: float) -> None:
    """Hold history and final weights against Keras'."""
    assert set(history.figures) == set(expected.history)
    for name, figures in expected.history.items():
        np.testing.assert_allclose(
            history.figures[name], figures, rtol=tolerance, atol=tolerance, err_msg=name
        )
    ours = [np.asarray(a) for w in model.weights.values() for a in w.values()]
    for mine, theirs in zip(ours, twin.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=10 * tolerance, atol=10 * tolerance)


def data(shape: tuple[int, ...], n_classes: int, n_rows: int = 21) -> tuple[Any, Any]:
    """Draw inputs and one-hot targets, or numbers for 0 classes."""
    generator = np.random.default_rng(1)
    x = generator.normal(size=(n_rows, *shape)).astype(np.float32)
    if n_classes == 0:
        return x, generator.normal(size=(n_rows, 1)).astype(np.float32)
    return x, np.eye(n_classes, dtype=np.float32)[generator.integers(0, n_classes, n_rows)]


NETWORKS: dict[str, tuple[tuple[Layer, ...], tuple[int, ...], int, str]] = {
    "dense": (
        (Dense(10, "relu", kernel_regularizer=L2(0.01)), Dense(3, "softmax")),
        (4,),
        3,
        "categorical_crossentropy",
    ),
    "regression": ((Dense(8, "tanh"), Dense(1)), (4,), 0, "mse"),
    "lenet": (
        (
            Conv2D(3, 5, activation="relu"),
            MaxPooling2D(2),
            Conv2D(4, 3, activation="relu"),
            MaxPooling2D(2),
            Conv2D(6, 2, activation="relu"),
            Flatten(),
            Dense(3, "softmax"),
        ),
        (16, 16, 3),
        3,
        "binary_crossentropy",
    ),
    "normalised": (
        (
            Conv2D(3, 3, padding="same", strides=2, use_bias=False),
            BatchNormalization(),
            Activation("leaky_relu"),
            MaxPooling2D(3, 2, "same"),
            Flatten(),
            Dense(3, "softmax"),
        ),
        (9, 8, 2),
        3,
        "categorical_crossentropy",
    ),
    "lstm": (
        (LSTM(6, "relu", return_sequences=True), LSTM(5), Dense(1)),
        (5, 2),
        0,
        "mse",
    ),
    "simple_rnn": (
        (SimpleRNN(6, return_sequences=True), SimpleRNN(5, "relu"), Dense(1)),
        (5, 2),
        0,
        "mse",
    ),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_fit_agrees_with_keras_step_by_step(name: str) -> None:
    layers, shape, n_classes, loss = NETWORKS[name]
    x, y = data(shape, n_classes)
    model = Model(Stack((Input(shape), *layers)), seed=3)
    twin = keras_twin(model)
    metrics = ["accuracy"] if n_classes else ["mae"]
    model.compile(SGD(0.05, momentum=0.9), loss, metrics)
    twin.compile(keras.optimizers.SGD(0.05, momentum=0.9), loss, metrics=metrics)
    options: dict[str, Any] = {"batch_size": 8, "epochs": 3, "shuffle": False}
    history = model.fit(x[: 16 + 1], y[: 16 + 1], validation_data=(x[16:], y[16:]), **options)
    expected = twin.fit(
        x[: 16 + 1], y[: 16 + 1], validation_data=(x[16:], y[16:]), verbose=0, **options
    )
    assert_same(model, twin, history, expected, 2e-5)
    np.testing.assert_allclose(model.predict(x), twin.predict(x, verbose=0), atol=1e-4)


def test_weights_of_rows_and_classes_agree_with_keras() -> None:
    x, y = data((4,), 3)
    weights = np.linspace(0.1, 3, 21).astype(np.float32)
    model = Model(Stack((Input((4,)), Dense(5, "tanh"), Dense(3, "softmax"))))
    twin = keras_twin(model)
    model.compile(Adam(0.01), "categorical_crossentropy", ["accuracy"], [Precision()])
    twin.compile(
        keras.optimizers.Adam(0.01),
        "categorical_crossentropy",
        metrics=["accuracy"],
        weighted_metrics=[keras.metrics.Precision()],
    )
    options: dict[str, Any] = {
        "batch_size": 8,
        "epochs": 3,
        "shuffle": False,
        "sample_weight": weights,
        "validation_data": (x[:5], y[:5], weights[:5]),
    }
    history = model.fit(x, y, **options)
    expected = twin.fit(x, y, verbose=0, **options)
    assert_same(model, twin, history, expected, 2e-5)


def test_weights_of_classes_agree_with_keras() -> None:
    x, y = data((4,), 3)
    model = Model(Stack((Input((4,)), Dense(3, "softmax"))))
    twin = keras_twin(model)
    classes = {0: 0.5, 1: 2.0, 2: 1.0}
    model.compile("sgd", "categorical_crossentropy")
    twin.compile("sgd", "categorical_crossentropy")
    history = model.fit(x, y, shuffle=False, class_weight=classes, epochs=2)
    expected = twin.fit(x, y, shuffle=False, class_weight=classes, epochs=2, verbose=0)
    assert_same(model, twin, history, expected, 2e-5)


def test_schedule_and_initial_epoch_agree_with_keras() -> None:
    x, y = data((4,), 0)
    model = Model(Stack((Input((4,)), Dense(1))))
    twin = keras_twin(model)
    model.compile(SGD(ExponentialDecay(0.1, 3, 0.5), momentum=0.9), MeanSquaredError())
    decay = keras.optimizers.schedules.ExponentialDecay(0.1, 3, 0.5)
    twin.compile(keras.optimizers.SGD(decay, momentum=0.9), "mean_squared_error")
    for epochs in ({"epochs": 2}, {"initial_epoch": 2, "epochs": 5}):
        options: dict[str, Any] = {"shuffle": False, "batch_size": 4, "validation_split": 0.25}
        history = model.fit(x, y, **epochs, **options)
        expected = twin.fit(x, y, verbose=0, **epochs, **options)
        assert history.epochs == expected.epoch
        assert_same(model, twin, history, expected, 2e-5)


@pytest.mark.parametrize("restore", [True, False])
@pytest.mark.parametrize("patience", [0, 2])
def test_early_stopping_agrees_with_keras(restore: bool, patience: int) -> None:
    x, y = data((4,), 0, n_rows=40)
    model = Model(Stack((Input((4,)), Dense(16, "tanh"), Dense(1))))
    twin = keras_twin(model)
    model.compile(Adam(0.05), "mse")
    twin.compile(keras.optimizers.Adam(0.05), "mean_squared_error")
    options: dict[str, Any] = {"epochs": 60, "shuffle": False}
    settings: dict[str, Any] = {"patience": patience, "restore_best_weights": restore}
    stopping = EarlyStopping(min_delta=0.001, start_from_epoch=2, **settings)
    callback = keras.callbacks.EarlyStopping(min_delta=0.001, start_from_epoch=2, **settings)
    validation = (x[30:], y[30:])
    history = model.fit(x[:30], y[:30], validation_data=validation, stopping=stopping, **options)
    expected = twin.fit(
        x[:30], y[:30], validation_data=validation, callbacks=[callback], verbose=0, **options
    )
    assert len(history.epochs) == len(expected.epoch) < 60
    assert history.best_epoch == callback.best_epoch
    assert_same(model, twin, history, expected, 1e-4)


def test_same_seed_gives_the_same_bits_whatever_the_number_of_epochs_at_once() -> None:
    x, y = data((4,), 3)

    def run(cuts: list[int], seed: int) -> str:
        network = Stack((Input((4,)), Dense(8, "relu"), Dropout(0.3), Dense(3, "softmax")))
        model = Model(network, seed=seed)
        model.compile(Adam(0.01), "categorical_crossentropy")
        for start, end in zip([0, *cuts], cuts, strict=False):
            model.fit(x, y, initial_epoch=start, epochs=end, batch_size=8)
        return model.weights_hash()

    assert run([12], 5) == run([1, 5, 12], 5)
    assert run([12], 5) != run([12], 6)


def test_grey_images_as_one_channel_train_as_with_three() -> None:
    x, y = data((12, 12, 1), 3)
    grey = np.repeat(x, 3, axis=3)
    layers = (Conv2D(4, 3, activation="relu"), MaxPooling2D(2), Flatten(), Dense(3, "softmax"))
    model = Model(Stack((Input((12, 12, 3)), *layers)))
    twin = keras_twin(model)
    model.compile(SGD(0.05), "categorical_crossentropy")
    twin.compile(keras.optimizers.SGD(0.05), "categorical_crossentropy")
    options: dict[str, Any] = {"epochs": 3, "shuffle": False, "batch_size": 8}
    history = model.fit(grey, y, **options)
    expected = twin.fit(grey, y, verbose=0, **options)
    assert_same(model, twin, history, expected, 2e-5)


@pytest.mark.parametrize(
    "network",
    [
        Stack((Input((4,)), Dense(7, "tanh"), Dense(1))),
        Stack((Input((4, 3)), LSTM(7), Dense(1))),
    ],
)
def test_other_epochs_rates_and_seeds_compile_nothing_anew(
    network: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    x, y = data(network.layers[0].shape, 0, n_rows=11)
    with jax.log_compiles():
        for seed, rate, epochs in ((0, 0.1, 2), (1, 0.01, 9), (2, 0.2, 300)):
            model = Model(network, seed)
            model.compile(SGD(rate), "mse")
            model.fit(x, y, epochs=epochs)
    compiled = [r.message for r in caplog.records if "Finished XLA compilation" in r.message]
    assert len(compiled) == 1
    assert "run_epochs" in compiled[0]

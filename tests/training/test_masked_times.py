"""Masked sequences in training and measuring, against Keras."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.layers.dense import Dense
from plainnet.layers.embedding import Embedding, Masking
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.simple_rnn import SimpleRNN
from plainnet.layers.time_distributed import TimeDistributed
from plainnet.metrics.catalogue import find_metric
from plainnet.metrics.confusion_metrics import Precision
from plainnet.metrics.metric import MetricOfOutput
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.training.masked_times import each_alone, time_shares, weights_of_times

MASK = jnp.asarray([[True, True, False], [True, False, False], [True, True, True]])
PRESENT = jnp.asarray([1.0, 1.0, 0.0])


def test_shares_are_those_of_the_times_that_are_there() -> None:
    shares = time_shares(PRESENT, MASK)
    np.testing.assert_allclose(shares, [[2, 2, 0], [2, 0, 0], [0, 0, 0]])
    assert not time_shares(PRESENT, MASK & False).any()


def test_masks_of_several_outputs_stay_apart() -> None:
    assert each_alone(lambda mask: ~mask, None) is None
    nothing, there = each_alone(lambda mask: ~mask, (None, MASK))
    assert nothing is None
    assert (there == ~MASK).all()
    mae = find_metric("mae", output_shape=(3, 1), y_shape=(3, 1))
    second = MetricOfOutput(mae, 1)
    assert weights_of_times((None, MASK), second, PRESENT).shape == (3, 3)
    assert weights_of_times((MASK, None), second, PRESENT) is PRESENT
    assert weights_of_times(None, mae, PRESENT) is PRESENT
    assert weights_of_times(MASK, Precision(), PRESENT) is PRESENT
    np.testing.assert_array_equal(weights_of_times(MASK, mae, PRESENT), MASK * PRESENT[:, None])


def of_words() -> tuple[tuple[Layer, ...], list[Any], Any, Any]:
    """A tag for each word of sentences that zeros fill up."""
    random = np.random.default_rng(0)
    x = random.integers(1, 6, size=(21, 5)) * (np.arange(5) < random.integers(1, 6, (21, 1)))
    y = np.eye(3)[random.integers(0, 3, size=(21, 5))]
    layers = (Embedding(6, 4, mask_zero=True), LSTM(5, return_sequences=True),
              TimeDistributed(Dense(3, "softmax")))  # fmt: skip
    twins = [
        keras.layers.Embedding(6, 4, mask_zero=True),
        keras.layers.LSTM(5, return_sequences=True),
        keras.layers.TimeDistributed(keras.layers.Dense(3, "softmax")),
    ]
    return layers, twins, x, y


def of_numbers() -> tuple[tuple[Layer, ...], list[Any], Any, Any]:
    """One number for each sequence; the mask ends with the recurrent layer."""
    random = np.random.default_rng(1)
    x = random.normal(size=(21, 5, 2)) * (np.arange(5) < random.integers(0, 6, (21, 1)))[..., None]
    y = random.normal(size=(21, 1))
    layers = (Masking(), SimpleRNN(4), Dense(1))
    twins = [keras.layers.Masking(), keras.layers.SimpleRNN(4), keras.layers.Dense(1)]
    return layers, twins, x, y


@pytest.mark.parametrize(
    ("made", "loss", "metrics"),
    [
        (of_words(), "categorical_crossentropy", ["accuracy", "mae"]),
        (of_numbers(), "mse", ["mae"]),
    ],
)
def test_fit_and_evaluate_agree_with_keras(made: Any, loss: str, metrics: list[str]) -> None:
    layers, twins, x, y = made
    x, y = x.astype(np.float32), y.astype(np.float32)
    network = Stack((Input(x.shape[1:]), *layers))
    assert network.masks_outputs == (y.ndim == 3)
    model = Model(network, seed=3)
    twin = keras.Sequential([keras.Input(x.shape[1:]), *twins])
    twin.set_weights([np.asarray(a) for own in model.weights.values() for a in own.values()])
    model.compile(SGD(0.05, momentum=0.9), loss, metrics)
    twin.compile(keras.optimizers.SGD(0.05, momentum=0.9), loss, metrics=metrics)
    options: dict[str, Any] = {"batch_size": 8, "epochs": 2, "shuffle": False}
    history = model.fit(x, y, validation_data=(x[:9], y[:9]), **options)
    expected = twin.fit(x, y, validation_data=(x[:9], y[:9]), verbose=0, **options)
    for name, figures in expected.history.items():
        np.testing.assert_allclose(history.figures[name], figures, rtol=2e-5, err_msg=name)
    ours = [np.asarray(a) for own in model.weights.values() for a in own.values()]
    for mine, theirs in zip(ours, twin.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=2e-4, atol=2e-5)
    measured = model.evaluate(x, y)
    for name, figure in twin.evaluate(x, y, verbose=0, return_dict=True).items():
        np.testing.assert_allclose(measured[name], figure, rtol=2e-5, err_msg=name)

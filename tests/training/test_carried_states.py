"""States carried from batch to batch, against Keras layer by layer."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.dense import Dense
from plainnet.layers.gru import GRU
from plainnet.layers.input import Input
from plainnet.layers.lstm import LSTM
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.training.carried_states import check_whole_batches, outputs_and_states

ROWS = np.random.default_rng(0).normal(size=(6, 3, 2)).astype(np.float32)
TARGETS = ROWS[:, 0, :1]


def carrying() -> Stack:
    """A small network of layers that carry states over batches of two rows."""
    inner = (GRU(3, stateful=True, return_sequences=True), Bidirectional(LSTM(2, stateful=True)))
    return Stack((Input((3, 2), batch_size=2), *inner, Dense(1)))


def twin_of(model: Model) -> Any:
    """Make Keras' model with the same weights."""
    twin = keras.Sequential(
        [
            keras.Input(batch_shape=(2, 3, 2)),
            keras.layers.GRU(3, stateful=True, return_sequences=True),
            keras.layers.Bidirectional(keras.layers.LSTM(2, stateful=True)),
            keras.layers.Dense(1),
        ]
    )
    learned = model.network.without_states(model.weights)
    twin.set_weights([np.asarray(a) for own in learned.values() for a in own.values()])
    return twin


def test_predictions_go_on_from_the_last_ones() -> None:
    model = Model(carrying(), seed=2)
    twin = twin_of(model)
    first, again = model.predict(ROWS), model.predict(ROWS)
    # Keras on JAX forgets states in `predict`; called batch by batch it carries them on.
    expected = np.concatenate([twin(ROWS[at : at + 2]) for at in (0, 2, 4, 0, 2, 4)])
    np.testing.assert_allclose(np.concatenate([first, again]), expected, rtol=1e-5, atol=1e-6)
    model.weights = model.network.with_first_states(model.weights)
    learned = model.network.without_states(model.weights)
    as_from_a_file = Model(model.network, built=((3, 2), learned))
    np.testing.assert_array_equal(as_from_a_file.predict(ROWS), first)
    np.testing.assert_array_equal(model.predict(ROWS), first)


def test_training_carries_states_and_learns_as_if_they_were_given() -> None:
    model = Model(carrying(), seed=2)
    start = model.weights
    model.compile(SGD(0.1), "mse")
    model.fit(ROWS, TARGETS, batch_size=2, epochs=1, shuffle=False)
    weights = start
    for at in (0, 2, 4):
        one = Model(model.network, built=((3, 2), weights))
        one.compile(SGD(0.1), "mse")
        one.fit(ROWS[at : at + 2], TARGETS[at : at + 2], batch_size=2, epochs=1)
        weights = one.weights
    for name, own in model.weights.items():
        for weight, array in own.items():
            np.testing.assert_allclose(array, weights[name][weight], rtol=1e-5, atol=1e-6)
    assert jnp.abs(model.weights["gru"]["hidden_state"]).min() > 0


def test_measuring_carries_states() -> None:
    model = Model(carrying(), seed=2)
    model.compile("sgd", "mse", ["mae"])
    measured = model.evaluate(ROWS, TARGETS, batch_size=2)
    errors = model.predict(ROWS) - TARGETS
    assert measured["loss"] == pytest.approx(float((errors**2).mean()), rel=1e-5)
    assert measured["mae"] == pytest.approx(float(abs(errors).mean()), rel=1e-5)


def test_the_order_of_weights_stays_that_of_files() -> None:
    network = carrying()
    weights, _ = network.init((0,), (3, 2))
    after = outputs_and_states(network, weights, ROWS)[1]
    assert [(n, list(own)) for n, own in after.items()] == [
        (n, list(own)) for n, own in weights.items()
    ]
    shapes = network.weight_shapes((3, 2))
    learned = network.without_states(weights)
    assert {n: list(own) for n, own in learned.items()} == {n: list(s) for n, s in shapes.items()}


@pytest.mark.parametrize(("n_rows", "batch_size"), [(6, 3), (5, 2)])
def test_batches_of_another_size_are_refused(n_rows: int, batch_size: int) -> None:
    with pytest.raises(SettingError, match="batches of 2 rows"):
        check_whole_batches(carrying(), n_rows, batch_size)
    check_whole_batches(Stack((Dense(1),)), n_rows, batch_size)
    model = Model(carrying())
    model.compile("sgd", "mse")
    with pytest.raises(SettingError, match="batches of 2 rows"):
        model.fit(ROWS[:n_rows], TARGETS[:n_rows], batch_size=batch_size)

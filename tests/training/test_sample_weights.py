"""Weights of rows, times and outputs against Keras: losses, weighted metrics, trained weights."""

from functools import partial
from typing import Any

import keras
import numpy as np
import pytest

from plainnet import keras as ours

RANDOM = np.random.default_rng(0)
ROWS, TIMES = 21, 6
X = RANDOM.normal(size=(ROWS, TIMES, 2)).astype(np.float32)
Y = RANDOM.normal(size=(ROWS, TIMES, 1)).astype(np.float32)
OF_ROWS = RANDOM.uniform(size=ROWS).astype(np.float32)
OF_TIMES = (RANDOM.uniform(size=(ROWS, TIMES)) * (RANDOM.uniform(size=(ROWS, TIMES)) < 0.6)).astype(
    np.float32
)


def series_model(library: Any, is_masked: bool = False) -> Any:
    """Make a net with an output for every time; a masked time is all zeros."""
    inputs = library.Input((TIMES, 2))
    hidden = library.layers.Masking()(inputs) if is_masked else inputs
    hidden = library.layers.SimpleRNN(3, return_sequences=True, name="walk")(hidden)
    model = library.Model(inputs, library.layers.Dense(1, name="answer")(hidden))
    model.compile("sgd", "mse", metrics=["mae"], weighted_metrics=["mse"])
    return model


def forked_model(library: Any) -> Any:
    """Make a net with an output for every time and one for the whole series."""
    inputs = library.Input((TIMES, 2))
    hidden = library.layers.SimpleRNN(3, return_sequences=True, name="walk")(inputs)
    each = library.layers.Dense(1, name="each")(hidden)
    whole = library.layers.Dense(1, name="whole")(library.layers.Flatten()(hidden))
    model = library.Model(inputs, [each, whole])
    metrics = {"each": ["mae"], "whole": ["mse"]}
    model.compile("sgd", ["mse", "mse"], weighted_metrics=metrics)
    return model


def assert_same_training(make: Any, x: Any, y: Any, **settings: Any) -> None:
    """Train both, and compare histories, evaluations and weights."""
    mine, twin = make(ours), make(keras)
    mine.set_weights(twin.get_weights())
    fit = {"batch_size": 8, "epochs": 2, "shuffle": False, "verbose": 0}
    history = mine.fit(x, y, **fit, **settings).history
    expected = twin.fit(x, y, **fit, **settings).history
    assert set(history) == set(expected)
    for name, figures in expected.items():
        np.testing.assert_allclose(history[name], figures, rtol=2e-4, err_msg=name)
    for own, theirs in zip(mine.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_allclose(own, theirs, rtol=1e-3, atol=1e-5)
    found = mine.evaluate(x, y, verbose=0, return_dict=True, **settings)
    for name, figure in twin.evaluate(x, y, verbose=0, return_dict=True, **settings).items():
        np.testing.assert_allclose(found[name], figure, rtol=2e-4, err_msg=name)


@pytest.mark.parametrize("weights", [OF_ROWS[:, None], OF_TIMES], ids=["rows", "times"])
def test_weights_of_rows_and_times(weights: Any) -> None:
    assert_same_training(series_model, X, Y, sample_weight=weights)


def test_weights_of_times_that_a_mask_leaves_out() -> None:
    x = X.copy()
    x[:, 4:] = 0
    x[3, 2:] = 0
    assert_same_training(partial(series_model, is_masked=True), x, Y, sample_weight=OF_TIMES)


@pytest.mark.parametrize("of_each", [OF_TIMES, OF_ROWS[:, None]], ids=["times", "rows"])
def test_weights_of_outputs(of_each: Any) -> None:
    weights = [of_each, OF_ROWS[:, None]]
    assert_same_training(forked_model, X, [Y, Y[:, 0]], sample_weight=weights)


def test_weights_by_the_names_of_outputs() -> None:
    one, other = forked_model(ours), forked_model(ours)
    other.set_weights(one.get_weights())
    settings: dict[str, Any] = {"shuffle": False, "verbose": 0}
    listed = one.fit(X, [Y, Y[:, 0]], sample_weight=[OF_TIMES, OF_ROWS], **settings)
    y, weights = {"whole": Y[:, 0], "each": Y}, {"whole": OF_ROWS, "each": OF_TIMES}
    assert other.fit(X, y, sample_weight=weights, **settings).history == listed.history


def test_batches_and_validation_have_weights_of_times() -> None:
    mine, twin = series_model(ours), series_model(keras)
    mine.set_weights(twin.get_weights())
    for _ in range(2):
        found = mine.train_on_batch(X[:8], Y[:8], sample_weight=OF_TIMES[:8])
        expected = twin.train_on_batch(X[:8], Y[:8], sample_weight=OF_TIMES[:8])
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-4)
    validation = (X, Y, OF_TIMES)
    settings: dict[str, Any] = {"validation_data": validation, "verbose": 0, "shuffle": False}
    history = mine.fit(X, Y, **settings).history
    expected = twin.fit(X, Y, **settings).history
    np.testing.assert_allclose(history["val_loss"], expected["val_loss"], rtol=1e-4)

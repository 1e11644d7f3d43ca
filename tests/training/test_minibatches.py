"""Which rows make up each step."""

from typing import Any

import jax.numpy as jnp
import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainnet.errors import SettingError
from plainnet.layers.bidirectional import Bidirectional
from plainnet.layers.dense import Dense
from plainnet.layers.embedding import Embedding, Masking
from plainnet.layers.gru import GRU
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.time_distributed import TimeDistributed
from plainnet.metrics.catalogue import find_metric
from plainnet.metrics.confusion_metrics import Precision
from plainnet.metrics.metric import MetricOfOutput
from plainnet.model import Model
from plainnet.networks.network import Stack
from plainnet.optimizers.optimizer import SGD
from plainnet.training.minibatches import (
    EVALUATION_NUMBERS,
    FILLER,
    check_whole_batches,
    count_steps,
    each_alone,
    evaluation_batch_size,
    outputs_and_states,
    rows_of_epoch,
    slices_of,
    time_shares,
    weights_of_times,
)

counts = st.integers(1, 60)


@given(n_rows=counts, batch_size=counts, shuffle=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_row_comes_once_and_the_filler_last(
    n_rows: int, batch_size: int, shuffle: bool
) -> None:
    order = rows_of_epoch(n_rows, batch_size, seed=3, epoch=2, shuffle=shuffle)
    assert order.shape == (count_steps(n_rows, batch_size), batch_size)
    flat = order.reshape(-1)
    assert sorted(flat[:n_rows]) == list(range(n_rows))
    assert (flat[n_rows:] == FILLER).all()
    assert len(flat) - n_rows < batch_size


def test_the_order_depends_on_seed_and_epoch_alone() -> None:
    first = rows_of_epoch(50, 8, 1, 4, True)
    np.testing.assert_array_equal(first, rows_of_epoch(50, 8, 1, 4, True))
    for seed, epoch in [(1, 5), (2, 4), (4, 1)]:
        assert (first != rows_of_epoch(50, 8, seed, epoch, True)).any()


def test_every_row_comes_first_equally_often() -> None:
    firsts = [rows_of_epoch(4, 2, 0, epoch, True)[0, 0] for epoch in range(2000)]
    assert np.bincount(firsts) == pytest.approx([500] * 4, abs=5 * (2000 * 3 / 16) ** 0.5)


def test_slices_cut_in_order() -> None:
    cut = [list(range(7))[part] for part in slices_of(7, 3)]
    assert cut == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(slices_of(0, 3)) == []


@pytest.mark.parametrize(
    ("n_rows", "shape", "size"),
    [
        (5, (4,), 5),
        (10**6, (4,), EVALUATION_NUMBERS // 4),
        (10**6, (64, 64, 3), 32),
        (10**6, (1000, 1000), 32),
        (1, (), 1),
    ],
)
def test_rows_evaluated_at_once(n_rows: int, shape: tuple[int, ...], size: int) -> None:
    assert evaluation_batch_size(n_rows, shape) == size


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


def of_words_of_sentences() -> tuple[tuple[Layer, ...], list[Any], Any, Any]:
    """A number for each word of texts of sentences that zeros fill up."""
    random = np.random.default_rng(2)
    x = random.integers(1, 6, size=(21, 2, 3)) * (np.arange(3) < random.integers(1, 4, (21, 2, 1)))
    y = random.normal(size=(21, 2, 3, 1))
    layers = (Embedding(6, 4, mask_zero=True), TimeDistributed(SimpleRNN(2, return_sequences=True)),
              Dense(1))  # fmt: skip
    each = keras.layers.SimpleRNN(2, return_sequences=True)
    twins = [
        keras.layers.Embedding(6, 4, mask_zero=True),
        keras.layers.TimeDistributed(each),
        keras.layers.Dense(1),
    ]
    return layers, twins, x, y


@pytest.mark.parametrize(
    ("made", "loss", "metrics"),
    [
        (of_words(), "categorical_crossentropy", ["accuracy", "mae"]),
        (of_numbers(), "mse", ["mae"]),
        (of_words_of_sentences(), "mse", ["mae", "RootMeanSquaredError"]),
    ],
)
def test_fit_and_evaluate_agree_with_keras(made: Any, loss: str, metrics: list[str]) -> None:
    layers, twins, x, y = made
    x, y = x.astype(np.float32), y.astype(np.float32)
    network = Stack((Input(x.shape[1:]), *layers))
    assert network.masks_outputs == (y.ndim > 2)
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
    model.weights = model.network.with_first_states(model.weights)
    in_batches = model.predict(ROWS[at : at + 2] for at in (0, 2, 4))
    np.testing.assert_array_equal(in_batches, first)


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

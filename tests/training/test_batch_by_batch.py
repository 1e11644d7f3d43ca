"""Batches from generators, sequences and iterables: what Keras learns from them, plainnet does."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.training.callbacks.early_stopping import EarlyStopping
from training.callbacks.keras_twins import VALIDATION, X, Y, assert_alike, twins

Parts = tuple[np.ndarray[Any, Any], ...]
WEIGHTS = np.linspace(0.2, 2.0, len(X)).astype(np.float32)


def batches(*arrays: np.ndarray[Any, Any], size: int = 6) -> list[Parts]:
    """Cut arrays into batches, the last one short."""
    return [
        tuple(array[start : start + size] for array in arrays)
        for start in range(0, len(arrays[0]), size)
    ]


class Listed(keras.utils.PyDataset):  # type: ignore[misc]
    """Batches by number."""

    def __init__(self, parts: list[Parts]) -> None:
        super().__init__()
        self.parts = parts
        self.ended = 0

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, number: int) -> Parts:
        return self.parts[number]

    def on_epoch_end(self) -> None:
        self.ended += 1


def endless(parts: list[Parts]) -> Iterator[Parts]:
    """Give batches for ever."""
    yield from itertools.cycle(parts)


SOURCES: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "sequence": (lambda: Listed(batches(X, Y)), {"epochs": 3, "shuffle": False}),
    "weighted": (lambda: Listed(batches(X, Y, WEIGHTS)), {"epochs": 2, "shuffle": False}),
    "generator": (
        lambda: endless(batches(X, Y)),
        {"epochs": 3, "steps_per_epoch": 3, "shuffle": False},
    ),
    "classes": (
        lambda: Listed(batches(X, Y)),
        {"epochs": 2, "shuffle": False, "class_weight": {0: 3.0, 1: 0.5}},
    ),
    "held out": (
        lambda: Listed(batches(X, Y)),
        {"epochs": 4, "shuffle": False, "validation_data": VALIDATION, "validation_freq": 2},
    ),
    "held out by number": (
        lambda: Listed(batches(X, Y)),
        {
            "epochs": 3,
            "shuffle": False,
            "validation_data": Listed(batches(*VALIDATION, size=4)),
            "validation_steps": 2,
            "validation_freq": [1, 3],
        },
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_as_in_keras(name: str) -> None:
    make, settings = SOURCES[name]
    ours, theirs = twins(optimizer="adam")
    mine = ours.fit(make(), **settings)
    others = theirs.fit(make(), verbose=0, **settings)
    assert_alike(ours, theirs, mine, others)


@pytest.mark.filterwarnings("ignore:The data ran out", "ignore:Your input ran out")
@pytest.mark.parametrize(
    "settings",
    [
        {"steps_per_epoch": 3, "validation_data": VALIDATION},
        {"validation_data": VALIDATION, "validation_steps": 1, "validation_batch_size": 4},
        {"validation_data": VALIDATION, "validation_freq": 2},
    ],
)
def test_arrays_in_steps_as_in_keras(settings: dict[str, Any]) -> None:
    ours, theirs = twins()
    own = {"batch_size": 5, "shuffle": False, "epochs": 4, **settings}
    assert_alike(ours, theirs, ours.fit(X, Y, **own), theirs.fit(X, Y, verbose=0, **own))


def test_evaluation_and_prediction_from_batches() -> None:
    ours, theirs = twins()
    parts = batches(X, Y, WEIGHTS, size=7)
    expected = theirs.evaluate(Listed(parts), verbose=0, return_dict=True)
    assert ours.evaluate(Listed(parts)) == pytest.approx(expected, rel=1e-5)
    assert ours.evaluate(iter(parts)) == pytest.approx(expected, rel=1e-5)
    expected = theirs.evaluate(X, Y, batch_size=4, steps=2, verbose=0, return_dict=True)
    assert ours.evaluate(X, Y, batch_size=4, steps=2) == pytest.approx(expected, rel=1e-5)
    outputs = theirs.predict(X, verbose=0)
    np.testing.assert_allclose(ours.predict(Listed(parts)), outputs, atol=1e-6)
    np.testing.assert_allclose(ours.predict(part[0] for part in parts), outputs, atol=1e-6)
    few = ours.predict(endless(batches(X)), steps=2)
    np.testing.assert_allclose(few, outputs[:12], atol=1e-6)


def test_a_sequence_is_shuffled_and_hears_of_epochs() -> None:
    plain, shuffled = twins()[0], twins()[0]
    listed = Listed(batches(X, Y))
    plain.fit(listed, epochs=2, shuffle=False)
    assert listed.ended == 3  # once before the first epoch, as in Keras
    shuffled.fit(listed, epochs=2)
    assert plain.weights_hash() != shuffled.weights_hash()


def test_what_can_be_iterated_anew() -> None:
    class Again:
        def __iter__(self) -> Iterator[Parts]:
            return iter(batches(X, Y))

    listed, again = twins()[0], twins()[0]
    listed.fit(Listed(batches(X, Y)), epochs=2, shuffle=False)
    history = again.fit(Again(), epochs=2)
    assert history.epochs == [0, 1]
    assert listed.weights_hash() == again.weights_hash()


def test_arrays_behind_batches_are_trained_on_as_one_program() -> None:
    class Whole:
        x, y, sample_weight, batch_size, shuffle = X, Y, None, 6, True

        def as_arrays(self) -> "Whole":
            return self

        def __iter__(self) -> Iterator[Parts]:
            raise AssertionError("nobody needs the batches")

    whole, arrays = twins()[0], twins()[0]
    whole.fit(Whole(), epochs=2)
    arrays.fit(X, Y, batch_size=6, epochs=2)
    assert whole.weights_hash() == arrays.weights_hash()


def test_data_that_run_out() -> None:
    model = twins()[0]
    with pytest.warns(UserWarning, match="ran out after 4 of 6 batches"):
        history = model.fit(iter(batches(X, Y)), steps_per_epoch=6)
    assert history.epochs == [0]
    with pytest.warns(UserWarning, match="ran out after 0 of 4 batches"):
        history = model.fit(iter(batches(X, Y)), epochs=3)
    assert history.epochs == [0]
    with pytest.raises(SettingError, match="gave no batch at all"):
        model.fit(iter([]))
    with pytest.raises(SettingError, match="not of 4 parts"):
        model.fit(iter([(X, Y, WEIGHTS, X)]))
    with pytest.raises(SettingError, match="came without targets"):
        model.fit(X)


def test_early_stopping_from_batches() -> None:
    stopping = EarlyStopping("loss", min_delta=10.0, patience=1)
    history = twins()[0].fit(Listed(batches(X, Y)), epochs=9, stopping=stopping)
    assert history.epochs == [0, 1]


def test_as_in_keras_of_single_batch() -> None:
    ours, theirs = twins(optimizer="adam")
    for rows in (slice(6), slice(6, 20), slice(20, 23), slice(6)):
        mine = ours.train_on_batch(X[rows], Y[rows], WEIGHTS[rows])
        other = theirs.train_on_batch(X[rows], Y[rows], WEIGHTS[rows], return_dict=True)
        assert mine == pytest.approx(other, rel=1e-5)
        mine = ours.test_on_batch(X[:5], Y[:5])
        assert mine == pytest.approx(theirs.test_on_batch(X[:5], Y[:5], return_dict=True), rel=1e-5)
    for mine_array, array in zip(ours.state.copy_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine_array, array, rtol=1e-4, atol=1e-6)


def test_steps_weights_and_rates_set_between_batches() -> None:
    ours, theirs = twins(optimizer="adam")
    for model in (ours, theirs):
        model.train_on_batch(X, Y, class_weight={0: 2.0})
    ours.state.learning_rate = theirs.optimizer.learning_rate = 0.01
    halved = [0.5 * array for array in theirs.get_weights()]
    ours.state.set_weights(halved)
    theirs.set_weights(halved)
    ours.train_on_batch(X, Y)
    theirs.train_on_batch(X, Y)
    ours.fit(X, Y, epochs=2, shuffle=False)
    theirs.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    ours.train_on_batch(X, Y)
    theirs.train_on_batch(X, Y)
    assert ours.state.steps_taken == 5
    for mine_array, array in zip(ours.state.copy_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine_array, array, rtol=1e-4, atol=1e-6)

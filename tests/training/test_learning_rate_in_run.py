"""Rates set at run time: numbers, and first rates of a decay with every step."""

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay, InverseTimeDecay
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.learning_rate_scheduler import LearningRateScheduler
from plainnet.training.compiled_run import epoch_loop
from plainnet.training.learning_rate_in_run import (
    has_rate_to_set,
    rate_of_step,
    rate_set,
    with_rate,
    without_rate,
)
from training.callbacks.keras_twins import X, Y, assert_alike, twins

DECAYING = SGD(InverseTimeDecay(0.5, 1, 0.25))


def test_a_rate_of_each_kind() -> None:
    plain, scheduled = SGD(0.5), SGD(ExponentialDecay(0.5, 10, 0.5))
    for optimizer, set_rate, rate in (
        (plain, 0.5, 0.5),
        (DECAYING, 0.5, 0.25),
        (scheduled, 0, 0.38),
    ):
        assert rate_set(optimizer) == set_rate
        found = rate_of_step(without_rate(optimizer), np.int32(4), rate_set(optimizer))
        assert float(found) == pytest.approx(rate, abs=0.01)
    for optimizer in (plain, DECAYING):
        assert has_rate_to_set(optimizer)
        assert without_rate(with_rate(optimizer, 0.125)) == without_rate(optimizer)
        assert rate_set(with_rate(optimizer, 0.125)) == 0.125
    with pytest.raises(SettingError, match="follows a schedule"):
        with_rate(scheduled, 0.1)


def test_a_decay_goes_on_when_its_first_rate_is_set() -> None:
    ours, theirs = twins(metrics=())
    ours.compile(DECAYING, "mse")
    epoch_loop.cache_clear()  # another test may have compiled the same program before
    mine = ours.fit(
        X, Y, epochs=4, batch_size=8, shuffle=False,
        callbacks=[LearningRateScheduler(lambda epoch: 0.4 / (epoch + 1))],
    )  # fmt: skip
    assert epoch_loop.cache_info().misses == 1
    assert mine.figures.pop("learning_rate") == pytest.approx([0.4, 0.2, 0.4 / 3, 0.1])
    theirs.compile("sgd", "mse")
    history: dict[str, list[float]] = {"loss": []}
    step = 0
    for epoch in range(4):
        losses = []
        for start in range(0, len(X), 8):
            theirs.optimizer.learning_rate = 0.4 / (epoch + 1) / (1 + 0.25 * step)
            batch = X[start : start + 8], Y[start : start + 8]
            losses += [theirs.train_on_batch(*batch)] * len(batch[0])
            step += 1
        history["loss"].append(float(np.mean(losses)))
    assert_alike(ours, theirs, mine, type("History", (), {"history": history}))


def test_keras_is_the_oracle_of_a_plain_decay() -> None:
    ours, theirs = twins(metrics=())
    ours.compile(DECAYING, "mse")
    schedule = keras.optimizers.schedules.InverseTimeDecay(0.5, 1, 0.25)
    theirs.compile(keras.optimizers.SGD(schedule), "mse")
    settings = {"epochs": 3, "batch_size": 8, "shuffle": False}
    assert_alike(ours, theirs, ours.fit(X, Y, **settings), theirs.fit(X, Y, verbose=0, **settings))

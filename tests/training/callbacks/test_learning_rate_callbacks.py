"""The learning rate in force is the float32 that Keras holds."""

from collections.abc import Callable
from typing import Any

import keras
import pytest

from plainnet.errors import SettingError
from plainnet.optimizers.learning_rate_schedules import ExponentialDecay
from plainnet.optimizers.optimizer import SGD
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.learning_rate_callbacks import (
    LearningRateScheduler,
    ReduceLROnPlateau,
    learning_rate_of,
)
from plainnet.training.callbacks.model_view import ModelView
from training.callbacks.keras_twins import X, Y, assert_alike, fit_both, twins


def test_a_float32() -> None:
    ours, theirs = twins()
    expected = float(keras.ops.convert_to_numpy(theirs.optimizer.learning_rate))
    assert learning_rate_of(ModelView(ours)) == expected != 0.3


def by_epoch(epoch: int) -> float:
    """Give a rate of the epoch alone."""
    return 0.4 / (1 + epoch)


def by_rate(epoch: int, rate: float) -> float:
    """Shorten the rate so far."""
    return rate if epoch < 2 else rate * 0.3


@pytest.mark.parametrize("schedule", [by_epoch, by_rate])
def test_as_in_keras(schedule: Callable[..., Any], capsys: Any) -> None:
    ours, theirs = twins(optimizer="adam")
    pair = (
        LearningRateScheduler(schedule, verbose=1),
        keras.callbacks.LearningRateScheduler(schedule, verbose=1),
    )
    mine, others = fit_both(ours, theirs, [pair], epochs=5)
    assert_alike(ours, theirs, mine, others)
    assert mine.figures["learning_rate"] == others.history["learning_rate"]
    lines = capsys.readouterr().out.splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]
    assert len(lines) == 20


@pytest.mark.parametrize(
    "settings",
    [
        {"monitor": "val_loss", "factor": 0.5, "patience": 1, "verbose": 1},
        {"monitor": "loss", "factor": 0.2, "patience": 2, "min_delta": 0.1, "cooldown": 2},
        {"monitor": "val_accuracy", "mode": "max", "patience": 1, "min_lr": 0.02, "verbose": 1},
    ],
)
def test_as_in_keras_of_reduce_lr_on_plateau(settings: dict[str, Any], capsys: Any) -> None:
    ours, theirs = twins()
    pair = ReduceLROnPlateau(**settings), keras.callbacks.ReduceLROnPlateau(**settings)
    ours_history, theirs_history = fit_both(ours, theirs, [pair], epochs=15)
    assert_alike(ours, theirs, ours_history, theirs_history)
    assert ours_history.figures["learning_rate"] == theirs_history.history["learning_rate"]
    assert len(set(theirs_history.history["learning_rate"])) > 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]


def test_a_factor_that_does_not_reduce_is_refused() -> None:
    with pytest.raises(SettingError, match="must be below 1"):
        ReduceLROnPlateau(factor=1.0)


def test_readers_of_logs_see_the_scheduled_rate_of_their_epoch() -> None:
    class Reader(Callback):
        reads_logs_only = True

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            rates.append(learning_rate_of(self.model))

    rates: list[float] = []
    schedule = ExponentialDecay(0.1, 10, 0.5)
    ours, _ = twins()
    ours.compile(SGD(schedule), "mse")
    ours.fit(X, Y, batch_size=len(X), epochs=20, callbacks=[Reader()])
    assert rates == pytest.approx([float(schedule(step)) for step in range(1, 21)])

"""LearningRateScheduler: both kinds of functions, as in Keras."""

from collections.abc import Callable
from typing import Any

import keras
import pytest

from plainnet.training.callbacks.learning_rate_scheduler import LearningRateScheduler
from training.callbacks.keras_twins import assert_alike, fit_both, twins


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

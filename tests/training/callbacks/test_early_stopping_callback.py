"""Watching a figure: names of all years, and which way is better."""

from typing import Any

import keras
import pytest

from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.callbacks.early_stopping_callback import (
    EarlyStoppingCallback,
    MonitoringCallback,
    known_name,
    under_all_names,
)
from training.callbacks.keras_twins import assert_alike, fit_both, twins


@pytest.mark.parametrize(
    ("monitor", "mode", "figure", "reference", "expected"),
    [
        ("val_loss", "auto", 1.0, 2.0, True),
        ("val_accuracy", "auto", 1.0, 2.0, False),
        ("val_acc", "strange", 2.0, 1.0, True),
        ("val_loss", "max", 2.0, 1.0, True),
        ("loss", "auto", 1.95, 2.0, False),
        ("loss", "auto", 1.0, None, True),
    ],
)
def test_better(
    monitor: str, mode: str, figure: float, reference: float | None, expected: bool
) -> None:
    callback = MonitoringCallback(monitor, mode, min_delta=0.1)
    assert callback.is_better(figure, reference) is expected


def test_names_of_all_years() -> None:
    assert known_name("acc", ["accuracy"]) == "accuracy"
    assert known_name("val_accuracy", ["val_acc"]) == "val_acc"
    assert known_name("lr", ["learning_rate"]) == "learning_rate"
    assert known_name("f1", ["accuracy"]) is None
    assert under_all_names({"val_acc": 0.5}) == {"val_acc": 0.5, "val_accuracy": 0.5}
    assert MonitoringCallback("val_acc").monitored({"val_accuracy": 0.5}) == 0.5
    assert MonitoringCallback("val_acc").monitored(None) is None


SETTINGS: list[dict[str, Any]] = [
    {"monitor": "val_loss", "patience": 1},
    {"monitor": "val_loss", "patience": 2, "restore_best_weights": True, "verbose": 1},
    {"monitor": "val_accuracy", "mode": "max", "patience": 2, "restore_best_weights": True},
    {"monitor": "loss", "min_delta": 0.05, "patience": 0, "start_from_epoch": 3},
    {"monitor": "val_loss", "baseline": 0.4, "patience": 2, "verbose": 1},
]


class Onlooker(Callback):
    """Makes every epoch come back to the host."""

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.seen = epoch


@pytest.mark.parametrize("on_host", [False, True])
@pytest.mark.parametrize("settings", SETTINGS)
def test_as_in_keras(settings: dict[str, Any], on_host: bool, capsys: Any) -> None:
    ours, theirs = twins()
    mine, other = EarlyStoppingCallback(**settings), keras.callbacks.EarlyStopping(**settings)
    onlookers = [(Onlooker(), keras.callbacks.Callback())] if on_host else []
    capsys.readouterr()
    data = fit_both(ours, theirs, [*onlookers, (mine, other)], epochs=25)
    assert_alike(ours, theirs, *data)
    assert (mine.stopped_epoch, mine.best_epoch, mine.wait) == (
        other.stopped_epoch,
        other.best_epoch,
        other.wait,
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[::2] == lines[1::2] or sorted(lines[: len(lines) // 2]) == sorted(
        lines[len(lines) // 2 :]
    )


def test_it_is_handed_over_only_where_nothing_is_lost() -> None:
    class Own(EarlyStoppingCallback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            super().on_epoch_end(epoch, logs)

    class Named(EarlyStoppingCallback):
        pass

    names = ("loss", "accuracy")
    assert CallbackList([Named("acc")]).compiled_stopping(names) is not None
    assert CallbackList([EarlyStoppingCallback("val_loss")]).compiled_stopping(names) is None
    assert CallbackList([Own("loss")]).compiled_stopping(names) is None
    two = [EarlyStoppingCallback("loss"), EarlyStoppingCallback("loss")]
    assert CallbackList(two).compiled_stopping(names) is None
    handed_over = CallbackList([two[0]])
    assert handed_over.compiled_stopping(names) is not None
    assert not handed_over.need_every_epoch
    anew = CallbackList([two[0]])  # the run before may have been broken off
    assert anew.need_every_epoch
    assert anew.compiled_stopping(names) is not None


def test_two_of_them_and_a_figure_that_is_not_there() -> None:
    ours, theirs = twins()
    pairs = [
        (EarlyStoppingCallback(**settings), keras.callbacks.EarlyStopping(**settings))
        for settings in (
            {"monitor": "val_loss", "patience": 9},
            {"monitor": "loss", "min_delta": 1},
        )
    ]
    assert_alike(ours, theirs, *fit_both(ours, theirs, pairs, epochs=12))
    with pytest.warns(UserWarning, match="which is not available"):
        ours.fit([[0.0] * 3], [[1.0, 0.0]], callbacks=[EarlyStoppingCallback("val_loss")])

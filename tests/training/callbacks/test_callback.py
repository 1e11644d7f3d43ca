"""Callbacks hear the same, in the same order, and may do the same, as in Keras."""

from typing import Any

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.training.callbacks.callback import (
    Callback,
    HistoryCallback,
    LambdaCallback,
    RemoteMonitor,
    TerminateOnNaN,
    acts_on,
    print_line,
)
from plainnet.training.callbacks.callback_list import CallbackList
from training.callbacks.keras_twins import X, Y, assert_alike, fit_both, twins

HOOKS = [
    "on_train_begin", "on_train_end", "on_epoch_begin", "on_epoch_end", "on_train_batch_begin",
    "on_train_batch_end", "on_test_begin", "on_test_end", "on_test_batch_begin",
    "on_test_batch_end",
]  # fmt: skip
EPOCH_HOOKS = HOOKS[:4]


def recorder(base: type, hooks: list[str]) -> Any:
    """Make a callback that writes down every call with what it was told."""

    class Recorder(base):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.calls: list[tuple[Any, ...]] = []

    for hook in hooks:

        def record(self: Any, *told: Any, hook: str = hook, logs: Any = None) -> None:
            *position, logs = (*told, logs) if logs is not None else told
            weights = float(self.model.get_weights()[0][0, 0])
            self.calls.append((hook, *position, dict(logs or {}), weights))

        setattr(Recorder, hook, record)
    return Recorder()


@pytest.mark.parametrize("hooks", [HOOKS, EPOCH_HOOKS, ["on_epoch_end"], HOOKS[:2]])
def test_the_same_calls_with_the_same_logs_and_weights(hooks: list[str]) -> None:
    ours, theirs = twins(optimizer="adam")
    pair = recorder(Callback, hooks), recorder(keras.callbacks.Callback, hooks)
    assert_alike(ours, theirs, *fit_both(ours, theirs, [pair], epochs=2))
    mine, others = pair[0].calls, pair[1].calls
    assert [call[:-2] for call in mine] == [call[:-2] for call in others]
    for (*_, logs, weight), (*_, expected, expected_weight) in zip(mine, others, strict=True):
        assert list(logs) == list(expected)
        assert logs == pytest.approx(expected, rel=2e-5, abs=1e-6)
        assert weight == pytest.approx(expected_weight, rel=1e-4)


class Meddling:
    """Changes weights, rate and length of a run."""

    model: Any

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.model.optimizer.learning_rate = 0.3 / (epoch + 1)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if epoch == 1:
            self.model.set_weights([0.5 * array for array in self.model.get_weights()])
        if epoch == 2:
            self.model.stop_training = True


class MeddlingInBatches(Meddling):
    """Does so in batches as well."""

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if batch == 1:
            self.model.set_weights([0.9 * array for array in self.model.get_weights()])
            self.model.optimizer.learning_rate = 0.01

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if batch == 3:
            self.model.stop_training = True


@pytest.mark.parametrize("meddling", [Meddling, MeddlingInBatches])
def test_callbacks_change_what_follows(meddling: type) -> None:
    ours, theirs = twins()
    mine = type("Mine", (meddling, Callback), {})()
    other = type("Other", (meddling, keras.callbacks.Callback), {})()
    assert_alike(ours, theirs, *fit_both(ours, theirs, [(mine, other)], epochs=6))


def test_a_run_with_callbacks_is_the_run_without() -> None:
    plain, heard = twins()[0], twins()[0]
    first = plain.fit(X, Y, epochs=3, batch_size=4)
    second = heard.fit(X, Y, epochs=3, batch_size=4, callbacks=[recorder(Callback, HOOKS)])
    assert second.figures.keys() == first.figures.keys()
    for name, figures in first.figures.items():
        np.testing.assert_allclose(second.figures[name], figures, rtol=1e-6)


def test_only_overridden_hooks_count() -> None:
    assert not acts_on(Callback(), *HOOKS)
    assert acts_on(recorder(Callback, ["on_epoch_end"]), "on_epoch_begin", "on_epoch_end")
    changed = Callback()
    changed.on_epoch_end = lambda epoch, logs: None  # type: ignore[method-assign]
    assert acts_on(changed, "on_epoch_end")


def test_a_broken_run_leaves_weights_that_can_be_used() -> None:
    class Broken(Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            raise KeyError(epoch)

    model = twins()[0]
    with pytest.raises(KeyError):
        model.fit(X, Y, callbacks=[Broken()])
    assert np.isfinite(model.predict(X)).all()


def test_a_line(capsys: Any) -> None:
    print_line("\nEpoch 1: done")
    assert capsys.readouterr().out == "\nEpoch 1: done\n"


def test_functions_are_called() -> None:
    told: list[object] = []
    callback = LambdaCallback(
        on_epoch_end=lambda epoch, logs: told.append((epoch, sorted(logs))),
        on_train_begin=lambda logs: told.append("begin"),
        on_train_end=None,
    )
    twins()[0].fit(X, Y, epochs=2, callbacks=[callback])
    assert told == ["begin", (0, ["accuracy", "loss"]), (1, ["accuracy", "loss"])]


def test_batches_are_handed_out_where_a_function_listens() -> None:
    losses: list[float] = []
    callback = LambdaCallback(on_train_batch_end=lambda batch, logs: losses.append(logs["loss"]))
    history = twins()[0].fit(X, Y, batch_size=5, callbacks=[callback])
    assert len(losses) == 5
    np.testing.assert_allclose(losses[-1], history.figures["loss"][0], rtol=1e-6)


def test_as_in_keras() -> None:
    ours, theirs = twins()
    mine, other = HistoryCallback(), keras.callbacks.History()
    fit_both(ours, theirs, [(mine, other)], epochs=3)
    fit_both(ours, theirs, [(mine, other)], epochs=2)
    assert list(mine.history) == list(other.history)
    assert mine.epoch == other.epoch == [0, 1]
    assert len(mine.history["loss"]) == len(other.history["loss"]) == 5
    assert mine.epoch_seconds > 0
    assert not CallbackList([mine]).need_every_epoch


def test_it_ends_after_the_batch(capsys: Any) -> None:
    broken = X.copy()
    broken[11] = np.inf
    history = twins()[0].fit(
        broken, Y, batch_size=5, epochs=4, shuffle=False, callbacks=[TerminateOnNaN()]
    )
    assert history.epochs == [0]
    assert np.isnan(history.figures["loss"][0])
    assert capsys.readouterr().out == "Batch 2: Invalid loss, terminating training\n"


def test_it_may_raise() -> None:
    with pytest.raises(RuntimeError, match="loss of batch 0 is nan"):
        twins()[0].fit(X * np.nan, Y, callbacks=[TerminateOnNaN(raise_error=True)])


def test_it_is_refused() -> None:
    with pytest.raises(SettingError, match="use CSVLogger"):
        RemoteMonitor(root="http://localhost")

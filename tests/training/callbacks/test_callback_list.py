"""The list of callbacks: who is called, and what they cost."""

from typing import Any

from plainnet.training.callbacks.callback import Callback, TerminateOnNaN
from plainnet.training.callbacks.callback_list import TEST_HOOKS, CallbackList, as_logs
from plainnet.training.callbacks.model_checkpoint import ModelCheckpoint
from plainnet.training.callbacks.training_logs import CSVLogger


class Adding(Callback):
    """Adds to the logs."""

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        logs["seen"] = logs.get("seen", 0) + 1


def test_what_one_adds_the_next_ones_see() -> None:
    logs = {"loss": 1.0}
    CallbackList([Adding(), Adding()]).end_epoch(0, logs, 0.5)
    assert logs == {"loss": 1.0, "seen": 2}


def test_what_each_needs() -> None:
    assert not CallbackList([CSVLogger("log.csv")]).need_every_epoch
    assert CallbackList([ModelCheckpoint("m.keras")]).need_every_epoch
    assert not CallbackList([ModelCheckpoint("m.keras")]).need_every_batch
    assert CallbackList([ModelCheckpoint("m.keras", save_freq=3)]).need_every_batch
    assert CallbackList([TerminateOnNaN()]).need_every_batch
    assert not CallbackList([TerminateOnNaN()]).act_on(*TEST_HOOKS)


def test_a_callback_is_introduced() -> None:
    callback = Callback()
    CallbackList([callback], "the model", {"epochs": 2})
    assert (callback.model, callback.params) == ("the model", {"epochs": 2})


def test_the_order_of_logs() -> None:
    assert list(as_logs({"val_b": 0, "b": 0, "val_a": 0, "a": 0})) == ["a", "b", "val_a", "val_b"]

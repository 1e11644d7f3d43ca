"""The history callback: Keras' columns in Keras' order, and no cost."""

import keras

from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.callbacks.history_callback import HistoryCallback
from training.callbacks.keras_twins import fit_both, twins


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

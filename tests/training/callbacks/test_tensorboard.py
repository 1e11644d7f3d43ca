"""TensorBoard: the figures of training and validation by epoch, and by batch if wanted."""

from pathlib import Path

import numpy as np
import pytest

from plainnet import keras
from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.callbacks.tensorboard import TensorBoard
from training.callbacks.keras_twins import VALIDATION, X, Y, twins
from training.callbacks.test_event_file import fields, records


def figures(folder: Path) -> list[tuple[str, int, float]]:
    """Read all figures of a folder."""
    (path,) = folder.iterdir()
    events = [fields(record) for record in records(path)[1:]]
    values = [fields(fields(event[5])[1]) for event in events]  # type: ignore[arg-type]
    return [
        (value[1].decode(), int(event.get(2, 0)), value[2])  # type: ignore[attr-defined,call-overload,misc]
        for event, value in zip(events, values, strict=True)
    ]


def test_epochs(tmp_path: Path) -> None:
    board = TensorBoard(tmp_path, write_graph=True, histogram_freq=0)
    assert not CallbackList([board]).need_every_epoch
    history = twins()[0].fit(X, Y, epochs=2, validation_data=VALIDATION, callbacks=[board])
    train, held_out = figures(tmp_path / "train"), figures(tmp_path / "validation")
    assert [(tag, step) for tag, step, _ in train[:3]] == [
        ("epoch_learning_rate", 0),
        ("epoch_accuracy", 0),
        ("epoch_loss", 0),
    ]
    losses = [number for tag, _, number in held_out if tag == "epoch_loss"]
    np.testing.assert_allclose(losses, history.figures["val_loss"], rtol=1e-6)


def test_batches(tmp_path: Path) -> None:
    twins()[0].fit(X, Y, batch_size=5, callbacks=[TensorBoard(tmp_path, update_freq=2)])
    steps = [step for tag, step, _ in figures(tmp_path / "train") if tag == "batch_loss"]
    assert steps == [2, 4]


def test_more_than_figures_is_named() -> None:
    with pytest.warns(UserWarning, match="left out: histogram_freq, write_images"):
        TensorBoard(histogram_freq=1, write_images=True, write_graph=False)


def test_a_rate_that_a_schedule_decides(tmp_path: Path) -> None:
    decay = keras.optimizers.schedules.InverseTimeDecay(0.5, decay_steps=2, decay_rate=1.0)
    model = keras.Sequential([keras.layers.Dense(1, input_shape=(1,))])
    model.compile(keras.optimizers.SGD(decay), "mse")
    ones = np.ones((4, 1))
    model.fit(ones, ones, batch_size=2, epochs=2, callbacks=[keras.callbacks.TensorBoard(tmp_path)])
    rates = [n for tag, _, n in figures(tmp_path / "train") if tag == "epoch_learning_rate"]
    assert rates == pytest.approx([0.25, 0.5 / 3])

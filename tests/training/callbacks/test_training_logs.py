"""Logs of a training: Keras' table up to the last digits, and files that TensorBoard reads."""

import csv
import struct
from pathlib import Path

import keras
import numpy as np
import pytest
from tensorboardX.proto import event_pb2

from plainnet import keras as plain_keras
from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.callbacks.training_logs import CSVLogger, TensorBoard
from training.callbacks.keras_twins import VALIDATION, X, Y, fit_both, twins


@pytest.mark.parametrize("validates", [True, False])
def test_as_in_keras(validates: bool, tmp_path: Path) -> None:
    ours, theirs = twins()
    files = tmp_path / "mine.csv", tmp_path / "other.csv"
    for append in (False, True):
        pair = (
            CSVLogger(files[0], separator=";", append=append),
            keras.callbacks.CSVLogger(str(files[1]), separator=";", append=append),
        )
        data = {} if validates else {"validation_data": None}
        fit_both(ours, theirs, [pair], epochs=2, **data)
    (header, *rows), (expected, *others) = (
        list(csv.reader(file.read_text().splitlines(), delimiter=";")) for file in files
    )
    assert header == expected
    assert len(rows) == len(others) == 4
    for row, other in zip(rows, others, strict=True):
        assert [_number(cell) for cell in row] == pytest.approx(
            [_number(cell) for cell in other], rel=2e-5, abs=1e-6
        )


def _number(cell: str) -> float:
    """Read a cell; a missing figure is -1."""
    return -1.0 if cell == "NA" else float(cell)


def figures(folder: Path) -> list[tuple[str, int, float]]:
    """Read all figures of a folder: records of length, checksum, event, checksum."""
    (path,) = folder.iterdir()
    assert path.name.startswith("events.out.tfevents.")
    data, found = path.read_bytes(), []
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        event = event_pb2.Event.FromString(data[12 : 12 + length])
        found += [(each.tag, event.step, each.simple_value) for each in event.summary.value]
        data = data[16 + length :]
    return found


def test_two_boards_of_one_second_keep_apart(tmp_path: Path) -> None:
    for _ in range(3):
        twins()[0].fit(X, Y, epochs=1, callbacks=[TensorBoard(tmp_path)])
    assert len(list((tmp_path / "train").iterdir())) == 3


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
    decay = plain_keras.optimizers.schedules.InverseTimeDecay(0.5, decay_steps=2, decay_rate=1.0)
    model = plain_keras.Sequential([plain_keras.layers.Dense(1, input_shape=(1,))])
    model.compile(plain_keras.optimizers.SGD(decay), "mse")
    ones = np.ones((4, 1))
    model.fit(
        ones, ones, batch_size=2, epochs=2, callbacks=[plain_keras.callbacks.TensorBoard(tmp_path)]
    )
    rates = [n for tag, _, n in figures(tmp_path / "train") if tag == "epoch_learning_rate"]
    assert rates == pytest.approx([0.25, 0.5 / 3])

"""BackupAndRestore: a broken run goes on where it was."""

import os
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.model import load_model
from plainnet.training.callbacks.callback import Callback
from plainnet.training.callbacks.model_checkpoint import BackupAndRestore, ModelCheckpoint
from training.callbacks.keras_twins import VALIDATION, X, Y, assert_alike, fit_both, twins


class Breaking(Callback):
    """Breaks a run off."""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if epoch == 3:
            raise KeyboardInterrupt


def test_a_broken_run_goes_on(tmp_path: Path) -> None:
    whole, broken, again = (twins()[0] for _ in range(3))
    expected = whole.fit(X, Y, epochs=5)
    folder = tmp_path / "backup"
    with pytest.raises(KeyboardInterrupt):
        broken.fit(X, Y, epochs=5, callbacks=[BackupAndRestore(folder), Breaking()])
    history = again.fit(X, Y, epochs=5, callbacks=[BackupAndRestore(folder)])
    assert history.epochs == [3, 4]
    np.testing.assert_allclose(history.figures["loss"], expected.figures["loss"][3:], rtol=1e-6)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("m-{epoch:02d}-{val_loss:.3f}.keras", {}),
        ("{epoch}/best.keras", {"save_best_only": True, "monitor": "val_accuracy", "mode": "max"}),
        ("best.keras", {"save_best_only": True, "initial_value_threshold": 0.6}),
        ("b{epoch}-{batch}.keras", {"save_freq": 3}),
    ],
)
def test_as_in_keras(name: str, settings: dict[str, Any], tmp_path: Path, capsys: Any) -> None:
    ours, theirs = twins(optimizer="adam")
    mine, other = tmp_path / "mine", tmp_path / "other"
    other.mkdir()
    pair = (
        ModelCheckpoint(mine / name, verbose=1, **settings),
        keras.callbacks.ModelCheckpoint(str(other / name), verbose=1, **settings),
    )
    assert_alike(ours, theirs, *fit_both(ours, theirs, [pair], epochs=6))
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    first = [line.replace(os.fspath(mine), "") for line in lines[: len(lines) // 2]]
    second = [line.replace(os.fspath(other), "") for line in lines[len(lines) // 2 :]]
    assert first == second
    files = sorted(str(file.relative_to(mine)) for file in mine.rglob("*.keras"))
    assert files == sorted(str(file.relative_to(other)) for file in other.rglob("*.keras"))
    for file in files:
        np.testing.assert_allclose(
            load_model(mine / file).predict(X),
            keras.models.load_model(other / file).predict(X, verbose=0),
            atol=1e-5,
        )


def test_a_period_and_a_name_of_old(tmp_path: Path) -> None:
    model = twins(metrics=("acc",))[0]
    checkpoint = ModelCheckpoint(tmp_path / "w{epoch}-{val_accuracy:.1f}.keras", period=2)
    model.fit(X, Y, validation_data=VALIDATION, epochs=5, callbacks=[checkpoint])
    assert sorted(file.name[:2] for file in tmp_path.iterdir()) == ["w2", "w4"]


def test_names_and_times_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    checkpoint = ModelCheckpoint(tmp_path / "{val_f1}.keras")
    with pytest.raises(SettingError, match="asks for 'val_f1'"):
        twins()[0].fit(X, Y, callbacks=[checkpoint])
    with pytest.raises(SettingError, match="save_freq is"):
        ModelCheckpoint("m.keras", save_freq="batch")


def test_without_the_figure_it_saves_always(tmp_path: Path) -> None:
    checkpoint = ModelCheckpoint(tmp_path / "{epoch}.keras", save_best_only=True)
    with pytest.warns(UserWarning, match="only with val_loss available"):
        twins()[0].fit(X, Y, epochs=2, callbacks=[checkpoint])
    assert len(list(tmp_path.iterdir())) == 2

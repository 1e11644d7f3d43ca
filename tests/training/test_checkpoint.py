"""Runs that are broken off, by a signal or a full disk, and taken up again."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from subprocess import PIPE

import numpy as np
import pytest

from plainnet.errors import FileError, SettingError
from plainnet.model import load_model
from plainnet.training import checkpoint as checkpoints
from plainnet.training.checkpoint import Checkpoint
from training.run_to_be_killed import EPOCHS, trained

PROGRAM = Path(__file__).with_name("run_to_be_killed.py")


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)


def test_a_run_taken_up_ends_with_the_same_weights(tmp_path: Path, always: None) -> None:
    whole = trained(None)
    trained(Checkpoint(tmp_path / "run"), epochs=EPOCHS // 3)
    taken_up = trained(Checkpoint(tmp_path / "run", resumes=True))
    assert taken_up.weights_hash() == whole.weights_hash()
    assert taken_up.state.steps_taken == whole.state.steps_taken


def test_killed_at_any_moment_it_leaves_a_whole_model_or_none(tmp_path: Path, always: None) -> None:
    expected = trained(None).weights_hash()
    random, kept, model = np.random.default_rng(1), tmp_path / "run", tmp_path / "m.keras"
    for _ in range(3):
        with subprocess.Popen([sys.executable, PROGRAM, kept, model], stdout=PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(random.uniform(0, 4))
            process.send_signal(signal.SIGKILL)
        if model.exists():
            assert load_model(model).weights_hash() == expected
    subprocess.run([sys.executable, PROGRAM, kept, model], check=True, capture_output=True)
    assert load_model(model).weights_hash() == expected
    assert not kept.exists()


def test_checkpoints_are_rare(tmp_path: Path) -> None:
    trained(Checkpoint(tmp_path / "run"), epochs=3)
    assert not (tmp_path / "run").exists()


def test_a_checkpoint_of_other_data_or_settings_is_refused(tmp_path: Path, always: None) -> None:
    trained(Checkpoint(tmp_path / "run"), epochs=2)
    model = trained(None, epochs=1)
    with pytest.raises(FileError, match="of another run"):
        model.fit(
            np.zeros((4, 8)), np.zeros(4), checkpoint=Checkpoint(tmp_path / "run", resumes=True)
        )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no more", b"nothing of the kind"])
def test_a_damaged_checkpoint_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(content)
    with pytest.raises(FileError, match="is damaged"):
        trained(Checkpoint(tmp_path / "run", resumes=True), epochs=1)


def test_what_is_given_batch_by_batch_cannot_be_kept(tmp_path: Path) -> None:
    model = trained(None, epochs=1)
    with pytest.raises(SettingError, match="BackupAndRestore"):
        model.fit(
            np.zeros((4, 8)), np.zeros(4), steps_per_epoch=1, checkpoint=Checkpoint(tmp_path / "r")
        )

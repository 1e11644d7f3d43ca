"""A folder in the making: hidden, locked, renamed when whole, removed when abandoned."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from subprocess import PIPE

import pytest

from plainnet.errors import FileError
from plainnet.files.unfinished_folder import unfinished_folder

MAKING = """
import sys, time
from pathlib import Path
from plainnet.files.unfinished_folder import unfinished_folder
parent = Path(sys.argv[1])
with unfinished_folder(parent, lambda: ["0001"], lambda name: False) as (_, folder):
    (folder / "half").write_text("half")
    print("holds", flush=True)
    time.sleep(60)
"""


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def free(name: str) -> bool:
    return False


def numbers() -> Iterator[str]:
    return map("{:04}".format, count(1))


def test_only_what_was_renamed_remains(tmp_path: Path) -> None:
    with unfinished_folder(tmp_path, numbers, free) as (name, folder):
        (folder / "a").write_text("whole")
        folder.rename(tmp_path / f"{name}-x")
    with (
        pytest.raises(RuntimeError),
        unfinished_folder(tmp_path, numbers, lambda name: name == "0001") as (name, folder),
    ):
        (folder / "b").write_text("half")
        raise RuntimeError
    assert name == "0002"
    assert names_in(tmp_path) == ["0001-x"]
    assert names_in(tmp_path / "0001-x") == ["a"]


def test_a_living_process_keeps_its_folder_and_a_killed_one_does_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKING, str(tmp_path)]
    with subprocess.Popen(command, stdout=PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with unfinished_folder(tmp_path, numbers, free) as (name, _):
            assert name == "0002"
            assert (tmp_path / ".0001-unfinished" / "half").exists()
        process.send_signal(signal.SIGKILL)
    (tmp_path / ".2024-notes").mkdir()  # not made here
    (tmp_path / ".mine-unfinished").mkdir()
    with unfinished_folder(tmp_path, numbers, free) as (name, folder):
        assert name == "0001"
        assert not names_in(folder)
    assert names_in(tmp_path) == [".2024-notes", ".mine-unfinished"]


def test_a_new_parent_in_which_nothing_was_finished_is_gone_again(tmp_path: Path) -> None:
    parent = tmp_path / "runs"
    with unfinished_folder(parent, numbers, free):
        assert parent.exists()
    assert not parent.exists()


def test_a_parent_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file")
    with (
        pytest.raises(FileError, match="runs"),
        unfinished_folder(tmp_path / "runs", numbers, free),
    ):
        pass

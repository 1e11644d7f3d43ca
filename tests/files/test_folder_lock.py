"""A lock on a folder, held while its process lives."""

import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from plainnet.files.folder_lock import folder_lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks on folders there")

HOLDING = """
import sys, time
from pathlib import Path
from plainnet.files.folder_lock import folder_lock
with folder_lock(Path(sys.argv[1]), waits=False):
    print("holds", flush=True)
    time.sleep(60)
"""


def test_only_one_holds_a_folder(tmp_path: Path) -> None:
    with folder_lock(tmp_path, waits=False) as first:
        with folder_lock(tmp_path, waits=False) as second:
            assert (first, second) == (True, False)
        with folder_lock(tmp_path, waits=False) as third:
            assert not third
    with folder_lock(tmp_path, waits=True) as later:
        assert later


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, stdout=PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with folder_lock(tmp_path, waits=False) as is_held:
            assert not is_held
        process.send_signal(signal.SIGKILL)
    with folder_lock(tmp_path, waits=False) as is_held:
        assert is_held


def test_a_folder_stays_locked_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with folder_lock(tmp_path / "old", waits=False):
        (tmp_path / "old").rename(tmp_path / "new")
        with folder_lock(tmp_path / "new", waits=False) as is_held:
            assert not is_held


def test_what_is_no_folder_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "gone"):
        with folder_lock(path, waits=True) as is_held:
            assert not is_held

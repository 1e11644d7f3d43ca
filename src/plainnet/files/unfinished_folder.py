"""A folder that appears whole or not at all: hidden and locked until it is finished.

The lock of a process that was killed is free, so the next one knows what was abandoned and
removes it.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from plainnet.errors import FileError

UNFINISHED = "-unfinished"
# The names that runs and cases give: `.0012-unfinished`, `.lstm-gold-1-unfinished`.
NAME = re.compile(rf"\.(\d{{4,}}|[a-z-]+-\d+){UNFINISHED}")


@contextmanager
def unfinished_folder(
    parent: Path, names: Callable[[], Iterable[str]], is_taken: Callable[[str], bool]
) -> Iterator[tuple[str, Path]]:
    """Make a hidden folder in `parent` and keep it locked for as long as a `with` block takes.

    Gives the first of `names` that is not taken and that no other process holds, and the folder.
    What is still in it at the end is removed: only a folder that was renamed remains.
    """
    is_new = not parent.exists()
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(parent)
        name, folder, lock = _first_free(parent, names(), is_taken)
    except OSError as problem:
        raise FileError("file.cannot_write", file=parent, reason=problem.strerror) from problem
    try:
        yield name, folder
    finally:
        _remove(folder)
        lock.release()
        if is_new:
            with suppress(OSError):  # another process has something in it
                parent.rmdir()


def _first_free(
    parent: Path, names: Iterable[str], is_taken: Callable[[str], bool]
) -> tuple[str, Path, BaseFileLock]:
    """Lock and make the folder of the first free name; locked first, so that it is never free."""
    for name in names:
        folder = parent / f".{name}{UNFINISHED}"
        lock = FileLock(_lock_of(folder))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        # Whoever held the lock may have removed its file, or finished under this name, meanwhile.
        if _lock_of(folder).exists() and not is_taken(name):
            with suppress(FileExistsError):
                folder.mkdir()
                return name, folder, lock
        _lock_of(folder).unlink(missing_ok=True)
        lock.release()
    raise AssertionError("names without an end")


def _lock_of(folder: Path) -> Path:
    """Name the file whose lock stands for a folder, so that the folder itself can be renamed."""
    return folder.with_name(f"{folder.name}.lock")


def _remove_abandoned(parent: Path) -> None:
    """Remove the hidden folders of processes that were killed."""
    for folder in [path for path in parent.iterdir() if NAME.fullmatch(path.name)]:
        with suppress(Timeout, OSError), FileLock(_lock_of(folder), timeout=0):
            _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder with the file of its lock, which has to be held."""
    shutil.rmtree(folder, ignore_errors=True)
    _lock_of(folder).unlink(missing_ok=True)

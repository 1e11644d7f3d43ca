"""A lock on a folder, which the system takes back when its process dies, however it dies.

So a folder that a living process works in is told from one that a killed process left.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def folder_lock(folder: Path, *, waits: bool) -> Iterator[bool]:
    """Hold the lock on a folder for as long as a `with` block takes."""
    handle = _locked(folder, waits)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def _locked(folder: Path, waits: bool) -> int | None:
    """Open a folder and lock it."""
    if sys.platform == "win32":
        return None
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BaseException as problem:
        os.close(handle)
        if isinstance(problem, OSError):
            return None
        raise
    return handle

"""A finished file appears whole or not at all."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from plainnet.errors import FileError

ENDING = ".part"
LONGEST_PREFIX = 200  # bytes
LONGEST_WRITING = 3600.0  # seconds; an older temporary file is of a process that was killed


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that nobody ever sees half of it.

    The bytes go to a temporary file beside `path`, reach the disk, and only then take
    its name; whatever happens before leaves an older file as it was. What a process that was
    killed at this left beside `path` is removed some time later, when `path` is written again.
    A link stays one, its target is written; a device or a pipe is written through, never replaced.
    """
    path = Path(os.path.realpath(path))
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(path)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=ENDING)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_file_mode_mask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise FileError("file.cannot_write", file=path, reason=problem.strerror) from problem


def check_writable(path: Path) -> None:
    """Refuse a file that could not be written: below a file, or in a folder of somebody else."""
    path = Path(os.path.realpath(path))
    try:
        if not path.exists() or path.is_file():
            folder = next(each for each in path.parents if each.exists())
            tempfile.TemporaryFile(dir=folder).close()
    except OSError as problem:
        raise FileError("file.cannot_write", file=path, reason=problem.strerror) from problem


def write_text_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8; a character of a file name that is none is written as its number."""
    write_whole(path, text.encode("utf-8", "backslashreplace"))


def _remove_abandoned(path: Path) -> None:
    """Remove temporary files of `path` that nobody can be writing any more."""
    with os.scandir(path.parent) as entries:
        left = [
            entry
            for entry in entries
            if entry.name.startswith(_prefix(path)) and entry.name.endswith(ENDING)
        ]
    for entry in left:
        with suppress(OSError):  # gone, or of another user
            if time.time() - entry.stat().st_mtime > LONGEST_WRITING:
                Path(entry).unlink()


def _prefix(path: Path) -> str:
    """Return how names of temporary files of `path` begin; names have at most 255 bytes."""
    return os.fsdecode(b"." + os.fsencode(path.name)[:LONGEST_PREFIX] + b".")


def _file_mode_mask() -> int:
    """Read the process' mask for new files; the system only tells it on setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

"""A finished file appears whole or not at all.

Concepts: atomic write
"""

import os
import tempfile
from pathlib import Path

from plainnet.errors import FileError


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that nobody ever sees half of it.

    The bytes go to a temporary file beside `path`, reach the disk, and only then take
    its name; whatever happens before leaves an older file as it was.

    Parameters
    ----------
    path : Path
        The file to write; its folder is made if need be.
    data : bytes
        All of the file.

    Raises
    ------
    FileError
        If the disk is full, the folder may not be written to, or the like.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
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


def _file_mode_mask() -> int:
    """Read the process' mask for new files; the system only tells it on setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

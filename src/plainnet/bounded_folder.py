"""A folder that holds what can be made again, and never more than so many bytes of it."""

import os
import re
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

LARGEST_FOLDER_BYTES = 512 * 1024**2
LARGEST_ENTRY_BYTES = LARGEST_FOLDER_BYTES // 2


# An entry is named by a hash; unfinished ones are as `tempfile` names them.
ENTRY = re.compile(r"[0-9a-f]{64}(\.npz)?|tmp\w+\.part")


def is_own(file: Path) -> bool:
    """Return whether nobody else can have written a file."""
    if not hasattr(os, "getuid"):
        return True
    status = file.stat()
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def keep_entry(file: Path, n_bytes: int, write: Callable[[IO[bytes]], object]) -> None:
    """Write an entry, whole or not at all; what was used longest ago makes room for it.

    A full disk, or a folder that cannot be written, costs the next run some seconds.
    """
    if n_bytes > LARGEST_ENTRY_BYTES:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _make_room(file.parent, n_bytes)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
            try:
                write(part)
                part.close()
                Path(part.name).replace(file)
            except BaseException:
                Path(part.name).unlink()
                raise
    except (OSError, ValueError):  # an archive takes no moment before 1980
        return


def mark_as_used(file: Path) -> None:
    """Let an entry go last."""
    os.utime(file)


def _make_room(folder: Path, n_bytes: int) -> None:
    """Delete the entries used longest ago until there is room; what is not ours stays."""
    with os.scandir(folder) as scanned:
        entries = [(each.stat(), each.path) for each in scanned if ENTRY.fullmatch(each.name)]
    held = sum(status.st_size for status, _ in entries)
    for status, path in sorted(entries, key=lambda entry: entry[0].st_mtime):
        if held + n_bytes <= LARGEST_FOLDER_BYTES:
            return
        held -= status.st_size
        Path(path).unlink(missing_ok=True)

"""Fingerprints of what a file, a folder or an array holds.

The fingerprint of a file is the SHA-256 of its bytes. That of a folder is the SHA-256 of
one stretch of bytes for each file below it, in code point order of the relative paths:
the path with forward slashes in UTF-8, one zero byte, and the 32 bytes of the file's own
SHA-256. Names a system leaves behind (starting with a dot, `Thumbs.db`, `desktop.ini`,
`__MACOSX`) do not count, so that looking at a folder does not change it.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.data.input_path import existing_folder, list_folder, read_bytes


def hash_file(path: str | Path) -> str:
    """Compute the SHA-256 of a file's bytes."""
    return hashlib.sha256(read_bytes(path)).hexdigest()


def hash_folder(path: str | Path) -> str:
    """Compute the fingerprint of all files below a folder."""
    folder = existing_folder(path)
    return hash_named_files((name, folder / name) for name in relative_paths(folder))


def hash_path(path: str | Path) -> str:
    """Compute the fingerprint of whichever is there, a file or a folder."""
    return hash_folder(path) if Path(path).is_dir() else hash_file(path)


def hash_named_files(files: Iterable[tuple[str, Path]]) -> str:
    """Compute one fingerprint of several files, in the order given."""
    whole = hashlib.sha256()
    for name, file in files:
        whole.update(os.fsencode(name) + b"\0" + hashlib.sha256(read_bytes(file)).digest())
    return whole.hexdigest()


def relative_paths(folder: Path) -> list[str]:
    """List all files below a folder; hidden names, pipes and devices left out."""
    files = _files_below(folder, holders=(folder.resolve(),))
    return sorted(file.relative_to(folder).as_posix() for file in files)


def _files_below(folder: Path, holders: tuple[Path, ...]) -> list[Path]:
    """Collect files; `holders` are the real folders above, which end a circle of links."""
    files: list[Path] = []
    for entry in list_folder(folder):
        if not entry.is_dir():
            if entry.is_file() or not entry.exists():  # a broken link is to be named later
                files.append(entry)
        elif (real := entry.resolve()) not in holders:
            files += _files_below(entry, (*holders, real))
    return files


def hash_array(values: NDArray[np.generic]) -> str:
    """Compute the SHA-256 of an array's little-endian bytes, last axis fastest.

    >>> hash_array(np.array([1.5])) == hash_array(np.array([1.5], dtype=">f8"))
    True
    """
    little_endian = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
    return hashlib.sha256(little_endian.tobytes()).hexdigest()

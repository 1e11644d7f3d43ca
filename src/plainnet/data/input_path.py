"""A path somebody typed: whether it is there, is a file, and can be read."""

import difflib
import gzip
import os
from pathlib import Path
from typing import BinaryIO, cast

from plainnet.errors import DataError

GZIP = b"\x1f\x8b"  # how files packed by gzip begin
INCLUDED = ("package:", "generated:")  # how names of data that come with the project begin


def is_included(data: Path) -> bool:
    """Return whether a name stands for data that come with the project."""
    return str(data).startswith(INCLUDED)


def existing_file(path: str | Path) -> Path:
    """Return `path` as a Path after checking that a file is there."""
    found = _existing(path)
    if found.is_dir():
        raise DataError("path.folder_not_file", path=found)
    if not found.is_file():
        raise DataError("path.not_regular", path=found)
    return found


def existing_folder(path: str | Path) -> Path:
    """Return `path` as a Path after checking that a folder is there."""
    found = _existing(path)
    if not found.is_dir():
        raise DataError("path.file_not_folder", path=found)
    return found


def read_bytes(path: str | Path) -> bytes:
    """Read a whole file."""
    file = existing_file(path)
    try:
        return file.read_bytes()
    except OSError as error:
        raise DataError("path.unreadable", path=file, reason=error.strerror) from error


def open_bytes(path: Path) -> BinaryIO:
    """Open a file for reading; what gzip has packed is unpacked on the way."""
    with path.open("rb") as opened:
        is_packed = opened.read(len(GZIP)) == GZIP
    return cast(BinaryIO, gzip.open(path)) if is_packed else path.open("rb")


def list_folder(folder: Path) -> list[Path]:
    """Return what a folder holds, hidden names left out, sorted by code point."""
    try:
        return sorted(
            (entry for entry in folder.iterdir() if not is_hidden(entry)), key=lambda p: p.name
        )
    except OSError as error:
        raise DataError("path.unreadable", path=folder, reason=error.strerror) from error


def readable_name(path: Path) -> str:
    """Return the name of a file; bytes that are no UTF-8 are read as GB18030, as in old archives.

    >>> readable_name(Path(os.fsdecode("类别".encode("gbk"))))
    '类别'
    """
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return os.fsencode(path.name).decode("gb18030", "replace")
    return path.name


def is_hidden(path: Path) -> bool:
    """Whether `path` is something a system or editor left behind."""
    leftovers = ("thumbs.db", "desktop.ini", "__macosx")
    return path.name.startswith(".") or path.name.lower() in leftovers


def _existing(path: str | Path) -> Path:
    """Return the path if anything is there, else say what is missing and what is near."""
    asked = Path(path)
    try:
        if asked.exists():
            return asked
        parent = asked.parent
        if not parent.is_dir():
            raise DataError("path.missing_parent", path=asked, parent=parent)
        names = [entry.name for entry in list_folder(parent)]
    except (OSError, ValueError) as error:  # a name too long, or one with a null character
        raise DataError("path.unreadable", path=repr(str(path)), reason=error) from error
    near = difflib.get_close_matches(asked.name, names, n=3)
    if near:
        raise DataError("path.missing_but_near", path=asked, near=list(near))
    raise DataError("path.missing", path=asked)

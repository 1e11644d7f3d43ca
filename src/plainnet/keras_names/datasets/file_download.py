"""Files that scripts fetch: read where Keras keeps them, downloaded only if that is allowed."""

import hashlib
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from plainnet.errors import DataError
from plainnet.files.whole_file import write_whole

_allowed = {"downloads": False}


def allow_downloads(is_allowed: bool) -> None:
    """Let `get_file` and the data sets download what is absent, or not."""
    _allowed["downloads"] = is_allowed


def may_download() -> bool:
    """Whether downloads are allowed."""
    return _allowed["downloads"]


_ARCHIVES = (".tar.gz", ".tgz", ".tar.bz2", ".tar", ".zip")


def keras_home() -> Path:
    """Return the folder where Keras keeps files: `KERAS_HOME`, or `.keras` at home."""
    named = os.environ.get("KERAS_HOME")
    return Path(named) if named else Path.home() / ".keras"


def get_file(
    fname: str | Path | None = None,
    origin: str | None = None,
    untar: bool = False,
    md5_hash: str | None = None,
    file_hash: str | None = None,
    cache_subdir: str = "datasets",
    hash_algorithm: str = "auto",
    extract: bool = False,
    archive_format: str | None = "auto",
    cache_dir: str | Path | None = None,
    force_download: bool = False,
) -> str:
    """Return the path of a file, downloaded if it is absent and downloads are allowed.

    Parameters
    ----------
    fname : str, Path or None, default=None
        Name of the file; None means as in the address. A whole path is taken as it is.
    origin : str or None, default=None
        Address.
    untar : bool, default=False
        Whether the file is a `.tar.gz` of the folder `fname`, whose path is then given.
    md5_hash : str or None, default=None
        Checksum of old.
    file_hash : str or None, default=None
        Checksum.
    cache_subdir : str, default="datasets"
        Folder below the one where Keras keeps files.
    hash_algorithm : {"auto", "md5", "sha256"}, default="auto"
        How the checksum was made.
    extract : bool, default=False
        Whether to unpack an archive beside it.
    archive_format : str or None, default="auto"
        The ending of the name counts.
    cache_dir : str, Path or None, default=None
        Folder where Keras keeps files.
    force_download : bool, default=False
        Whether to fetch a file that is there.

    Returns
    -------
    str
        Path of the file, or of the folder if `untar`.

    Raises
    ------
    DataError
        If the file is absent and downloads are not allowed, or one fails.
    """
    folder = Path(cache_dir or keras_home()) / cache_subdir
    name = str(fname or Path(str(origin)).name)
    target = folder / name
    unpacked = target if untar else None
    if untar and not name.endswith(_ARCHIVES):
        target = folder / f"{name}.tar.gz"
    if unpacked is not None and unpacked.exists() and not force_download:
        return str(unpacked)
    if force_download or not target.exists():
        _download(str(origin), target)
    _check(target, file_hash or md5_hash, hash_algorithm)
    if (untar or extract) and archive_format is not None:
        unpack(target)
    return str(target if unpacked is None else unpacked)


def unpack(archive: Path) -> None:
    """Unpack an archive beside itself; names that lead elsewhere are not followed."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as content:
            content.extractall(archive.parent)
    elif tarfile.is_tarfile(archive):
        with tarfile.open(archive) as content:
            content.extractall(archive.parent, filter="data")


def _download(origin: str, target: Path) -> None:
    """Fetch a file; it appears whole or not at all."""
    is_local = origin.startswith("file:")
    if not may_download() and not is_local:
        raise DataError("script_data.absent", file=target)
    try:
        with urlopen(origin) as answer:
            content: bytes = answer.read()
    except (URLError, OSError, ValueError) as error:
        details: dict[str, Any] = {"address": origin, "reason": error, "file": target}
        raise DataError("script_data.download_failed", **details) from error
    write_whole(target, content)


def _check(file: Path, expected: str | None, algorithm: str) -> None:
    """Compare the checksum of a file with the one given."""
    if not expected:
        return
    is_sha = algorithm == "sha256" or (algorithm == "auto" and len(expected) == 64)
    with file.open("rb") as content:
        found = hashlib.file_digest(content, "sha256" if is_sha else "md5").hexdigest()
    if found != expected:
        raise DataError("script_data.hash_differs", file=file)

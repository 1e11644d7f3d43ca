"""The bytes of a model file, and what damaged ones lead to."""

import zipfile
import zlib
from pathlib import Path

from plainnet.errors import FileError

# What zipfile, json, h5py and a configuration of the wrong build raise on damaged bytes.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    RuntimeError,  # an encrypted member; JSON nested too deep
    MemoryError,
)


def content_of(path: Path) -> bytes:
    """Read all of a file."""
    try:
        if path.is_dir():
            raise FileError("file.is_folder", file=path)
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise FileError("file.missing", file=path) from problem
    except OSError as problem:
        raise FileError("file.cannot_read", file=path, reason=problem.strerror) from problem

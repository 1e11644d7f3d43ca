"""Arrays in the files that data sets of Keras come in: `.npz`, and pickles of Python 2."""

import pickle
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib import format as npy_format

from plainnet.errors import DataError

# What NumPy's arrays, and they alone, need to come back.
_OF_ARRAYS = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy.core.multiarray", "scalar"),
    ("numpy._core.multiarray", "scalar"),
    ("_codecs", "encode"),
}


class _ArrayUnpickler(pickle.Unpickler):
    """Knows arrays, lists, dicts, texts and numbers only."""

    def find_class(self, module: str, name: str) -> Any:
        """Return what arrays are made with; refuse all else."""
        if (module, name) not in _OF_ARRAYS:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def read_pickle(content: bytes, file: str | Path) -> Any:
    """Read a pickle of arrays.

    Result: texts of Python 2 are bytes.
    """
    try:
        return _ArrayUnpickler(BytesIO(content), encoding="bytes").load()
    except (pickle.UnpicklingError, EOFError, IndexError, KeyError, ValueError) as error:
        raise DataError("script_data.damaged", file=file) from error


def read_arrays(file: str | Path) -> dict[str, Any]:
    """Read all arrays of a `.npz` file, also such that hold lists."""
    try:
        with ZipFile(file) as archive:
            return {
                name.removesuffix(".npy"): _read_array(archive.read(name), file)
                for name in archive.namelist()
            }
    except (BadZipFile, OSError, ValueError, KeyError) as error:
        raise DataError("script_data.damaged", file=file) from error


def _read_array(content: bytes, file: str | Path) -> Any:
    """Read one array; one of objects is a pickle behind a heading."""
    stream = BytesIO(content)
    version = npy_format.read_magic(stream)
    read_header = (
        npy_format.read_array_header_1_0 if version == (1, 0) else npy_format.read_array_header_2_0
    )
    shape, _, dtype = read_header(stream)
    if dtype.hasobject:
        found = read_pickle(content[stream.tell() :], file)
        return np.asarray(found, object).reshape(shape) if shape == () else found
    stream.seek(0)
    return npy_format.read_array(stream, allow_pickle=False)

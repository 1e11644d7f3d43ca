"""A model file of either format.

Concepts: model file
"""

from collections.abc import Collection
from pathlib import Path

from plainnet.files.file_content import content_of
from plainnet.files.keras_archive import read_archive, write_archive
from plainnet.files.keras_hdf5 import read_hdf5, write_hdf5
from plainnet.files.saved_model import SavedModel

HDF5_SIGNATURE = b"\x89HDF\r\n\x1a\n"
HDF5_ENDINGS = (".h5", ".hdf5", ".hdf", ".he5")


def read_model_file(path: Path, custom_names: Collection[str] = ()) -> SavedModel:
    """Read a model from a `.keras` archive or an `.h5` file, whatever it is called.

    Parameters
    ----------
    path : Path
        Written by plainnet, Keras or TensorFlow.
    custom_names : collection of str
        Losses and metrics that the caller has, whatever they are.

    Returns
    -------
    SavedModel

    Raises
    ------
    FileError
        If the file is missing, damaged or holds something not covered.
    """
    if is_hdf5(path):
        return read_hdf5(path, custom_names)
    return read_archive(path, custom_names)


def is_hdf5(path: Path) -> bool:
    """Tell the format by the first bytes, or where those are of neither by the ending."""
    start = content_of(path)[:8]
    return start == HDF5_SIGNATURE or (start[:2] != b"PK" and path.suffix in HDF5_ENDINGS)


def write_model_file(path: Path, saved: SavedModel) -> None:
    """Write a model in the format that the ending of the path asks for.

    Parameters
    ----------
    path : Path
        `.h5` and `.hdf5` ask for HDF5, any other ending for an archive.
    saved : SavedModel

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    (write_hdf5 if path.suffix in HDF5_ENDINGS else write_archive)(path, saved)

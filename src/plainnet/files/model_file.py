"""A model file of either format."""

from collections.abc import Collection
from pathlib import Path

from plainnet.files.keras_archive import read_archive, write_archive
from plainnet.files.keras_hdf5 import read_hdf5, write_hdf5
from plainnet.files.saved_model import SavedModel, content_of

HDF5_SIGNATURE = b"\x89HDF\r\n\x1a\n"
HDF5_ENDINGS = (".h5", ".hdf5", ".hdf", ".he5")


def read_model_file(path: Path, custom_names: Collection[str] = ()) -> SavedModel:
    """Read a model from a `.keras` archive or an `.h5` file, whatever it is called."""
    if is_hdf5(path):
        return read_hdf5(path, custom_names)
    return read_archive(path, custom_names)


def is_hdf5(path: Path) -> bool:
    """Return the format by the first bytes, or where those are of neither by the ending."""
    start = content_of(path)[:8]
    return start == HDF5_SIGNATURE or (start[:2] != b"PK" and path.suffix in HDF5_ENDINGS)


def write_model_file(path: Path, saved: SavedModel) -> None:
    """Write a model in the format that the ending of the path asks for."""
    (write_hdf5 if path.suffix in HDF5_ENDINGS else write_archive)(path, saved)

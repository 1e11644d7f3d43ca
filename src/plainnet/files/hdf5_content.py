"""Reading HDF5 without leaving the file or filling the memory."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from plainnet.errors import FileError

MOST_TIMES = 100  # more than what is stored, that numbers may take when unpacked
LEAST_BYTES = 1 << 20  # that need not be stored
LARGEST_ARRAYS = 1 << 31  # bytes in all; more than a plain network needs


class Hdf5Content:
    """An HDF5 file that is being read."""

    def __init__(self, root: Any, file: object) -> None:
        self.root = root
        self.file = file
        self._bytes_read = 0

    def at(self, place: str, group: Any = None) -> Any:
        """Find a group or data set below a group; raises KeyError where there is none."""
        found = self.root if group is None else group
        for part in place.split("/"):
            link = found.get(part, getlink=True)
            if link is None:
                raise KeyError(place)
            if not isinstance(link, h5py.HardLink):
                raise FileError("file.link", file=self.file, name=place)
            found = found[part]
        return found

    def dataset(self, place: str, group: Any = None) -> Any:
        """Find a data set whose numbers lie in this file."""
        found = self.at(place, group)
        if not isinstance(found, h5py.Dataset):
            raise TypeError(place)
        if found.external or found.is_virtual:
            raise FileError("file.link", file=self.file, name=place)
        return found

    def array(self, dataset: Any) -> NDArray[Any]:
        """Read numbers, unless they unpack to something absurdly large."""
        # As the type that the numbers become; a file may declare more than it holds.
        size = dataset.size * max(dataset.dtype.itemsize, np.dtype(np.float32).itemsize)
        held = dataset.id.get_storage_size()
        if size > MOST_TIMES * held + LEAST_BYTES:
            raise FileError("file.damaged", file=self.file)
        self._bytes_read += size
        if self._bytes_read > LARGEST_ARRAYS:
            limit = LARGEST_ARRAYS >> 30
            raise FileError("file.too_large", file=self.file, name=dataset.name, limit=limit)
        if dataset.dtype == np.dtype("V2"):  # bfloat16: the upper half of a float32
            halves = np.asarray(dataset).view(np.uint16).astype(np.uint32)
            return (halves << 16).view(np.float32)
        if dataset.dtype.kind not in "iufb":
            raise TypeError(dataset.name)
        return np.asarray(dataset)


@contextmanager
def opened_hdf5(content: bytes, file: object) -> Iterator[Hdf5Content]:
    """Open the bytes of an HDF5 file; `file` is named in errors."""
    with h5py.File(io.BytesIO(content), "r") as root:
        yield Hdf5Content(root, file)


def text_attribute(group: Any, name: str) -> str | None:
    """Read an attribute that is a text, as bytes or not; None where there is none."""
    value = group.attrs.get(name)
    if value is None:
        return None
    return value.decode() if isinstance(value, bytes) else str(value)


def names_attribute(group: Any, name: str) -> list[str]:
    """Read an attribute that lists names; Keras cuts a long one into `name0`, `name1`, ..."""
    parts = [group.attrs[name]] if name in group.attrs else []
    while not parts or (name not in group.attrs and f"{name}{len(parts)}" in group.attrs):
        parts.append(group.attrs[f"{name}{len(parts)}"])
    names = [each for part in parts for each in np.asarray(part).ravel().tolist()]
    return [each.decode() if isinstance(each, bytes) else str(each) for each in names]

"""Pictures that lie apart in training, validation and test folders, read as one set.

Concepts: training set, validation set, test set
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from plainnet.data.content_hash import hash_path
from plainnet.data.dataset import ImageFolder, Source
from plainnet.data.image_folder import find_splits, read_image_folder
from plainnet.data.input_path import existing_folder

PARTS = ("train", "validation", "test")


def read_all_parts(folder: Path, **settings: Any) -> ImageFolder:
    """Read class folders; where they lie apart in parts, one part after the other.

    Parameters
    ----------
    folder : Path
        With class folders, or with folders such as `train` and `val` that hold them.
    **settings : object
        As for `read_image_folder`.

    Returns
    -------
    ImageFolder
        Training images first, then validation, then test; each file begins with the name
        of its part's folder.

    Raises
    ------
    DataError
        If the folder or something in it cannot be used.
    """
    found = find_splits(existing_folder(folder))
    if not found:
        return read_image_folder(folder, **settings)
    order = [found[part] for part in PARTS if part in found]
    parts = {place.name: read_image_folder(place, **settings) for place in order}
    return join_parts(parts, Source(str(folder), hash_path(folder)))


def join_parts(parts: Mapping[str, ImageFolder], source: Source) -> ImageFolder:
    """Put parts one after the other.

    Parameters
    ----------
    parts : mapping of str to ImageFolder
        By the name that their files will begin with.
    source : Source
        Of all of them.

    Returns
    -------
    ImageFolder
        The classes are those of the first part.
    """
    first = next(iter(parts.values()))
    return ImageFolder(
        np.concatenate([images.pixels for images in parts.values()]),
        np.concatenate([images.labels for images in parts.values()]),
        first.class_names,
        tuple(f"{name}/{file}" for name, images in parts.items() for file in images.files),
        source,
        tuple(repair for images in parts.values() for repair in images.repairs),
    )

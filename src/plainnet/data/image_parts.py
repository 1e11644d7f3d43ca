"""Pictures that lie apart in training, validation and test folders, read as one set."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from plainnet.data.content_hash import hash_path
from plainnet.data.dataset import ImageFolder, Repair, Source
from plainnet.data.image_folder import find_splits, read_image_folder
from plainnet.data.input_path import existing_folder, list_folder

PARTS = ("train", "validation", "test")
NAMES_SHOWN = 3


def read_all_parts(
    folder: Path,
    *,
    class_names: Sequence[str] | None = None,
    may_lack: bool = False,
    **settings: Any,
) -> ImageFolder:
    """Read class folders; where they lie apart in parts, one part after the other.

    `class_names`: None means the folders of all parts together, each of which may lack some.
    """
    found = find_splits(existing_folder(folder))
    if not found:
        return read_image_folder(folder, class_names=class_names, may_lack=may_lack, **settings)
    order = [found[part] for part in PARTS if part in found]
    if class_names is None:
        named = {entry.name for place in order for entry in list_folder(place) if entry.is_dir()}
        class_names, may_lack = sorted(named), True
    parts = {
        place.name: read_image_folder(place, class_names=class_names, may_lack=may_lack, **settings)
        for place in order
    }
    joined = join_parts(parts, Source(str(folder), hash_path(folder)))
    return replace(joined, repairs=_tell_beside_parts(folder, order) + joined.repairs)


def _tell_beside_parts(folder: Path, parts: Sequence[Path]) -> tuple[Repair, ...]:
    """Say what lies beside the parts and is not looked at."""
    beside = [entry.name for entry in list_folder(folder) if entry not in parts]
    if not beside:
        return ()
    values: dict[str, object] = {
        "folder": folder,
        "parts": ", ".join(part.name for part in parts),
        "names": ", ".join(beside[:NAMES_SHOWN]),
        "count": len(beside),
    }
    return (Repair("images.beside_parts", values),)


def join_parts(parts: Mapping[str, ImageFolder], source: Source) -> ImageFolder:
    """Put parts one after the other."""
    first = next(iter(parts.values()))
    return ImageFolder(
        np.concatenate([images.pixels for images in parts.values()]),
        np.concatenate([images.labels for images in parts.values()]),
        first.class_names,
        tuple(f"{name}/{file}" for name, images in parts.items() for file in images.files),
        source,
        tuple(repair for images in parts.values() for repair in images.repairs),
        tuple(own for images in parts.values() for own in images.notes),
    )

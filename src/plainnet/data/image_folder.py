"""Reading images: class folders, or single files of unknown class."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from itertools import compress
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.bounded_folder import keep_entry, mark_as_used
from plainnet.data.content_hash import (
    hash_file,
    hash_folder,
    hash_named_files,
    hash_path,
    relative_paths,
)
from plainnet.data.dataset import DataNote, ImageFolder, ImageNotes, Source
from plainnet.data.image_file import (
    RESIZES,
    UNUSABLE,
    Channels,
    Levels,
    Resize,
    decode_image,
    is_image_name,
    pillow_warnings_settled,
    resize_image,
)
from plainnet.data.input_path import existing_file, existing_folder, list_folder, readable_name
from plainnet.errors import DataError, SettingError

Decoded = tuple[NDArray[np.uint8], list[ImageNotes]]  # (images, height, width, channels)

DECODER = "3"  # another one where decoding or resizing changes what it gives


class _Place:
    """Where pixels are remembered; nowhere, until a command says so."""

    folder: Path | None = None


def remember_in(folder: Path | None) -> None:
    """Choose where pixels are remembered; None forgets to."""
    _Place.folder = folder


def remembered(
    content: str,
    settings: Sequence[object],
    decode: Callable[[], Decoded],
) -> Decoded:
    """Return what an earlier run decoded, or decode now.

    `content`: fingerprint of the bytes of all files.
    `settings`: all else the pixels depend on, ready for JSON.
    `decode`: gives the pixels `(images, height, width, channels)` and what is known of each image.
    """
    if _Place.folder is None:
        return decode()
    key = hashlib.sha256(json.dumps([DECODER, content, *settings]).encode()).hexdigest()
    file = _Place.folder / f"{key}.npz"
    found = _read(file)
    if found is None:
        found = decode()
        _keep(file, *found)
    return found


def _read(file: Path) -> Decoded | None:
    """Read an entry; None if there is none that can be read."""
    try:
        with file.open("rb") as stored, np.load(stored, allow_pickle=False) as entry:
            pixels, written = entry["pixels"], json.loads(str(entry["notes"]))
        notes = [ImageNotes(**{**own, "remarks": tuple(own["remarks"])}) for own in written]
        mark_as_used(file)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
    if pixels.dtype != np.uint8 or pixels.ndim != 4 or len(notes) != len(pixels):
        return None
    return pixels, notes


def _keep(file: Path, pixels: NDArray[np.uint8], notes: list[ImageNotes]) -> None:
    """Write an entry."""
    written = np.array(json.dumps([asdict(own) for own in notes]))
    keep_entry(file, pixels.nbytes, lambda part: np.savez(part, pixels=pixels, notes=written))


Damaged = Literal["stop", "skip"]

SPLIT_NAMES = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
    "test": "test",
}
_NAMES_SHOWN = 3


def read_image_folder(
    folder: str | Path,
    *,
    height: int,
    width: int,
    channels: Channels = 3,
    resize: Resize = "nearest",
    class_names: Sequence[str] | None = None,
    may_lack: bool = False,
    damaged: Damaged = "stop",
    levels: Levels | None = None,
) -> ImageFolder:
    """Read a folder that holds one folder of images for each class.

    `class_names`: None means all folders, sorted by code point, which is said.
    """
    _check_settings(height, width, channels, resize)
    root = existing_folder(folder)
    names, repairs = _choose_classes(root, class_names, may_lack)
    files, labels, ignored = _files_of_classes(root, names)
    repairs += _tell_beside(root) + _tell_ignored(root, ignored)
    source = Source(str(folder), hash_folder(root))
    pixels, notes = remembered(
        source.sha256,
        (files, height, width, channels, resize, damaged, levels),
        lambda: _decode_all(root, files, height, width, channels, resize, damaged, levels),
    )
    repairs += _tell_remarks(files, notes)
    read = ImageFolder(pixels, labels, names, files, source, repairs, tuple(notes))
    read = _only_usable(read)
    for label in set(labels.tolist()) - set(read.labels.tolist()):
        raise DataError("images.class_unusable", folder=root / names[label])
    return read


def read_images(
    paths: Sequence[str | Path],
    *,
    height: int,
    width: int,
    channels: Channels = 3,
    resize: Resize = "nearest",
    class_names: Sequence[str] = (),
    damaged: Damaged = "stop",
    levels: Levels | None = None,
) -> ImageFolder:
    """Read single images whose class is not known.

    `paths`: image files, at least one.
    """
    _check_settings(height, width, channels, resize)
    if not paths:
        raise DataError("images.none_given")
    files = [str(path) for path in paths]
    for file in files:
        existing_file(file)
    pixels, notes = _decode_all(Path(), files, height, width, channels, resize, damaged, levels)
    repairs = _tell_remarks(files, notes)
    if len(files) == 1:
        source = Source(files[0], hash_file(files[0]))
    else:
        digest = hash_named_files((Path(file).as_posix(), Path(file)) for file in files)
        source = Source(", ".join(files), digest)
    labels = np.full(len(files), -1, np.int32)
    names = tuple(class_names)
    read = ImageFolder(pixels, labels, names, tuple(files), source, repairs, tuple(notes))
    read = _only_usable(read)
    if not read.files:
        raise DataError("images.none_usable", count=len(files), first=files[0])
    return read


def find_splits(folder: str | Path) -> dict[str, Path]:
    """Find the folders in which training, validation and test images lie apart."""
    found: dict[str, Path] = {}
    for entry in list_folder(existing_folder(folder)):
        part = SPLIT_NAMES.get(entry.name.lower())
        if part is None or not entry.is_dir() or not _folders_in(entry):
            continue
        if part in found:
            raise DataError("images.two_splits", one=found[part], other=entry)
        found[part] = entry
    return found


def _check_settings(height: int, width: int, channels: int, resize: str) -> None:
    """Refuse sizes, channels and ways to resize that make no sense."""
    if height < 1 or width < 1:
        raise SettingError("images.size", height=height, width=width)
    if channels not in (1, 3):
        raise SettingError("images.channels", channels=channels)
    if resize not in RESIZES:
        raise SettingError("images.resize", resize=resize, known=list(RESIZES))


def _folders_in(folder: Path) -> dict[str, Path]:
    """List the folders in a folder by name, sorted by code point."""
    return {readable_name(entry): entry for entry in list_folder(folder) if entry.is_dir()}


def class_names_of(root: Path) -> tuple[str, ...]:
    """Return the names of the class folders in the order of the classes."""
    return _choose_classes(root, None, may_lack=False)[0]


def _choose_classes(
    root: Path, class_names: Sequence[str] | None, may_lack: bool
) -> tuple[tuple[str, ...], tuple[DataNote, ...]]:
    """Decide which folders are the classes, and in which order."""
    found = _folders_in(root)
    if not found:
        count = sum(is_image_name(entry.name) for entry in list_folder(root))
        raise DataError("images.no_class_folders", folder=root, count=count)
    names = tuple(found if class_names is None else class_names)
    if class_names is None and (splits := find_splits(root)):
        parts = [path.name for path in splits.values()]
        raise DataError("images.splits_given", folder=root, parts=parts)
    if not names or len(set(names)) < len(names):
        raise SettingError("images.class_twice", names=list(names))
    missing = [name for name in names if name not in found]
    if missing and (not may_lack or len(missing) == len(names)):
        raise DataError(
            "images.class_missing",
            folder=root,
            missing=list(missing),
            found=list(found),
        )
    if class_names is None:
        order: dict[str, object] = {"folder": root, "names": list(names)}
        return names, (DataNote("images.class_order", order),)
    unused = [name for name in found if name not in names]
    told = {"images.classes_unused": unused, "images.classes_lacking": missing}
    return names, tuple(
        DataNote(key, {"folder": root, "names": list(listed)})
        for key, listed in told.items()
        if listed
    )


def _files_of_classes(
    root: Path, names: Sequence[str]
) -> tuple[tuple[str, ...], NDArray[np.int32], list[str]]:
    """List the images of all classes with their labels, and the files that are no images."""
    files: list[str] = []
    labels: list[int] = []
    ignored: list[str] = []
    folders = _folders_in(root)
    for label, name in enumerate(names):
        if name not in folders:
            continue
        folder = folders[name]
        below = [f"{folder.name}/{path}" for path in relative_paths(folder)]
        images = [path for path in below if is_image_name(path)]
        if not images:
            raise DataError("images.empty_class", folder=folder)
        files += images
        labels += [label] * len(images)
        ignored += [path for path in below if not is_image_name(path)]
    return tuple(files), np.array(labels, np.int32), ignored


def _tell_beside(root: Path) -> tuple[DataNote, ...]:
    """Describe how many images lie beside the class folders, in none of them."""
    beside = [
        entry.name
        for entry in list_folder(root)
        if is_image_name(entry.name) and not entry.is_dir()
    ]
    if not beside:
        return ()
    return (DataNote("images.beside", {"folder": root, "count": len(beside), "file": beside[0]}),)


def _tell_ignored(root: Path, ignored: Sequence[str]) -> tuple[DataNote, ...]:
    """Describe how many files are not images by their names."""
    if not ignored:
        return ()
    values: dict[str, object] = {
        "folder": root,
        "count": len(ignored),
        "names": list(ignored[:_NAMES_SHOWN]),
    }
    return (DataNote("images.ignored", values),)


def _decode_all(
    root: Path,
    files: Sequence[str],
    height: int,
    width: int,
    channels: Channels,
    resize: Resize,
    damaged: Damaged,
    levels: Levels | None,
) -> Decoded:
    """Decode and resize all images at once; the first bad one in their order is named."""
    pixels = np.zeros((len(files), height, width, channels), np.uint8)

    def decode(place: int) -> ImageNotes | DataError:
        """Put one image in its place."""
        try:
            decoded = decode_image(root / files[place], channels, levels)
        except DataError as problem:
            return problem
        image = decoded.image
        pixels[place] = resize_image(image, height, width, resize)
        return ImageNotes(image.height, image.width, decoded.is_coloured, decoded.remarks)

    with pillow_warnings_settled(), ThreadPoolExecutor(os.cpu_count()) as threads:
        found = list(threads.map(decode, range(len(files))))
    problems = [each for each in found if isinstance(each, DataError)]
    if problems and (damaged == "stop" or any(each.key not in UNUSABLE for each in problems)):
        if len(problems) == 1:
            raise problems[0]
        raise DataError("images.several_unusable", count=len(problems), first=problems[0])
    return pixels, [
        ImageNotes(0, 0, False, (UNUSABLE[each.key],)) if isinstance(each, DataError) else each
        for each in found
    ]


def _only_usable(read: ImageFolder) -> ImageFolder:
    """Leave out the files that could not be used."""
    usable = np.array([own.height > 0 for own in read.notes], bool)
    if usable.all():
        return read
    return replace(
        read,
        pixels=read.pixels[usable],
        labels=read.labels[usable],
        files=tuple(compress(read.files, usable)),
        notes=tuple(compress(read.notes, usable)),
    )


def _tell_remarks(files: Sequence[str], notes: Sequence[ImageNotes]) -> tuple[DataNote, ...]:
    """Say each kind of remark once: how many images, and the first of them."""
    repairs = []
    for key in sorted({key for own in notes for key in own.remarks}):
        with_it = [file for file, own in zip(files, notes, strict=True) if key in own.remarks]
        named = list(with_it[:_NAMES_SHOWN])
        repairs.append(DataNote(key, {"count": len(with_it), "file": with_it[0], "names": named}))
    return tuple(repairs)


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
        named = {name for place in order for name in _folders_in(place)}
        class_names, may_lack = sorted(named), True
    parts = {
        place.name: read_image_folder(place, class_names=class_names, may_lack=may_lack, **settings)
        for place in order
    }
    joined = join_parts(parts, Source(str(folder), hash_path(folder)))
    return replace(joined, repairs=_tell_beside_parts(folder, order) + joined.repairs)


def _tell_beside_parts(folder: Path, parts: Sequence[Path]) -> tuple[DataNote, ...]:
    """Describe what lies beside the parts and is not looked at."""
    beside = [entry.name for entry in list_folder(folder) if entry not in parts]
    if not beside:
        return ()
    values: dict[str, object] = {
        "folder": folder,
        "parts": [part.name for part in parts],
        "names": list(beside[:NAMES_SHOWN]),
        "count": len(beside),
    }
    return (DataNote("images.beside_parts", values),)


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


def first_alike(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Find for each image the first with the same pixels.

    Shapes: `pixels` (images, height, width, channels) -> (images,).

    >>> first_alike(np.array([7, 3, 7, 7], np.uint8).reshape(4, 1, 1, 1)).tolist()
    [0, 1, 0, 0]
    """
    first: dict[bytes, int] = {}
    prints = (hashlib.blake2b(image.tobytes(), digest_size=16).digest() for image in pixels)
    return np.array([first.setdefault(key, place) for place, key in enumerate(prints)], np.int64)

"""Images decoded in an earlier run, found again by their content.

Decoding a folder of photographs takes longer than reading its bytes, and the same folder
is read in every run. Only a process that belongs to plainnet remembers; the commands say
where. Whatever is wrong with what was remembered, the images are decoded again.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.bounded_folder import keep_entry, mark_as_used
from plainnet.data.dataset import ImageNotes

Decoded = tuple[NDArray[np.uint8], list[ImageNotes]]  # (images, height, width, channels)

DECODER = "2"  # another one where decoding or resizing changes what it gives


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
    """Give what an earlier run decoded, or decode now.

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
            pixels, notes = entry["pixels"], json.loads(str(entry["notes"]))
        mark_as_used(file)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    if pixels.dtype != np.uint8 or pixels.ndim != 4 or len(notes) != len(pixels):
        return None
    return pixels, [ImageNotes(**{**own, "remarks": tuple(own["remarks"])}) for own in notes]


def _keep(file: Path, pixels: NDArray[np.uint8], notes: list[ImageNotes]) -> None:
    """Write an entry."""
    written = np.array(json.dumps([asdict(own) for own in notes]))
    keep_entry(file, pixels.nbytes, lambda part: np.savez(part, pixels=pixels, notes=written))

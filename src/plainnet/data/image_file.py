"""One image file to grey or colour pixels of eight bits.

An image stands as a person sees it: the orientation a camera noted is applied.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from plainnet.data.input_path import read_bytes
from plainnet.errors import DataError

Channels = Literal[1, 3]
# Not TIFF: its library prints complaints of its own, and reads broken files as if whole.
IMAGE_SUFFIXES = (".bmp", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_FORMATS = ("BMP", "PNG", "JPEG", "GIF", "WEBP")
_DAMAGE = (  # what Pillow raises on broken files
    OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError,
    MemoryError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
# Errors about one file, which other files need not suffer from.
UNUSABLE = {
    "images.empty_file": "images.skipped_empty",
    "images.not_an_image": "images.skipped_no_images",
    "images.damaged": "images.skipped_damaged",
    "images.too_large": "images.skipped_too_large",
}
COLOUR_SPREAD = 16  # levels between the channels of a pixel that a photograph of grey may have
_LOOKED_AT = 256  # pixels each way are enough to see a colour


@dataclass(frozen=True)
class DecodedImage:
    """An image in memory, and what was decided on the way."""

    image: Image.Image  # grey or colour, eight bits a channel
    remarks: tuple[str, ...]  # message keys of the things decided; empty for an ordinary image
    is_coloured: bool  # whether some pixel of the file is clearly no grey, however it was read


def is_image_name(name: str) -> bool:
    """Whether a file name ends as those of image files do."""
    return name.lower().endswith(IMAGE_SUFFIXES)


@contextmanager
def pillow_warnings_settled() -> Iterator[None]:
    """Turn Pillow's warning of huge images into an error, and leave out its others.

    The others are about notes beside the pixels (camera data, further frames) that are
    broken and not used. Warnings are settled for all threads at once, so this belongs
    around the threads, not into them.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def decode_image(path: str | Path, channels: Channels) -> DecodedImage:
    """Read a BMP, PNG, JPEG, GIF or WebP file.

    Call it inside `pillow_warnings_settled`, else Pillow reads an image of more than about
    89 million pixels and prints a warning of its own.
    """
    content = read_bytes(path)
    if not content:
        raise DataError("images.empty_file", file=path)
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            return _normalize(image, channels)
    except UnidentifiedImageError as error:
        raise DataError("images.not_an_image", file=path) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        limit = (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        raise DataError("images.too_large", file=path, limit=limit) from error
    except _DAMAGE as error:
        raise DataError("images.damaged", file=path) from error


def image_size(path: str | Path) -> tuple[int, int] | None:
    """Look up height and width without decoding the pixels.

    Result: None for a file that `decode_image` would refuse by its first bytes.
    """
    try:
        with Image.open(path, formats=_FORMATS) as image:
            width, height = image.size
            is_noted = "exif" in image.info  # else PNG is decoded
            orientation = image.getexif().get(ExifTags.Base.Orientation, 1) if is_noted else 1
    except (*_DAMAGE, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return (width, height) if orientation in range(5, 9) else (height, width)


def _normalize(image: Image.Image, channels: Channels) -> DecodedImage:
    """Bring an opened image to eight bits, grey or colour, the right way up."""
    remarks = []
    if getattr(image, "n_frames", 1) > 1:
        remarks.append("images.several_pictures")
    if image.getexif().get(ExifTags.Base.Orientation, 1) in range(2, 9):
        remarks.append("images.rotated")
        upright = ImageOps.exif_transpose(image)
    else:
        upright = image
    upright.load()
    if _is_transparent(upright):
        remarks.append("images.transparent")
    upright.info.pop("transparency", None)  # or converting keeps or warns about it
    if upright.mode.startswith("I"):
        remarks.append("images.sixteen_bits")
        upright = upright.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    is_coloured = _is_coloured(upright)
    return DecodedImage(
        upright.convert("L" if channels == 1 else "RGB"), tuple(remarks), is_coloured
    )


def _is_transparent(image: Image.Image) -> bool:
    """Whether any pixel of an image is not wholly opaque."""
    if "transparency" in image.info:
        return True
    if "A" not in image.getbands():
        return False
    least, _ = image.getchannel("A").getextrema()
    return isinstance(least, int | float) and least < 255


def _is_coloured(image: Image.Image) -> bool:
    """Whether the channels of some pixel are clearly apart, on a coarse look."""
    if image.mode in ("1", "L", "LA"):
        return False
    size = (min(image.width, _LOOKED_AT), min(image.height, _LOOKED_AT))
    pixels = np.asarray(image.convert("RGB").resize(size, Image.Resampling.NEAREST), np.int16)
    return int((pixels.max(2) - pixels.min(2)).max()) > COLOUR_SPREAD

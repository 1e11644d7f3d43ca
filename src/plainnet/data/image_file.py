"""One image file to grey or colour pixels of eight bits.

An image stands as a person sees it: the orientation a camera noted is applied.
"""

import io
import os
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from plainnet.data.input_path import read_bytes
from plainnet.errors import DataError

Channels = Literal[1, 3]
IMAGE_SUFFIXES = (".bmp", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff")
_FORMATS = ("BMP", "PNG", "JPEG", "GIF", "WEBP", "TIFF")
_BEGINS_AS_TIFF = (b"II*\0", b"MM\0*")
_DEEP = ("I", "F")  # modes of more than eight bits begin so
SMALL_PART = 0.25  # of the levels of sixteen bits that is stretched to all of them
Levels = tuple[float, float]  # of black and of white
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


def decode_image(
    path: str | Path, channels: Channels, levels: Levels | None = None
) -> DecodedImage:
    """Read a BMP, PNG, JPEG, GIF, WebP or TIFF file.

    `levels`: of images of more than eight bits, those that become black and white; None means all
        levels of sixteen bits.

    Call it inside `pillow_warnings_settled`, else Pillow reads an image of more than about
    89 million pixels and prints a warning of its own.
    """
    content = read_bytes(path)
    if not content:
        raise DataError("images.empty_file", file=path)
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            return _normalize(image, channels, levels)
    except UnidentifiedImageError as error:
        if content.startswith(_BEGINS_AS_TIFF):
            raise DataError("images.damaged", file=path) from error
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


def image_levels(path: str | Path) -> Levels | None:
    """Look up the lowest and highest level of an image of more than eight bits.

    Result: None for other images, and for one that is damaged.
    """
    try:
        with Image.open(path, formats=_FORMATS) as image:
            pixels = np.asarray(image, np.float64) if image.mode.startswith(_DEEP) else np.array([])
    except (*_DAMAGE, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    known = pixels[np.isfinite(pixels)]
    return (float(known.min()), float(known.max())) if known.size else None


def small_range(files: Sequence[Path]) -> Levels | None:
    """Return the levels that images of more than eight bits use together.

    Result: None where they use much of sixteen bits, which then stay as they are.
    """
    with pillow_warnings_settled(), ThreadPoolExecutor(os.cpu_count()) as threads:
        found = [levels for levels in threads.map(image_levels, files) if levels is not None]
    low, high = min((of[0] for of in found), default=0), max((of[1] for of in found), default=0)
    is_usual = low >= 0 and high <= 0xFFFF and high - low >= SMALL_PART * 0xFFFF
    return None if is_usual or high <= low else (low, high)


def _normalize(image: Image.Image, channels: Channels, levels: Levels | None) -> DecodedImage:
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
    if upright.mode.startswith(_DEEP):
        remarks.append("images.sixteen_bits")
        upright = _eight_bits(upright, levels or (0.0, 256.0 * 255))
    elif _is_transparent(upright):
        remarks.append("images.transparent")
        upright = _on_one_colour(upright.convert("RGBA"))
    upright.info.pop("transparency", None)  # or converting keeps or warns about it
    is_coloured = _is_coloured(upright)
    return DecodedImage(
        upright.convert("L" if channels == 1 else "RGB"), tuple(remarks), is_coloured
    )


def _eight_bits(image: Image.Image, levels: Levels) -> Image.Image:
    """Bring levels to 0 (black) to 255 (white)."""
    low, high = levels
    pixels = np.nan_to_num(np.asarray(image, np.float64), nan=low)
    return Image.fromarray(np.clip(255 * (pixels - low) / (high - low), 0, 255).astype(np.uint8))


def _on_one_colour(image: Image.Image) -> Image.Image:
    """Compose an image on white, or on black where nothing of it would show on white."""
    composed = [
        Image.alpha_composite(Image.new("RGBA", image.size, colour), image).convert("RGB")
        for colour in ("white", "black")
    ]
    return composed[len(composed[0].getcolors(2) or ()) == 1]


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


Resize = Literal["nearest", "bilinear", "area"]
RESIZES: tuple[Resize, ...] = get_args(Resize)

_ONE = 1 << 11  # OpenCV weighs with whole numbers of 1/2048


def resize_image(image: Image.Image, height: int, width: int, resize: Resize) -> NDArray[np.uint8]:
    """Bring an 8-bit image to a size.

    Shapes: returns (height, width, channels).
    `resize`: "nearest" is what Keras' `load_img` does, "bilinear" what OpenCV's `cv2.resize` does
        (no smoothing when it shrinks), "area" averages all pixels an output pixel covers.
    """
    if resize == "bilinear":
        return interpolate_bilinearly(_pixels(image), height, width)
    method = Image.Resampling.NEAREST if resize == "nearest" else Image.Resampling.BOX
    return _pixels(image.resize((width, height), method))


def interpolate_bilinearly(pixels: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    """Weigh the four pixels around each output pixel's centre, in OpenCV's arithmetic.

    Shapes: `pixels` (rows, columns, channels) -> (height, width, channels).

    >>> interpolate_bilinearly(np.array([[[0], [100]]], dtype=np.uint8), 1, 4)[0, :, 0].tolist()
    [0, 25, 75, 100]
    """
    rows, columns, _ = pixels.shape
    if (rows, columns) == (height, width):
        return pixels
    left, right, weight_right = _neighbours(columns, width)
    top, bottom, weight_bottom = _neighbours(rows, height)
    weight_right = weight_right[:, None]  # (width, 1)
    weight_bottom = weight_bottom[:, None, None]  # (height, 1, 1)

    def along_rows(of: NDArray[np.int64]) -> NDArray[np.int64]:
        """Interpolate within the rows `of`, in units of 1/2048."""
        line = pixels[of].astype(np.int64)  # (height, columns, channels)
        weighed: NDArray[np.int64] = (
            line[:, left] * (_ONE - weight_right) + line[:, right] * weight_right
        )
        return weighed

    # Shifted in OpenCV's steps, so that the rounding is OpenCV's too.
    above = ((along_rows(top) >> 4) * (_ONE - weight_bottom)) >> 16
    below = ((along_rows(bottom) >> 4) * weight_bottom) >> 16
    return ((above + below + 2) >> 2).astype(np.uint8)


def _neighbours(
    old: int, new: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Find the two old places around each new centre, and the weight of the second."""
    centres = ((np.arange(new) + 0.5) * (old / new) - 0.5).astype(np.float32)  # (new,)
    first = np.floor(centres).astype(np.int64)
    weights = np.rint((centres - first.astype(np.float32)) * _ONE).astype(np.int64)
    return np.clip(first, 0, old - 1), np.clip(first + 1, 0, old - 1), weights


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    """Return an image as an array with its channels last."""
    pixels = np.asarray(image, dtype=np.uint8)
    return pixels if pixels.ndim == 3 else pixels[:, :, None]


MOST_LOOKED_AT = 500  # files tell enough about the others
SMALL, LARGE = 32, 64  # pixels of the longer side
SMALL_UP_TO = 40
SHORTEST = 16
STEP = 4  # the shorter side is a multiple of it


def survey_sizes(files: Sequence[Path]) -> NDArray[np.int64]:
    """Look up the sizes of images, of some 500 if there are more.

    Shapes: returns (images, 2).
    """
    step = max(1, len(files) // MOST_LOOKED_AT)
    with pillow_warnings_settled(), ThreadPoolExecutor(os.cpu_count()) as threads:
        sizes = threads.map(image_size, files[::step])
        return np.array([size for size in sizes if size is not None], np.int64).reshape(-1, 2)


def choose_size(sizes: NDArray[np.int64]) -> tuple[int, int]:
    """Choose a size for a small convolutional network.

    Shapes: `sizes` (images, 2).
    `sizes`: at least one.
    Result: the longer side is 32 pixels where images are not larger than 40, else 64.

    >>> choose_size(np.array([[200, 200], [200, 200]])), choose_size(np.array([[480, 640]]))
    ((64, 64), (48, 64))
    """
    height, width = np.median(sizes, axis=0)
    longer = SMALL if max(height, width) <= SMALL_UP_TO else LARGE
    shape = float(np.median(sizes[:, 0] / sizes[:, 1]))  # height by width
    shorter = max(SHORTEST, STEP * round(longer * min(shape, 1 / shape) / STEP))
    return (shorter, longer) if shape < 1 else (longer, shorter)


PixelScaling = Literal["zero_to_one", "local_contrast"]
PIXEL_SCALINGS: tuple[PixelScaling, ...] = get_args(PixelScaling)
LEVELS_OF_GREY = 255
NEIGHBOURHOOD = 17  # pixels; about a quarter of a 64-pixel image
FAINTEST_CONTRAST = 0.005  # keeps an empty image from being blown up into noise


def scale_pixels(pixels: NDArray[np.uint8], how: PixelScaling) -> NDArray[np.float32]:
    """Turn grey levels into numbers, each image by itself; nothing is learned from data.

    Shapes: `pixels` (images, height, width, channels) -> (images, height, width, channels).
    `how`: "local_contrast" takes away the mean of each pixel's neighbourhood and divides by the
        deviation of what remains, so that dark and pale pictures of the same surface look alike.

    Jarrett et al. (2009), "What is the best multi-stage architecture for object
    recognition?", ICCV: subtractive normalisation.

    >>> scale_pixels(np.full((1, 2, 2, 1), 255, np.uint8), "zero_to_one").max()
    np.float32(1.0)
    """
    levels = pixels.astype(np.float32) / np.float32(LEVELS_OF_GREY)
    if how == "zero_to_one":
        return levels
    details = levels - local_mean(levels, NEIGHBOURHOOD)
    contrast = details.std(axis=(1, 2, 3), keepdims=True) + np.float32(FAINTEST_CONTRAST)
    return np.asarray(details / contrast, np.float32)


def local_mean(images: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Average over the square around each pixel; beyond the border images are mirrored.

    Shapes: `images` (images, height, width, channels) -> (images, height, width, channels).
    `images`: any unit.
    `side`: of the square, in pixels.
    """
    reach = side // 2
    around = ((0, 0), (reach, reach), (reach, reach), (0, 0))
    sums = np.pad(images, around, "symmetric").astype(np.float64)
    for axis in (1, 2):
        sums = np.cumsum(np.insert(sums, 0, 0, axis), axis)
        size = images.shape[axis]
        after, before = np.arange(side, side + size), np.arange(size)
        sums = np.take(sums, after, axis) - np.take(sums, before, axis)
    return (sums / side**2).astype(np.float32)

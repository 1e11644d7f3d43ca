"""Single images between files, Pillow and arrays, as Keras' functions of these names do it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray
from PIL import Image

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.arrays.backend_settings import checked_data_format, floatx

INTERPOLATIONS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "hamming": Image.Resampling.HAMMING,
    "box": Image.Resampling.BOX,
    "lanczos": Image.Resampling.LANCZOS,
}
CHANNELS = {"grayscale": 1, "rgb": 3, "rgba": 4}
_GREY_MODES = ("L", "I;16", "I")
ImageFile = str | PathLike[str] | BytesIO


def load_img(
    path: ImageFile,
    color_mode: str | bool = "rgb",
    target_size: tuple[int, int] | None = None,
    interpolation: str = "nearest",
    keep_aspect_ratio: bool = False,
    *,
    grayscale: bool = False,
) -> Image.Image:
    """Read an image file.

    Parameters
    ----------
    path : str, Path or BytesIO
        Any format that Pillow knows.
    color_mode : {"rgb", "rgba", "grayscale"}, default="rgb"
        Colours wanted; True or False is the old `grayscale`, which stood here.
    target_size : (int, int) or None, default=None
        Height and width in pixels; None leaves the image as large as it is.
    interpolation : str, default="nearest"
        "nearest", "bilinear", "bicubic", "hamming", "box" or "lanczos".
    keep_aspect_ratio : bool, default=False
        Whether to cut out the middle of the wanted shape before resizing.
    grayscale : bool, default=False
        The old way to ask for grey.

    Returns
    -------
    PIL image

    Raises
    ------
    SettingError
        If a setting makes no sense.
    """
    if isinstance(color_mode, bool):
        color_mode = "grayscale" if color_mode else "rgb"
    mode = "grayscale" if grayscale else color_mode
    check_image_settings(mode, interpolation)
    with Image.open(path) as opened:
        image = _in_colours(opened, mode)
    if target_size is None:
        return image
    height, width = target_size
    if image.size == (width, height):
        return image
    method = INTERPOLATIONS[interpolation]
    if keep_aspect_ratio:
        return image.resize((width, height), method, box=_middle(image, height, width))
    return image.resize((width, height), method)


def check_image_settings(color_mode: str, interpolation: str) -> None:
    """Refuse colours and interpolations that Keras does not know."""
    if color_mode not in CHANNELS:
        raise SettingError("script_data.color_mode", found=color_mode)
    if interpolation not in INTERPOLATIONS:
        known = list(INTERPOLATIONS)
        raise SettingError("script_data.interpolation", found=interpolation, known=known)


def _in_colours(opened: Image.Image, color_mode: str) -> Image.Image:
    """Decode an opened file and bring it to the colours wanted."""
    if color_mode == "grayscale":
        return opened.copy() if opened.mode in _GREY_MODES else opened.convert("L")
    return opened.convert("RGB" if color_mode == "rgb" else "RGBA")


def _middle(image: Image.Image, height: int, width: int) -> tuple[float, float, float, float]:
    """Return the largest box in the middle of an image that has the shape wanted."""
    columns, rows = image.size
    box_rows = min(rows, columns * height // width)
    box_columns = min(columns, rows * width // height)
    top, left = (rows - box_rows) // 2, (columns - box_columns) // 2
    return left, top, left + box_columns, top + box_rows


def img_to_array(
    img: Any, data_format: str | None = None, dtype: DTypeLike | None = None
) -> NDArray[Any]:
    """Return the pixels of an image with an axis for the channels.

    Parameters
    ----------
    img : PIL image
        Or whatever NumPy makes an array of two or three axes of.
    data_format : {"channels_last", "channels_first"} or None, default=None
        None means as set for the whole program.
    dtype : dtype or None, default=None
        None means float32, or the float type set for the whole program.

    Returns
    -------
    array of shape (height, width, channels) or (channels, height, width)

    Raises
    ------
    ShapeError
        If there are neither two nor three axes.
    """
    pixels = np.asarray(img, dtype=floatx() if dtype is None else dtype)
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    elif pixels.ndim != 3:
        raise ShapeError("script_data.image_axes", shape=pixels.shape)
    elif checked_data_format(data_format) == "channels_first":
        return pixels.transpose(2, 0, 1)
    if checked_data_format(data_format) == "channels_first":
        return pixels.transpose(2, 0, 1)
    return np.array(pixels) if pixels.base is not None else pixels


def array_to_img(
    x: ArrayLike,
    data_format: str | None = None,
    scale: bool = True,
    dtype: DTypeLike | None = None,
) -> Image.Image:
    """Make a Pillow image of an array.

    Parameters
    ----------
    x : array of shape (height, width, channels) or (channels, height, width)
        With 1, 3 or 4 channels.
    data_format : {"channels_last", "channels_first"} or None, default=None
        None means as set for the whole program.
    scale : bool, default=True
        Whether to stretch the values to 0 to 255.
    dtype : dtype or None, default=None
        In which to compute; None means float32.

    Returns
    -------
    PIL image

    Raises
    ------
    ShapeError
        If the array is no image.
    """
    pixels = np.asarray(x, dtype=floatx() if dtype is None else dtype)
    if pixels.ndim != 3:
        raise ShapeError("script_data.image_axes", shape=pixels.shape)
    if checked_data_format(data_format) == "channels_first":
        pixels = pixels.transpose(1, 2, 0)
    if scale:
        pixels = pixels - np.min(pixels)
        largest = np.max(pixels)
        if largest != 0:
            pixels = pixels / largest
        pixels = pixels * 255
    channels = pixels.shape[2]
    if channels == 1:
        if np.max(pixels) > 255:  # more than eight bits of grey
            return Image.fromarray(pixels[:, :, 0].astype("int32"))
        return Image.fromarray(pixels[:, :, 0].astype("uint8"))
    if channels not in (3, 4):
        raise ShapeError("script_data.image_axes", shape=pixels.shape)
    return Image.fromarray(pixels.astype("uint8"))


def save_img(
    path: str | PathLike[str],
    x: ArrayLike,
    data_format: str | None = None,
    file_format: str | None = None,
    scale: bool = True,
    **settings: Any,
) -> None:
    """Write an array as an image file.

    Parameters
    ----------
    path : str or Path
        Where to; its ending says the format.
    x : array of shape (height, width, channels) or (channels, height, width)
        With 1, 3 or 4 channels.
    data_format : {"channels_last", "channels_first"} or None, default=None
        None means as set for the whole program.
    file_format : str or None, default=None
        None means as the ending of the name says.
    scale : bool, default=True
        Whether to stretch the values to 0 to 255.
    **settings : object
        For Pillow's `Image.save`.
    """
    image = array_to_img(x, data_format, scale)
    is_jpeg = str(file_format or path).lower().endswith(("jpg", "jpeg"))
    if image.mode == "RGBA" and is_jpeg:  # JPEG has no transparency
        image = image.convert("RGB")
    image.save(path, format=file_format, **settings)


MOST_BYTES_KEPT = 2 << 30
READERS = 16  # threads; files wait for the disk longer than for a processor
_FEW = 8  # files for which threads are not worth starting


@dataclass(frozen=True)
class Decoding:
    """How files become pixels."""

    height: int  # pixels
    width: int  # pixels
    color_mode: str  # "rgb", "rgba" or "grayscale"
    interpolation: str  # as `load_img` takes it
    keep_aspect_ratio: bool  # as `load_img` takes it

    def pixels(self, path: str) -> NDArray[Any]:
        """Decode one file to shape (height, width, channels)."""
        size = self.height, self.width
        image = load_img(path, self.color_mode, size, self.interpolation, self.keep_aspect_ratio)
        pixels = np.asarray(image)
        return pixels[:, :, None] if pixels.ndim == 2 else pixels


class DecodedImages:
    """Pixels of many files, each decoded when first asked for."""

    def __init__(self, paths: Sequence[str], decoding: Decoding) -> None:
        self.paths = tuple(paths)
        self.decoding = decoding
        self.shape = (decoding.height, decoding.width, CHANNELS[decoding.color_mode])
        self._is_kept = np.zeros(len(self.paths), np.bool_)
        is_small = len(self.paths) * int(np.prod(self.shape)) <= MOST_BYTES_KEPT
        self._kept = np.empty((len(self.paths), *self.shape), np.uint8) if is_small else None

    @property
    def bytes_as_floats(self) -> int:
        """Memory that all of them take as float32."""
        return 4 * len(self.paths) * int(np.prod(self.shape))

    def take(self, places: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """Return the images at `places` as an array of (images, height, width, channels)."""
        if self._kept is None:
            return self._decode(places).astype(np.float32)
        new = np.unique(places[~self._is_kept[places]])
        if len(new):
            decoded = self._decode(new)
            if decoded.dtype != np.uint8:  # sixteen bits: too rare to keep a second store
                self._kept = None
                return self.take(places)
            self._kept[new] = decoded
            self._is_kept[new] = True
        found: NDArray[np.float32] = self._kept[places].astype(np.float32)
        return found

    def _decode(self, places: NDArray[np.integer[Any]]) -> NDArray[Any]:
        """Decode files side by side."""
        paths = [self.paths[place] for place in places]
        if len(paths) <= _FEW:
            return _stacked([self.decoding.pixels(path) for path in paths], self.shape)
        with ThreadPoolExecutor(READERS) as threads:
            return _stacked(list(threads.map(self.decoding.pixels, paths)), self.shape)


def _stacked(images: list[NDArray[Any]], shape: tuple[int, ...]) -> NDArray[Any]:
    """Stack images, of which there may be none."""
    return np.stack(images) if images else np.empty((0, *shape), np.uint8)


_in_use: WeakValueDictionary[tuple[tuple[str, ...], Decoding], DecodedImages] = (
    WeakValueDictionary()
)


def decoded_images(paths: Sequence[str], decoding: Decoding) -> DecodedImages:
    """Return the decoded images of some files; who asks for the same ones shares them."""
    key = tuple(paths), decoding
    found = _in_use.get(key)
    if found is None:
        found = _in_use[key] = DecodedImages(paths, decoding)
    return found

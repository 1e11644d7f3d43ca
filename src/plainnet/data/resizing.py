"""Images to another size, as the tools of the course do it."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

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
    """Give an image as an array with its channels last."""
    pixels = np.asarray(image, dtype=np.uint8)
    return pixels if pixels.ndim == 3 else pixels[:, :, None]

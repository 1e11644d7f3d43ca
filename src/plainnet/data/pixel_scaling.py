"""Bring grey levels to what a network learns from easily."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

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

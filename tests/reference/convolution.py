"""Convolution and max pooling as loops, pixel by pixel: slow and easy to believe."""

import itertools
import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Pair = tuple[int, int]


def convolve_slowly(
    images: Array, kernel: Array, bias: Array, strides: Pair, padding: str
) -> Array:
    """Convolve (batch, height, width, channels) with (rows, columns, channels, filters)."""
    images = pad_slowly(images, kernel.shape[:2], strides, padding, 0.0)
    size = places(images, kernel.shape[:2], strides)
    maps = np.zeros((len(images), *size, kernel.shape[3]))
    for image, row, column, filter_ in np.ndindex(*maps.shape):
        total = float(bias[filter_])
        for i, j, channel in np.ndindex(*kernel.shape[:3]):
            pixel = images[image, row * strides[0] + i, column * strides[1] + j, channel]
            total += pixel * kernel[i, j, channel, filter_]
        maps[image, row, column, filter_] = total
    return maps


def pool_slowly(maps: Array, window: Pair, strides: Pair, padding: str) -> Array:
    """Keep the largest value of each window."""
    maps = pad_slowly(maps, window, strides, padding, -math.inf)
    size = places(maps, window, strides)
    pooled = np.zeros((len(maps), *size, maps.shape[3]))
    for image, row, column, channel in np.ndindex(*pooled.shape):
        pooled[image, row, column, channel] = max(
            maps[image, row * strides[0] + i, column * strides[1] + j, channel]
            for i, j in itertools.product(range(window[0]), range(window[1]))
        )
    return pooled


def pad_slowly(images: Array, window: Pair, strides: Pair, padding: str, filler: float) -> Array:
    """Add the frame that lets every `strides`-th pixel have a window; the odd one after."""
    if padding == "valid":
        return images
    frames = []
    for size, extent, stride in zip(images.shape[1:3], window, strides, strict=True):
        frame = max((math.ceil(size / stride) - 1) * stride + extent - size, 0)
        frames.append((frame // 2, math.ceil(frame / 2)))
    return np.pad(images, ((0, 0), *frames, (0, 0)), constant_values=filler)


def places(images: Array, window: Pair, strides: Pair) -> Pair:
    """Count the places of a window by trying each."""
    rows, columns = (
        sum(start + extent <= size for start in range(0, size, stride))
        for size, extent, stride in zip(images.shape[1:3], window, strides, strict=True)
    )
    return rows, columns

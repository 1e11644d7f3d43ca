"""Pictures that stand in several files, and so perhaps on both sides of a split."""

import hashlib

import numpy as np
from numpy.typing import NDArray


def first_alike(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Find for each image the first with the same pixels.

    Shapes: `pixels` (images, height, width, channels) -> (images,).

    >>> first_alike(np.array([7, 3, 7, 7], np.uint8).reshape(4, 1, 1, 1)).tolist()
    [0, 1, 0, 0]
    """
    first: dict[bytes, int] = {}
    prints = (hashlib.blake2b(image.tobytes(), digest_size=16).digest() for image in pixels)
    return np.array([first.setdefault(key, place) for place, key in enumerate(prints)], np.int64)

"""Which size to bring images to, found out from the files."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.data.image_file import image_size, pillow_warnings_settled

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

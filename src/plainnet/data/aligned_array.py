"""Arrays that begin where the engine can take them over, and that leave nothing behind."""

import math
import mmap

import numpy as np
from numpy.typing import NDArray

ALIGNMENT_BYTES = 64


def aligned_zeros(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Make an array of zeros whose first byte lies on a multiple of 64.

    NumPy starts arrays on multiples of 16; such ones are copied when they are handed to
    the engine, which a large table shows in memory.

    >>> aligned_zeros((3, 2)).ctypes.data % 64
    0
    """
    size = 4 * math.prod(shape)
    whole = np.zeros(size + ALIGNMENT_BYTES, np.uint8)
    start = -whole.ctypes.data % ALIGNMENT_BYTES
    return whole[start : start + size].view(np.float32).reshape(shape)


def mapped_copy(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Copy numbers into memory that the system gets back as soon as the array is gone.

    What is freed otherwise mostly stays with the process, for arrays to come; for the rows
    of a large table, given up one block after the other, that would be all of them.

    Shapes: `values` (rows, columns) -> (rows, columns).
    """
    memory = mmap.mmap(-1, max(1, 4 * values.size))
    copy = np.frombuffer(memory, np.float32, values.size).reshape(values.shape)
    copy[...] = values
    return copy

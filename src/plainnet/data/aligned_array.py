"""Arrays that begin where the engine can take them over without a copy.

Concepts: memory alignment
"""

import math

import numpy as np
from numpy.typing import NDArray

ALIGNMENT_BYTES = 64


def aligned_zeros(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Make an array of zeros whose first byte lies on a multiple of 64.

    NumPy starts arrays on multiples of 16; such ones are copied when they are handed to
    the engine, which a large table shows in memory.

    Parameters
    ----------
    shape : tuple of int
        Of the array.

    Returns
    -------
    array of that shape, float32

    Examples
    --------
    >>> aligned_zeros((3, 2)).ctypes.data % 64
    0
    """
    size = 4 * math.prod(shape)
    whole = np.zeros(size + ALIGNMENT_BYTES, np.uint8)
    start = -whole.ctypes.data % ALIGNMENT_BYTES
    return whole[start : start + size].view(np.float32).reshape(shape)

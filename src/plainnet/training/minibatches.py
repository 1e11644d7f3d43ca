"""Minibatches: which rows make up each step.

Row numbers are drawn on the host and handed to the compiled program, which gathers the
rows itself; sorting random numbers inside the program costs more than the training.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

FILLER = -1  # stands in the last batch where there are no rows left


def count_steps(n_rows: int, batch_size: int) -> int:
    """Count the batches of an epoch, a short last one included."""
    return -(-n_rows // batch_size)


def rows_of_epoch(
    n_rows: int, batch_size: int, seed: int, epoch: int, shuffle: bool
) -> NDArray[np.int32]:
    """Give the row numbers of each step of one epoch.

    Shapes: returns (steps, batch_size).

    >>> rows_of_epoch(5, 2, seed=0, epoch=0, shuffle=False).tolist()
    [[0, 1], [2, 3], [4, -1]]
    """
    rows = np.full(count_steps(n_rows, batch_size) * batch_size, FILLER, np.int32)
    if shuffle:
        rows[:n_rows] = np.random.default_rng((seed, epoch)).permutation(n_rows)
    else:
        rows[:n_rows] = np.arange(n_rows)
    return rows.reshape(-1, batch_size)


def slices_of(n_rows: int, batch_size: int) -> Iterator[slice]:
    """Cut rows into batches in their order."""
    for start in range(0, n_rows, batch_size):
        yield slice(start, min(start + batch_size, n_rows))


def evaluation_batch_size(n_rows: int, input_shape: tuple[int, ...]) -> int:
    """Choose how many rows to evaluate at once: few enough that they stay in the cache."""
    numbers = int(np.prod(input_shape)) or 1
    return max(1, min(n_rows, max(32, EVALUATION_NUMBERS // numbers)))


EVALUATION_NUMBERS = 1 << 16


def size_class(n_rows: int) -> int:
    """Round a number of rows up to one of a few, so that a few programs serve all numbers.

    Result: the next power of two, at least 16.

    >>> size_class(195), size_class(256), size_class(1)
    (256, 256, 16)
    """
    return max(SMALLEST_CLASS, 1 << (n_rows - 1).bit_length())


SMALLEST_CLASS = 16

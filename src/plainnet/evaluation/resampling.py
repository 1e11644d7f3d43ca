"""Test rows drawn again and again, with replacement: all resamples at once.

A metric that is a formula of means needs of a resample no more than how often it drew each
row: these counts times the rows' tallies give the means of every metric of every model.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 2000
# Bounds the memory of one batch of resamples, about 40 bytes a draw.
DRAWS_AT_ONCE = 1_000_000
# More rows are drawn in so many groups; the mean over groups spreads as that over rows.
MOST_DRAWN = 10_000


class Resampling:
    """Resamples of so many rows, the same ones for every tally.

    `block_length`: neighbouring rows drawn together; more than 1 for a series.

    Künsch (1989), "The jackknife and the bootstrap for general stationary observations",
    Annals of Statistics 17.

    >>> resampling = Resampling(rows=5)
    >>> resampling.means(resampling.sums(np.ones((5, 2)))).shape
    (2000, 2)
    """

    def __init__(self, rows: int, block_length: int = 1, seed: int = 0) -> None:
        self._generator = np.random.default_rng(seed)
        groups = min(rows, MOST_DRAWN)
        # Any rows stand together in a group, but neighbours where order matters.
        is_shuffled = rows > groups and block_length == 1
        self._order = self._generator.permutation(rows) if is_shuffled else None
        self._starts = np.arange(groups) * rows // groups
        self._sizes = np.diff(np.append(self._starts, rows)).astype(np.float64)
        self._length = min(groups, max(1, round(block_length * groups / rows)))

    def sums(self, tallies: Floats) -> Floats:
        """Sum the rows of each group.

        Shapes: `tallies` (rows, tallies) -> (groups, tallies).
        Result: a group is one row, or a few of very many.
        """
        ordered = tallies if self._order is None else tallies[self._order]
        return np.add.reduceat(ordered, self._starts, axis=0)

    def means(self, sums: Floats) -> Floats:
        """Give the mean of the tallies of each resample; once for one set of resamples.

        Shapes: `sums` (groups, tallies) -> (2000, tallies).
        """
        groups, length = len(sums), self._length
        blocks = -(-groups // length)
        at_once = max(1, DRAWS_AT_ONCE // groups)
        means = []
        for start in range(0, RESAMPLES, at_once):
            resamples = min(at_once, RESAMPLES - start)
            shape = (resamples, blocks, 1)
            first = self._generator.integers(0, groups - length + 1, size=shape)
            drawn = (first + np.arange(length)).reshape(resamples, -1)[:, :groups]
            places = drawn + groups * np.arange(resamples)[:, None]
            counts = np.bincount(places.ravel(), minlength=resamples * groups)
            often = counts.reshape(resamples, groups).astype(np.float64)
            means.append(often @ sums / (often @ self._sizes)[:, None])
        return np.concatenate(means)


def resampled_means(tallies: Floats, block_length: int = 1, seed: int = 0) -> Floats:
    """Give the mean of the tallies of each resample.

    Shapes: `tallies` (rows, tallies) -> (2000, tallies).
    """
    resampling = Resampling(len(tallies), block_length, seed)
    return resampling.means(resampling.sums(tallies))

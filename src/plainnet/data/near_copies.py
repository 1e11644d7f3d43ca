"""Images that are nearly the same: saved again, resized, brighter, or mirrored.

A difference hash finds who may be whose copy among all pairs; a small grey version of both decides.
"""

import numpy as np
from numpy.typing import NDArray

Small = NDArray[np.float32]
SIDE = 32  # of a small grey version
MOST_BITS = 8  # of 64 in which the hashes of copies may differ
ALIKE = 0.985  # correlation of small versions from which on two images are one
LEAST_SPREAD = 4.0  # in levels of 255; a flat image is like any other
_AT_ONCE = 64


def small_grey(images: NDArray[np.generic]) -> Small:
    """Average images down to small grey ones.

    Shapes: `images` (rows, height, width) or (rows, height, width, channels) -> (rows, side, side).
    """
    height, width = (min(SIDE, each) for each in images.shape[1:3])
    small = np.empty((len(images), height, width), np.float32)
    for first in range(0, len(images), _AT_ONCE):  # few enough to stay in the cache
        grey = images[first : first + _AT_ONCE].astype(np.float32, copy=False)
        if grey.ndim == 4:  # a product is many times as fast as a mean over so short an axis
            grey = grey @ np.full(grey.shape[3], 1 / grey.shape[3], np.float32)
        small[first : first + _AT_ONCE] = _averaged(grey, height, width)
    return small


def _averaged(maps: Small, height: int, width: int) -> Small:
    """Average over areas, so that a mirrored image becomes the mirrored result.

    Shapes: `maps` (rows, ...) -> (rows, height, width).
    """
    rows, columns = _areas(height, maps.shape[1]), _areas(width, maps.shape[2])
    return np.asarray(rows @ maps @ columns.T, np.float32)


def _areas(places: int, size: int) -> Small:
    """Return the share that each pixel of a line has in each place.

    Shapes: -> (places, size).
    """
    edges = np.linspace(0, size, places + 1)[:, None]
    covered = np.clip(np.arange(size + 1) - edges, 0, None)  # of the line, beyond each edge
    shares = np.diff(np.minimum(covered, size), axis=1)
    return ((shares[:-1] - shares[1:]) * places / size).astype(np.float32)


def difference_hashes(small: Small) -> NDArray[np.uint64]:
    """Hash images by which of two neighbours is lighter, at 8 x 8 places.

    Shapes: `small` (rows, height, width) -> (rows,).
    """
    places = _averaged(small, 8, 9)
    bits = np.diff(places, axis=2) > 0
    return np.packbits(bits.reshape(len(small), 64), axis=1).view(">u8")[:, 0].astype(np.uint64)


def near_copies(held_out: Small, trained: Small) -> list[tuple[int, int]]:
    """Pair held-out images with the training image of which they are a near copy, if there is one.

    Shapes: both (rows, side, side).
    """
    if not len(trained) or min(held_out.shape[1:]) < 9 or held_out.shape[1:] != trained.shape[1:]:
        return []
    known = difference_hashes(trained)
    found: dict[int, int] = {}
    for seen in (held_out, held_out[:, :, ::-1]):
        hashes = difference_hashes(seen)
        nearest = np.empty(len(hashes), int)
        for first in range(0, len(hashes), _AT_ONCE):
            block = hashes[first : first + _AT_ONCE]
            distances = np.bitwise_count(block[:, None] ^ known)  # (held, trained)
            nearest[first : first + len(block)] = distances.argmin(axis=1)
        rows = np.flatnonzero(np.bitwise_count(hashes ^ known[nearest]) <= MOST_BITS)
        pairs = _standardized(seen[rows]), _standardized(trained[nearest[rows]])
        rows = rows[np.einsum("rp,rp->r", *pairs) >= ALIKE]
        found |= {int(row): int(nearest[row]) for row in rows}
    return sorted(found.items())


def _standardized(small: Small) -> Small:
    """Give each image mean 0 and length 1; a flat one 0, so that it is like none.

    Shapes: `small` (rows, side, side) -> (rows, pixels).
    """
    flat = small.reshape(len(small), small.shape[1] * small.shape[2])
    centred = flat - flat.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1, keepdims=True)
    is_flat = spread < LEAST_SPREAD / 255 * max(1.0, float(np.abs(flat).max(initial=0.0)))
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.where(is_flat, 0, centred / np.maximum(lengths, 1e-12)).astype(np.float32)

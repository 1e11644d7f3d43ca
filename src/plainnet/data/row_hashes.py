"""Rows known by what they hold: copies within a table, and rows a model was trained on.

A row's hash is the sum of one well-mixed number of 64 bits for each of its cells, so it depends
on values alone, not on how a file writes them, and the hash without one cell is a subtraction.
"""

import base64
import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
FEWEST_DISTINCT = 20  # different rows below which a table lists cases, as that of a logic gate does
COMMON = 0.2  # share of unseen rows that equal a training row, from which on equality says little
MOST_MARKS = 1_000_000
MARK_BYTES = 6  # an unseen row is mistaken for one of a million known ones in 4 of 10**9 cases
_SHIFT = np.uint64(64 - 8 * MARK_BYTES)
_ROWS_AT_ONCE = 2048
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def hash_cells(values: NDArray[np.floating], place: int) -> Hashes:
    """Hash one column: `hash_rows` is the sum of these."""
    return _mixed(np.asarray(values, np.float64)[:, None], place)[:, 0]


def hash_rows(values: NDArray[np.floating], *, is_single: bool = False) -> Hashes:
    """Hash the rows of an array; `is_single` rounds to float32 first, as large tables are kept.

    Shapes: `values` (rows, columns) -> (rows,).

    >>> first, second = hash_rows(np.array([[0.0, np.nan], [-0.0, np.nan]]))
    >>> bool(first == second)
    True
    """
    hashes = np.empty(len(values), np.uint64)
    for first in range(0, len(values), _ROWS_AT_ONCE):  # few enough to stay in the cache
        block = values[first : first + _ROWS_AT_ONCE]
        exact = np.asarray(block.astype(np.float32) if is_single else block, np.float64)
        hashes[first : first + len(block)] = _mixed(exact, 0).sum(axis=1, dtype=np.uint64)
    return hashes


def _mixed(values: NDArray[np.float64], first_place: int) -> Hashes:
    """Mix the bits of each number with the place of its column (the finish of SplitMix64)."""
    numbers = values + 0.0  # makes -0 a 0
    numbers[np.isnan(numbers)] = np.nan
    places = range(first_place + 1, first_place + 1 + values.shape[1])
    bits = numbers.view(np.uint64)
    bits += np.array([_STEP * place % 2**64 for place in places], np.uint64)
    for shift, factor in ((30, _FIRST), (27, _SECOND)):
        bits ^= bits >> np.uint64(shift)
        bits *= np.uint64(factor)
    bits ^= bits >> np.uint64(31)
    return bits


def hash_images(pixels: NDArray[np.uint8]) -> Hashes:
    """Hash the pixels of each image."""
    digests = (hashlib.blake2b(image.tobytes(), digest_size=8).digest() for image in pixels)
    return np.frombuffer(b"".join(digests), ">u8").astype(np.uint64)


def hash_windows(windows: NDArray[np.floating], ahead: NDArray[np.floating]) -> Hashes:
    """Hash windows of a series, (windows, steps, columns), with the values after them."""
    return hash_rows(np.hstack([part.reshape(len(part), -1) for part in (windows, ahead)]))


def groups_of_copies(
    column: Callable[[int], NDArray[np.float64]], n_columns: int
) -> NDArray[np.int64] | None:
    """Number groups of equal rows, where rows were copied rather than drawn alike.

    Rows drawn from few levels coincide by nature; then still more of them agree in all columns but
    one. Copied rows agree in all or in hardly any.

    Shapes: returns (rows,).
    Result: None where no row stands twice, or those that do are no copies.

    >>> drawn = np.random.default_rng(0).normal(size=(30, 2))
    >>> groups = groups_of_copies(lambda place: np.tile(drawn[:, place], 2), 2)
    >>> groups is not None and bool((groups[:30] == groups[30:]).all())
    True
    """
    whole = sum(hash_cells(column(place), place) for place in range(n_columns))
    if isinstance(whole, int):
        return None
    distinct, groups = np.unique(whole, return_inverse=True)
    if not FEWEST_DISTINCT <= len(distinct) < len(whole):
        return None
    equal, nearly = _equal_pairs(whole), 0.0
    for place in range(n_columns):
        nearly += _equal_pairs(whole - hash_cells(column(place), place)) - equal
        if nearly > equal:
            return None
    return np.asarray(groups, np.int64)


def _equal_pairs(hashes: Hashes) -> float:
    """Count the pairs of equal numbers."""
    ends = np.flatnonzero(np.diff(np.sort(hashes)) != 0)
    counts = np.diff(np.concatenate([[-1], ends, [len(hashes) - 1]])).astype(float)
    return float((counts * (counts - 1)).sum() / 2)


@dataclass(frozen=True)
class TrainedRows:
    """The rows a model was trained or validated on, as marks: the first 48 bits of their hashes.

    `marks`: sorted, byte by byte, compressed, in base64: 5 bytes a row for 10,000 rows, 4 for a
        million.
    `share`: of the rows, that are marked: those with the smallest marks, where there are more than
        a million.
    """

    rows: int  # how many there were
    marks: str
    natural: float = 0.0  # share of the test rows that equal one of them though none is a copy
    is_single: bool = False  # whether values were rounded to float32
    share: float = 1.0

    def where_trained(self, hashes: Hashes) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which rows were trained on, and of which this cannot be told."""
        known, marks = _unpacked(self.marks), hashes >> _SHIFT
        nobody = np.zeros(len(marks), bool)
        if self.natural >= COMMON:
            return _one_for_each(marks, known), nobody
        is_there = np.isin(marks, known)
        expected = self.natural * len(marks)
        if is_there.sum() <= expected + 4 * np.sqrt(expected * (1 - self.natural)):
            return nobody, nobody
        return is_there, (marks > known[-1]) if self.share < 1 else nobody


def trained_rows(trained: Hashes, unseen: Hashes, *, is_single: bool = False) -> TrainedRows:
    """Mark the rows that a model is trained on.

    Shapes: `trained` (rows,), `unseen` (rows,).

    >>> hashes = hash_rows(np.arange(6.0)[:, None])
    >>> rows = trained_rows(hashes[:4], hashes[4:])
    >>> rows.where_trained(hashes)[0].tolist()
    [True, True, True, True, False, False]
    """
    marks = np.sort(trained >> _SHIFT)[:MOST_MARKS]
    natural = float(np.isin(unseen >> _SHIFT, marks).mean()) if len(unseen) else 0.0
    share = len(marks) / max(1, len(trained))
    return TrainedRows(len(trained), _packed(marks), natural, is_single, share)


def _one_for_each(marks: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Take one row for each known one, where all are there: a file that holds the training rows."""
    levels, wanted = np.unique(known, return_counts=True)
    order = np.argsort(marks, kind="stable")
    first = np.searchsorted(marks[order], levels)
    found = np.searchsorted(marks[order], levels, side="right") - first
    is_trained = np.zeros(len(marks), bool)
    if (found >= wanted).all():
        starts = np.repeat(first - (np.cumsum(wanted) - wanted), wanted)
        is_trained[order[starts + np.arange(len(known))]] = True
    return is_trained


def _packed(marks: Hashes) -> str:
    """Write sorted marks, all first bytes before all second ones, so that they compress."""
    planes = marks.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 8 - MARK_BYTES :]
    return base64.b64encode(zlib.compress(planes.T.tobytes(), 1)).decode("ascii")


def _unpacked(text: str) -> Hashes:
    """Read what `_packed` wrote."""
    planes = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    whole = np.zeros((planes.size // MARK_BYTES, 8), np.uint8)
    whole[:, 8 - MARK_BYTES :] = planes.reshape(MARK_BYTES, -1).T
    return whole.view(">u8")[:, 0].astype(np.uint64)

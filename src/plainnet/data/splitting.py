"""Which rows train and which rows test."""

from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError

Rows = NDArray[np.int64]


def split_randomly(n_rows: int, test_fraction: float, seed: int) -> tuple[Rows, Rows]:
    """Split rows at random, exactly as scikit-learn's `train_test_split` does.

    Shapes: returns `train_rows` (train,), `test_rows` (test,).
    `n_rows`: how many rows there are, at least 2.
    `test_fraction`: share of the rows to test on, between 0 and 1.

    >>> train_rows, test_rows = split_randomly(5, 0.2, seed=42)
    >>> train_rows.tolist(), test_rows.tolist()
    ([4, 2, 0, 3], [1])
    """
    n_test = _count_test_rows(n_rows, test_fraction)
    if not 0 <= seed < 2**32:
        raise SettingError("split.seed", seed=seed)
    # The old generator, because the course's scripts split with it.
    order = np.random.RandomState(seed).permutation(n_rows).astype(np.int64)
    return order[n_test:], order[:n_test]


def split_stratified(labels: ArrayLike, test_fraction: float, seed: int) -> tuple[Rows, Rows]:
    """Split rows at random with the same share of every class in both parts.

    Shapes: `labels` (rows,) -> `train_rows` (train,), `test_rows` (test,).
    `test_fraction`: share of the rows to hold out, between 0 and 1.
    `test_rows`: a class with a single row stays in the training part unless the fraction leaves no
        other choice.

    >>> train_rows, test_rows = split_stratified([0, 0, 0, 0, 1, 1], 0.5, seed=0)
    >>> len(train_rows), len(test_rows), (test_rows >= 4).sum().item()
    (3, 3, 1)
    """
    classes = np.asarray(labels)
    n_test = _count_test_rows(len(classes), test_fraction)
    if seed < 0:
        raise SettingError("split.seed", seed=seed)
    generator = np.random.default_rng(seed)
    _, class_of_row = np.unique(classes, return_inverse=True)
    counts = np.bincount(class_of_row)
    wanted = _share_out(counts, n_test)
    is_test = np.zeros(len(classes), dtype=bool)
    for number, held_out in enumerate(wanted):
        rows = np.flatnonzero(class_of_row == number)
        is_test[generator.permutation(rows)[:held_out]] = True
    return np.flatnonzero(~is_test).astype(np.int64), np.flatnonzero(is_test).astype(np.int64)


def split_in_time_order(n_rows: int, n_test: int) -> tuple[Rows, Rows]:
    """Test on the last rows, train on those before.

    Shapes: returns `train_rows` (n_rows - n_test,), `test_rows` (n_test,).

    >>> [rows.tolist() for rows in split_in_time_order(5, 2)]
    [[0, 1, 2], [3, 4]]
    """
    if not 0 < n_test < n_rows:
        raise SettingError("split.test_rows", rows=n_rows, n_test=n_test)
    rows = np.arange(n_rows, dtype=np.int64)
    return rows[: n_rows - n_test], rows[n_rows - n_test :]


def _count_test_rows(n_rows: int, test_fraction: float) -> int:
    """Count the rows to test on, rounded up; both parts must get at least one."""
    if not 0 < test_fraction < 1:
        raise SettingError("split.fraction", fraction=test_fraction)
    n_test = ceil(test_fraction * n_rows)
    if not 0 < n_test < n_rows:
        raise SettingError("split.too_few_rows", rows=n_rows, fraction=test_fraction)
    return n_test


def _share_out(counts: NDArray[np.int64], n_test: int) -> NDArray[np.int64]:
    """Share `n_test` rows out over classes in proportion, by largest remainders."""
    exact = counts * (n_test / counts.sum())
    shares: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    remainders = np.where(counts > 1, exact - shares, -1.0)  # a lone row goes last
    most = np.argsort(-remainders, kind="stable")
    shares[most[: n_test - shares.sum()]] += 1
    return shares

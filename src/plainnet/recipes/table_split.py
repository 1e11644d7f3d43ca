"""Which rows of a table train, validate and test."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.raw_table import RawColumn, RawTable
from plainnet.data.row_hashes import groups_of_copies
from plainnet.data.splitting import split_randomly, split_stratified
from plainnet.errors import DataError, SettingError
from plainnet.recipes.recipe import Recipe, Split

TRAIN, VALIDATION, TEST = 0, 1, 2
FEWEST_TO_VALIDATE = 20  # training rows below which none are held back

Rows = NDArray[np.int64]


def split_of(recipe: Recipe, task: Literal["classes", "number"]) -> Split:
    """Choose how test rows are chosen, where nobody said it."""
    split = recipe.split
    if split is None:
        if recipe.group is not None:
            return "group"
        if recipe.time is not None:
            return "time"
        return "stratified" if task == "classes" else "random"
    if split == "group" and recipe.group is None:
        raise SettingError("table.split_needs", split=split, option="--group")
    if split == "time" and recipe.time is None:
        raise SettingError("table.split_needs", split=split, option="--time")
    if split == "stratified" and task == "number":
        raise SettingError("table.stratified_number")
    return split


def copies_among(table: RawTable, rows: Rows, target: str) -> Rows | None:
    """Number groups of rows that were copied, by their inputs; None where there are no copies.

    Columns in which every row has a value of its own, as a number or a name, do not count.
    """
    columns = [
        column
        for column in table.columns
        if column.name != target and not _is_of_each_row(table, column, rows)
    ]
    return groups_of_copies(lambda place: table.values(columns[place])[rows], len(columns))


def _is_of_each_row(table: RawTable, column: RawColumn, rows: Rows) -> bool:
    """Whether a column holds texts hardly any of which comes twice, or another whole number."""
    if column.plan.kind == "category":
        return column.is_free_text or 2 * len(column.levels) > len(rows)
    values = table.values(column)[rows]
    is_whole = column.plan.kind == "number" and bool((values == np.floor(values)).all())
    return is_whole and len(np.unique(values)) == len(values)


def parts_of_rows(
    recipe: Recipe,
    split: Split,
    truth: NDArray[np.float64],
    by: NDArray[np.float64] | None,
    copies: Rows | None = None,
) -> NDArray[np.int8]:
    """Say of each row what it is for.

    Shapes: `truth` (rows,), `by` (rows,), `copies` (rows,) -> (rows,).
    """
    parts = np.full(len(truth), TRAIN, np.int8)
    every = np.arange(len(truth))
    known = (truth, by, copies)
    rest, test = _split(split, recipe.test_fraction, recipe.seed, known, every)
    parts[test] = TEST
    if len(rest) >= FEWEST_TO_VALIDATE and recipe.validation_fraction > 0:
        fraction, seed = recipe.validation_fraction, recipe.seed + 1
        _, validation = _split(split, fraction, seed, known, rest)
        parts[validation] = VALIDATION
    return parts


def _split(
    split: Split,
    fraction: float,
    seed: int,
    known: tuple[NDArray[np.float64], NDArray[np.float64] | None, Rows | None],
    rows: Rows,
) -> tuple[Rows, Rows]:
    """Divide some rows into two parts."""
    truth, by, copies = known
    if split == "group" and by is not None:
        kept, held = split_by_group(by[rows], fraction, seed)
    elif split == "time" and by is not None:
        kept, held = split_by_time(by[rows], fraction)
    elif copies is not None:
        kept, held = _split_with_copies(split, fraction, seed, truth[rows], copies[rows])
    elif split == "stratified":
        kept, held = split_stratified(truth[rows], fraction, seed)
    else:
        kept, held = split_randomly(len(rows), fraction, seed)
    return rows[kept], rows[held]


def _split_with_copies(
    split: Split, fraction: float, seed: int, truth: NDArray[np.float64], copies: Rows
) -> tuple[Rows, Rows]:
    """Draw one row of each group; its copies go where it goes."""
    _, first, group = np.unique(copies, return_index=True, return_inverse=True)
    if split == "stratified":
        _, drawn = split_stratified(truth[first], fraction, seed)
    else:
        _, drawn = split_randomly(len(first), fraction, seed)
    is_held = np.isin(group, drawn)
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)


def split_by_group(groups: NDArray[np.float64], fraction: float, seed: int) -> tuple[Rows, Rows]:
    """Hold whole groups back until they make up the share.

    Shapes: `groups` (rows,) -> `kept` (part,), `held` (part,).
    `fraction`: share of the rows to hold back, at least.

    >>> kept, held = split_by_group(np.array([0.0, 0.0, 1.0, 1.0]), 0.5, seed=0)
    >>> set(kept.tolist()) in ({0, 1}, {2, 3})
    True
    """
    if not 0 < fraction < 1:
        raise SettingError("split.fraction", fraction=fraction)
    names, number = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        raise DataError("table.one_group")
    sizes = np.bincount(number)
    order = np.random.default_rng(seed).permutation(len(names))
    taken = np.searchsorted(np.cumsum(sizes[order]), fraction * len(groups)) + 1
    is_held = np.isin(number, order[: min(int(taken), len(names) - 1)])
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)


def split_by_time(moments: NDArray[np.float64], fraction: float) -> tuple[Rows, Rows]:
    """Hold the latest rows back; rows of one moment stay together.

    Shapes: `moments` (rows,) -> `kept` (part,), `held` (part,).

    >>> [rows.tolist() for rows in split_by_time(np.array([3.0, 1.0, 2.0, 3.0]), 0.25)]
    [[1, 2], [0, 3]]
    """
    if not 0 < fraction < 1:
        raise SettingError("split.fraction", fraction=fraction)
    in_order = np.sort(moments)
    if in_order[0] == in_order[-1]:
        raise DataError("table.one_moment")
    border = in_order[min(len(in_order) - 1, int((1 - fraction) * len(in_order)))]
    is_held = moments >= (border if border > in_order[0] else np.nextafter(border, np.inf))
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)

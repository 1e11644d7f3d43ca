"""Which rows of a table train, validate and test."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import DAYS_OF_YEAR, TableEncoding, encoded_rows, learn_encoding
from plainnet.data.dataset import DataNote
from plainnet.data.raw_table import RawColumn, RawTable
from plainnet.data.row_hashes import groups_of_copies
from plainnet.data.row_order import (
    calendar_trend,
    centred_targets,
    lie_regularly,
    neighbours_are_alike,
    without_what_inputs_explain,
)
from plainnet.data.splitting import split_randomly, split_stratified
from plainnet.errors import DataError, SettingError
from plainnet.pipeline.recipe import Recipe, Split
from plainnet.pipeline.table_target import FoundTarget

TRAIN, VALIDATION, TEST = 0, 1, 2
FEWEST_TO_VALIDATE = 20  # training rows below which none are held back

Rows = NDArray[np.int64]


def split_of(recipe: Recipe, task: Literal["classes", "number"]) -> Split:
    """Choose how test rows are chosen, where it is not given."""
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
    if len(rest) >= FEWEST_TO_VALIDATE:
        fraction, seed = recipe.validation_fraction, recipe.seed + 1
        parts[_split(split, fraction, seed, known, rest)[1]] = VALIDATION
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
    in_order = np.sort(moments)
    if in_order[0] == in_order[-1]:
        raise DataError("table.one_moment")
    border = in_order[min(len(in_order) - 1, int((1 - fraction) * len(in_order)))]
    is_held = moments >= (border if border > in_order[0] else np.nextafter(border, np.inf))
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)


FEWEST_ROWS, FEWEST_MOMENTS, MOST_ROWS = 30, 10, 20_000
LEAST_KNOWN = 0.95  # share of the rows that must have a moment
_RISING = 0.95  # correlation with time from which on a column is a clock itself
_BIRTHDAYS = ("birth", "dob", "born", "geburt", "naissance", "出生", "生日")


def in_order_of_time(
    recipe: Recipe, table: RawTable, found: FoundTarget, rows: Rows
) -> tuple[Recipe, tuple[DataNote, ...]]:
    """Choose the split in time where the rows ask for it, or its column where a person does."""
    is_open = recipe.split is None or recipe.split == "time"
    if not is_open or recipe.time is not None or (recipe.group and recipe.split is None):
        return recipe, ()
    dates = [column for column in table.columns if column.plan.kind == "date"]
    if recipe.split == "time":
        if len(dates) > 1:
            names = [column.name for column in dates]
            raise SettingError("table.several_times", columns=names)
        return (replace(recipe, time=dates[0].name) if dates else recipe), ()
    judged = {column.name: _alike(recipe, table, found, rows, column) for column in dates}
    best = max(judged, key=lambda name: judged[name], default="")
    if not judged.get(best):
        return recipe, ()
    values: dict[str, object] = {"column": best, "alike": f"{judged[best]:.2f}"}
    return replace(recipe, split="time", time=best), (DataNote("table.in_time", values),)


def _alike(
    recipe: Recipe, table: RawTable, found: FoundTarget, rows: Rows, column: RawColumn
) -> float:
    """Measure how alike rows are that follow one another in a column of dates; 0 if not at all.

    It is judged by the earlier rows alone, as the later ones are to test.
    """
    moments = table.values(column)[rows]
    is_known = ~np.isnan(moments)
    is_birthday = any(word in column.name.lower() for word in _BIRTHDAYS)
    if is_birthday or is_known.mean() < LEAST_KNOWN:
        return 0.0
    moments, rows = moments[is_known], rows[is_known]
    early = np.argsort(moments, kind="stable")[: int((1 - recipe.test_fraction) * len(rows))]
    early = early[-MOST_ROWS:]
    in_time, truth = moments[early], found.truth[rows[early]]
    if len(early) < FEWEST_ROWS or len(np.unique(in_time)) < FEWEST_MOMENTS:
        return 0.0
    is_number = found.task == "number"
    if not is_number and len(np.unique(truth)) < len(found.names):
        return 0.0  # a class that only comes later cannot be learned from the earlier rows
    target = centred_targets(truth, 0 if is_number else len(found.names))
    inputs = _inputs(recipe, table, found, rows[early], float(np.ptp(in_time)))
    if not lie_regularly(in_time):  # events: what only drifts with time is no resemblance
        inputs = np.column_stack([inputs, calendar_trend(in_time)])
    forms = [target]
    if is_number:  # a linear model may fit the values or their ranks
        forms.append((truth - truth.mean())[:, None])
    return min(neighbours_are_alike(without_what_inputs_explain(of, inputs)) for of in forms)


def _inputs(
    recipe: Recipe, table: RawTable, found: FoundTarget, in_order: Rows, days: float
) -> NDArray[np.float32]:
    """Encode rows in the order of time, without what only tells how late it is.

    In less than two years the place in the year does so, too.
    """
    mask = np.zeros(table.n_rows, bool)
    mask[in_order] = True
    without = {found.column} | ({recipe.group.strip()} if recipe.group else set())
    encoding: TableEncoding = learn_encoding(table, mask, without=without).encoding
    places = np.argsort(np.argsort(in_order))
    encoded = encoded_rows(table, encoding, np.sort(in_order))[places]
    clock = centred_targets(np.arange(len(encoded), dtype=float))[:, 0]
    spread = encoded.std(axis=0, dtype=np.float64) * clock.std() * len(clock)
    rises = np.abs(clock @ encoded) > _RISING * np.where(spread > 0, spread, np.inf)
    dates = {column.name for column in encoding.columns if column.kind == "date"}
    if days < 2 * DAYS_OF_YEAR:
        dates |= {f"{name} year {axis}" for name in dates for axis in ("sin", "cos")}
    kept = [
        place
        for place, name in enumerate(encoding.feature_names)
        if name not in dates and not rises[place]
    ]
    return encoded[:, kept]

"""Read a table as a recipe asks for it, and encode its rows once they are divided."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.aligned_array import aligned_zeros
from plainnet.data.column_encoding import TableEncoding
from plainnet.data.column_plan import plan_columns
from plainnet.data.learned_encoding import raw_rows
from plainnet.data.raw_table import RawTable, read_raw_table
from plainnet.data.row_hashes import TrainedRows, hash_rows, trained_rows
from plainnet.data.table_file import open_table
from plainnet.errors import DataError, SettingError
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_split import TEST, TRAIN, VALIDATION
from plainnet.training.history import HeardRows, nobody


def read_for(recipe: Recipe, heard: HeardRows = nobody) -> RawTable:
    """Read the columns that a recipe does not leave out."""
    rows = open_table(recipe.data)
    if recipe.target is None:
        raise SettingError("table.no_target", file=rows.file, found=", ".join(rows.names[:20]))
    special = [name for name in (recipe.target, recipe.group, recipe.time) if name is not None]
    for name in (*special, *recipe.drop, *recipe.keep, *recipe.categories):
        rows.position(name)
    needed = {name.strip() for name in special}
    left_out = {name.strip() for name in recipe.drop}
    twice = sorted((needed | {name.strip() for name in recipe.keep}) & left_out) or (
        [recipe.target] if recipe.target in special[1:] else []
    )
    if twice:
        raise SettingError("table.column_two_roles", column=twice[0])
    categories = {name.strip() for name in recipe.categories}
    plans = plan_columns(rows, without=left_out, categories=categories)
    total = rows.n_cells // len(rows.names)
    return read_raw_table(rows, plans, heard=lambda done: heard(done, total))


def column_to_split_by(
    recipe: Recipe, table: RawTable, *, may_lack: bool = False
) -> NDArray[np.float64] | None:
    """Give the column that keeps rows together, or orders them.

    Shapes: returns (rows,).
    `may_lack`: whether a row without a moment counts as the earliest, so that it trains.
    """
    name = recipe.time if recipe.split == "time" or recipe.group is None else recipe.group
    if name is None:
        return None
    column = table.column(name.strip())
    if recipe.group is None and column.plan.kind == "category":
        level = next(iter(column.levels), "")
        raise DataError("table.time_text", file=table.rows.file, column=name, value=level)
    values = table.values(column)
    missing = np.flatnonzero(np.isnan(values))
    if may_lack:
        values[missing] = np.nanmin(values)
    elif len(missing):
        line = table.rows.place_of_row(int(missing[0]))
        raise DataError("table.split_missing", file=table.rows.file, column=name, line=line)
    return values


@dataclass(frozen=True)
class DividedRows:
    """Rows by what they are for.

    Shapes: `train` and `validation` (rows, features).
    """

    train: NDArray[np.float32]
    validation: NDArray[np.float32]
    test: NDArray[np.floating]  # (rows, slots), Raw
    trained: TrainedRows  # what the rows of the first two hold


def divide(
    table: RawTable,
    parts: NDArray[np.int8],
    encoding: TableEncoding,
    truth: NDArray[np.float64],
) -> DividedRows:
    """Encode the rows, block by block; each block of the table is given up behind it.

    Shapes: `parts` (rows,), `truth` (rows,).
    """
    width = len(encoding.feature_names)
    encoded = {
        part: aligned_zeros((int((parts == part).sum()), width)) for part in (TRAIN, VALIDATION)
    }
    dtype = table.blocks[0].dtype
    test = np.empty((int((parts == TEST).sum()), encoding.slots), dtype)
    filled = {TRAIN: 0, VALIDATION: 0, TEST: 0}
    hashes = np.empty(len(parts), np.uint64)
    first = 0
    table.blocks.reverse()
    while table.blocks:
        block = table.blocks.pop()
        own = parts[first : first + len(block)]
        raw = raw_rows(block, table, encoding)
        last = first + len(block)
        cells = np.column_stack([raw, truth[first:last]])
        hashes[first:last] = hash_rows(cells, is_single=dtype == np.float32)
        first = last
        for part, start in filled.items():
            rows = raw[own == part]
            filled[part] += len(rows)
            if part == TEST:
                test[start : start + len(rows)] = rows
            else:
                encoding.apply(rows, encoded[part][start : start + len(rows)])
    is_seen = (parts == TRAIN) | (parts == VALIDATION)
    unseen = hashes[parts == TEST]
    trained = trained_rows(hashes[is_seen], unseen, is_single=dtype == np.float32)
    return DividedRows(encoded[TRAIN], encoded[VALIDATION], test, trained)

"""Learn from the training rows how columns are encoded, and which are of no use.

Concepts: training rows, constant column, identifier, rare category
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, ColumnKind, TableEncoding
from plainnet.data.dataset import Repair
from plainnet.data.raw_table import RawColumn, RawTable

MOST_ONE_HOT = 100
FEWEST_OF_LEVEL = 3
RARE_SHARE = 1e-3
FEWEST_FREE_TEXTS = 20
_IDENTIFIERS = frozenset(
    {"id", "index", "idx", "no", "no.", "nr", "number", "rowid", "row", "uid", "uuid", "key"}
    | {"编号", "序号", "行号", "学号", "工号", "索引"}
)
_YES = frozenset({"yes", "y", "true", "t", "1", "on", "是", "有", "真", "对"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "否", "无", "假", "错"})


@dataclass(frozen=True)
class LearnedEncoding:
    """An encoding, and what was found out on the way.

    Attributes
    ----------
    encoding : TableEncoding
    dropped : tuple of Repair
        Columns that are of no use, each with the reason.
    """

    encoding: TableEncoding
    dropped: tuple[Repair, ...]


def learn_encoding(
    table: RawTable, in_training: NDArray[np.bool_], *, without: Collection[str] = ()
) -> LearnedEncoding:
    """Learn from the training rows how every column is encoded.

    Parameters
    ----------
    table : RawTable
        All rows.
    in_training : array of shape (rows,), bool
        Rows to learn from.
    without : collection of str
        Columns that are no inputs, as the target.

    Returns
    -------
    LearnedEncoding
    """
    columns: list[ColumnEncoding] = []
    dropped: list[Repair] = []
    for column in table.columns:
        if column.name in without:
            continue
        found = _learn(column, table, in_training)
        if isinstance(found, Repair):
            dropped.append(found)
        else:
            columns.append(found)
    return LearnedEncoding(TableEncoding(tuple(columns)), tuple(dropped))


def raw_rows(
    block: NDArray[np.floating], table: RawTable, encoding: TableEncoding
) -> NDArray[np.floating]:
    """Bring rows of a table into the order of columns and categories of its encoding.

    Parameters
    ----------
    block : array of shape (rows, slots of the table)
        As the table has them.
    table : RawTable
        Its columns and categories.
    encoding : TableEncoding
        Learned from this table.

    Returns
    -------
    array of shape (rows, slots of the encoding)
    """
    by_name = {column.name: column for column in table.columns}
    out = np.empty((len(block), encoding.slots), block.dtype)
    place = 0
    for target in encoding.columns:
        column = by_name[target.name]
        own = block[:, column.slot : column.slot + target.slots]
        if target.is_category:
            number = {level: place for place, level in enumerate(target.known)}
            new = np.array([number.get(level, len(number)) for level in column.levels] + [np.nan])
            own = new[np.where(np.isnan(own), len(new) - 1, own).astype(int)]
        out[:, place : place + target.slots] = own
        place += target.slots
    return out


def _learn(
    column: RawColumn, table: RawTable, in_training: NDArray[np.bool_]
) -> ColumnEncoding | Repair:
    """Learn one column, or say why it is dropped."""
    name = column.name
    values = table.values(column)
    known = values[in_training & ~np.isnan(values)]
    n_missing = int(in_training.sum()) - len(known)
    if not len(known):
        return Repair("table.dropped_empty", {"column": name})
    if column.plan.kind == "category":
        return _learn_category(column, values, known, n_missing > 0)
    if known.min() == known.max() and not n_missing:
        return Repair("table.dropped_constant", {"column": name, "value": f"{known[0]:g}"})
    if column.plan.kind == "number" and _is_identifier(name, values):
        return Repair("table.dropped_identifier", {"column": name})
    return _learn_values(column, table, known, n_missing > 0)


def _learn_values(
    column: RawColumn, table: RawTable, known: NDArray[np.float64], with_missing: bool
) -> ColumnEncoding:
    """Learn centre and spread of numbers or days."""
    is_date = column.plan.kind == "date"
    with_time = is_date and bool(
        any((np.nan_to_num(block[:, column.slot + 1]) != 0).any() for block in table.blocks)
    )
    if is_date:
        known = np.floor(known)
    deviation = float(known.std())
    kind: ColumnKind = "date" if is_date else "number"
    return ColumnEncoding(
        column.name,
        kind,
        fill=float(np.median(known)),
        low=float(known.min()),
        high=float(known.max()),
        offset=float(known.mean()),
        scale=deviation if deviation > 1e-12 * abs(float(known.mean())) else 1.0,
        with_missing=with_missing,
        with_time=with_time,
        layouts=column.plan.layouts[:1],
    )


def _learn_category(
    column: RawColumn,
    values: NDArray[np.float64],
    known: NDArray[np.float64],
    with_missing: bool,
) -> ColumnEncoding | Repair:
    """Learn which categories get a column of their own."""
    name, n_levels = column.name, len(column.levels)
    n_known = int((~np.isnan(values)).sum())
    if column.is_free_text or n_levels > max(FEWEST_FREE_TEXTS, n_known // 2):
        return Repair("table.dropped_text", {"column": name, "levels": n_levels, "rows": n_known})
    counts = np.bincount(known.astype(int), minlength=n_levels)
    texts = list(column.levels)
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda number: (-counts[number], number))
    if len(order) == 1 and not with_missing:
        return Repair("table.dropped_constant", {"column": name, "value": texts[order[0]]})
    least = max(FEWEST_OF_LEVEL, RARE_SHARE * len(known))
    kept = [number for number in order[:MOST_ONE_HOT] if counts[number] >= least]
    levels = tuple(texts[number] for number in kept)
    rare = tuple(texts[number] for number in order if number not in set(kept))
    if len(levels) == 2 and not rare and not with_missing:
        return ColumnEncoding(name, "boolean", levels=no_before_yes(levels))
    return ColumnEncoding(name, "category", levels=levels, rare=rare, with_missing=with_missing)


def no_before_yes(levels: tuple[str, ...]) -> tuple[str, ...]:
    """Put two categories in order: no before yes, else by name.

    Parameters
    ----------
    levels : tuple of str
        Two names.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> no_before_yes(("yes", "no")), no_before_yes(("red", "blue"))
    (('no', 'yes'), ('blue', 'red'))
    """
    rank = {**dict.fromkeys(_NO, 0), **dict.fromkeys(_YES, 2)}
    return tuple(sorted(levels, key=lambda level: (rank.get(level.lower(), 1), level)))


def _is_identifier(name: str, values: NDArray[np.float64]) -> bool:
    """Whether numbers only number the rows: one more in each, or distinct under such a name."""
    if len(values) < 3 or np.isnan(values).any() or (values != np.floor(values)).any():
        return False
    if (np.diff(values) == 1).all():
        return True
    is_named_so = name.lower() in _IDENTIFIERS or name.lower().endswith(("_id", " id", "编号"))
    return is_named_so and len(np.unique(values)) == len(values)

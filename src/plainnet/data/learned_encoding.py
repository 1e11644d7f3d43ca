"""Learn from the training rows how columns are encoded, and which are of no use."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, ColumnKind, TableEncoding
from plainnet.data.dataset import Repair
from plainnet.data.raw_table import RawColumn, RawTable
from plainnet.data.row_order import (
    centred_targets,
    is_followed,
    without_what_inputs_explain,
)

MOST_ONE_HOT = 100
FEWEST_OF_LEVEL = 3
RARE_SHARE = 1e-3
FEWEST_FREE_TEXTS = 20
ROWS_TO_JUDGE = 20_000  # training rows that show whether a target follows a number
_IDENTIFIERS = frozenset(
    {"id", "index", "idx", "no", "no.", "nr", "number", "rowid", "row", "uid", "uuid", "key"}
    | {"rownames", "rowname", "row.names", "unnamed: 0", "column 1"}  # as R and pandas write them
    | {"编号", "序号", "行号", "学号", "工号", "索引"}
)
_YES = frozenset({"yes", "y", "true", "t", "1", "on", "是", "有", "真", "对"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "否", "无", "假", "错"})


@dataclass(frozen=True)
class LearnedEncoding:
    """An encoding, and what was found out on the way."""

    encoding: TableEncoding
    dropped: tuple[Repair, ...]  # columns that are of no use, each with the reason


def learn_encoding(
    table: RawTable,
    in_training: NDArray[np.bool_],
    *,
    without: Collection[str] = (),
    keep: Collection[str] = (),
    truth: NDArray[np.float64] | None = None,
    n_classes: int = 0,
) -> LearnedEncoding:
    """Learn from the training rows how every column is encoded.

    Shapes: `in_training` (rows,), `truth` (rows,).
    `truth`: the target: a column that numbers the rows stays if the target follows it.
    """
    found: dict[str, ColumnEncoding | Repair] = {}
    doubtful: list[RawColumn] = []
    for column in table.columns:
        if column.name in without:
            continue
        found[column.name] = _learn(column, table, in_training, column.name in keep)
        if _numbers_rows(column, table, found[column.name]) and column.name not in keep:
            doubtful.append(column)
    if doubtful:
        names = {column.name for column in doubtful}
        others = tuple(
            of for name, of in found.items() if isinstance(of, ColumnEncoding) and name not in names
        )
        target = None if truth is None else _sample(table, in_training, others, truth, n_classes)
        for column in doubtful:
            reason = _reason_to_drop(column, table, target, is_alone=not others)
            if reason is not None:
                found[column.name] = Repair(reason, {"column": column.name})
    columns = tuple(of for of in found.values() if isinstance(of, ColumnEncoding))
    dropped = tuple(of for of in found.values() if isinstance(of, Repair))
    return LearnedEncoding(TableEncoding(columns), dropped)


@dataclass(frozen=True)
class _Sample:
    """Training rows with what a number of the rows might tell about the target."""

    rows: NDArray[np.int64]
    target: NDArray[np.float64]  # (rows, columns) of mean zero
    left: NDArray[np.float64]  # what a linear model of the other columns leaves of it


def _sample(
    table: RawTable,
    in_training: NDArray[np.bool_],
    others: tuple[ColumnEncoding, ...],
    truth: NDArray[np.float64],
    n_classes: int,
) -> _Sample:
    """Take at most so many training rows, and subtract what the other columns explain."""
    rows = np.flatnonzero(in_training)[:ROWS_TO_JUDGE]
    target = centred_targets(truth[rows], n_classes)
    if not others:
        return _Sample(rows, target, target)
    inputs = encoded_rows(table, TableEncoding(others), rows)
    return _Sample(rows, target, without_what_inputs_explain(target, inputs))


def _numbers_rows(column: RawColumn, table: RawTable, found: ColumnEncoding | Repair) -> bool:
    """Whether a column of whole numbers may only number or name the rows."""
    if isinstance(found, Repair) or column.plan.kind != "number":
        return False
    values = table.values(column)
    if len(values) < 3 or np.isnan(values).any() or (values != np.floor(values)).any():
        return False
    if (np.diff(values) == 1).all():
        return True
    return _is_named_as_number(column.name) and len(np.unique(values)) == len(values)


def _is_named_as_number(name: str) -> bool:
    """Whether a name says that a column numbers things."""
    lower = name.lower()
    return lower in _IDENTIFIERS or lower.endswith(("_id", " id", "编号"))


def _reason_to_drop(
    column: RawColumn, table: RawTable, target: _Sample | None, *, is_alone: bool
) -> str | None:
    """Say why a column that numbers or names the rows is no input; None if it tells something.

    By its name an `id` that counts the rows in the order of the file says what the order says,
    and new rows have none; without any other column it is what there is to learn from. An `hour`
    or a `year` that rises by one may say more.
    """
    values = table.values(column)
    steps = np.diff(values)
    is_count = bool((steps > 0).all() or np.ptp(values) == len(values) - 1)
    if is_count and _is_named_as_number(column.name) and not (is_alone and target):
        return "table.dropped_identifier"
    if target is not None:
        own = values[target.rows]
        if is_followed(own, target.target) or is_followed(own, target.left):
            return None
    return "table.dropped_count" if is_count else "table.dropped_names"


def encoded_rows(
    table: RawTable, encoding: TableEncoding, rows: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Encode some rows, given in increasing order."""
    parts, first = [], 0
    for block in table.blocks:
        own = rows[(rows >= first) & (rows < first + len(block))] - first
        parts.append(encoding.apply(raw_rows(block[own], table, encoding)))
        first += len(block)
    return np.concatenate(parts)


def raw_rows(
    block: NDArray[np.floating], table: RawTable, encoding: TableEncoding
) -> NDArray[np.floating]:
    """Bring rows of a table into the order of columns and categories of its encoding.

    Shapes: `block` (rows, slots of the table) -> (rows, slots of the encoding).
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
    column: RawColumn, table: RawTable, in_training: NDArray[np.bool_], is_kept: bool
) -> ColumnEncoding | Repair:
    """Learn one column, or say why it is dropped."""
    name = column.name
    values = table.values(column)
    known = values[in_training & ~np.isnan(values)]
    n_missing = int(in_training.sum()) - len(known)
    if not len(known):
        return Repair("table.dropped_empty", {"column": name})
    if column.plan.kind == "category":
        return _learn_category(column, values, known, n_missing > 0, is_kept)
    if known.min() == known.max() and not n_missing:
        return Repair("table.dropped_constant", {"column": name, "value": f"{known[0]:g}"})
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
    is_kept: bool,
) -> ColumnEncoding | Repair:
    """Learn which categories get a column of their own."""
    name, n_levels = column.name, len(column.levels)
    n_known = int((~np.isnan(values)).sum())
    is_text = column.is_free_text or n_levels > max(FEWEST_FREE_TEXTS, n_known // 2)
    if is_text and not is_kept:
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

    >>> no_before_yes(("yes", "no")), no_before_yes(("red", "blue"))
    (('no', 'yes'), ('blue', 'red'))
    """
    rank = {**dict.fromkeys(_NO, 0), **dict.fromkeys(_YES, 2)}
    return tuple(sorted(levels, key=lambda level: (rank.get(level.lower(), 1), level)))

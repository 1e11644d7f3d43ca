"""Columns of a table turned into inputs of a network, as the training rows teach.

Numbers are standardised; a missing one becomes the median, and a column of its own says
so. Categories become one column each, rare ones together. Dates become their day and the
places in the year, the week and the day on circles, so that December lies beside January.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import DataNote
from plainnet.data.raw_table import RawColumn, RawTable
from plainnet.data.row_order import (
    centred_targets,
    is_followed,
    without_what_inputs_explain,
)
from plainnet.errors import SettingError

ColumnKind = Literal["number", "category", "boolean", "date"]
DAYS_OF_YEAR, DAYS_OF_WEEK, SECONDS_OF_DAY = 365.2425, 7, 86400


@dataclass(frozen=True)
class ColumnEncoding:
    """What the training rows taught about one column.

    `offset` and `scale`: mean and standard deviation, of numbers and days.
    """

    name: str
    kind: ColumnKind
    fill: float = 0.0  # the median, in place of a missing number or day
    low: float = 0.0
    high: float = 0.0
    offset: float = 0.0
    scale: float = 1.0
    levels: tuple[str, ...] = ()  # categories with a column of their own, in its order
    rare: tuple[str, ...] = ()  # categories that share a column
    with_missing: bool = False  # whether values were missing, so that a column says where
    with_time: bool = False  # whether dates have a time of day
    layouts: tuple[str, ...] = ()  # in which dates are written
    decimal: str = "."  # how numbers were written
    thousands: str = ""
    unit: str = ""
    holes: tuple[float, ...] = ()  # numbers that said that a value is missing

    @property
    def is_category(self) -> bool:
        """Whether its cells are names."""
        return self.kind in ("category", "boolean")

    @property
    def slots(self) -> int:
        """How many numbers hold a raw cell."""
        return 2 if self.kind == "date" else 1

    @property
    def known(self) -> tuple[str, ...]:
        """All categories met in training, in the order of their raw numbers."""
        return self.levels + self.rare

    @cached_property
    def features(self) -> tuple[str, ...]:
        """Name the columns that it becomes."""
        name = self.name
        missing = (f"{name} ?",) if self.with_missing else ()
        if self.kind == "number":
            return (name, *missing)
        if self.kind == "boolean":
            return (f"{name} = {self.levels[1]}",)
        if self.kind == "category":
            others = (f"{name} = …",) if self.rare else ()
            return (*(f"{name} = {level}" for level in self.levels), *others, *missing)
        circles = ["year", "week"] + ["day"] * self.with_time
        turns = tuple(f"{name} {turn} {axis}" for turn in circles for axis in ("sin", "cos"))
        return (name, *turns, *missing)

    def write(self, raw: NDArray[Any], out: NDArray[np.float32]) -> None:
        """Encode cells.

        Shapes: `raw` (rows, slots), `out` (rows, features).
        """
        values = np.asarray(raw[:, 0], np.float64)
        is_missing = np.isnan(values)
        if self.with_missing:
            out[:, -1] = is_missing
        if self.kind == "boolean":
            out[:, 0] = np.where(is_missing | (values > 1), 0.5, values)
        elif self.kind == "category":
            self._write_category(values, is_missing, out)
        else:
            out[:, 0] = (np.where(is_missing, self.fill, values) - self.offset) / self.scale
            if self.kind == "date":
                self._write_circles(values, raw[:, 1], is_missing, out)

    def _write_category(
        self, values: NDArray[np.float64], is_missing: NDArray[np.bool_], out: NDArray[np.float32]
    ) -> None:
        """Set one column to 1; a category never met counts as a rare one."""
        n_levels = len(self.levels)
        place = np.where(is_missing, -1, np.minimum(np.nan_to_num(values), n_levels)).astype(int)
        is_told = (place >= 0) & ((place < n_levels) | bool(self.rare))
        rows = np.flatnonzero(is_told)
        out[rows, place[rows]] = 1

    def _write_circles(
        self,
        days: NDArray[np.float64],
        seconds: NDArray[Any],
        is_missing: NDArray[np.bool_],
        out: NDArray[np.float32],
    ) -> None:
        """Write places in the year, the week and the day as points of circles."""
        turns = [days / DAYS_OF_YEAR, days / DAYS_OF_WEEK]
        turns += [np.asarray(seconds, np.float64) / SECONDS_OF_DAY] * self.with_time
        for number, turn in enumerate(turns):
            angle = 2 * np.pi * (turn % 1)
            for axis, function in enumerate((np.sin, np.cos)):
                point = np.where(is_missing, 0.0, function(angle))
                out[:, 1 + 2 * number + axis] = point


@dataclass(frozen=True)
class TableEncoding:
    """How all columns of a table become inputs of a network.

    >>> column = ColumnEncoding("weight", "number", fill=2.0, offset=2.0, scale=0.5)
    >>> TableEncoding((column,)).apply(np.array([[3.0], [np.nan]])).tolist()
    [[2.0], [0.0]]
    """

    columns: tuple[ColumnEncoding, ...]  # in the order of the inputs

    @property
    def slots(self) -> int:
        """How many numbers hold a raw row."""
        return sum(column.slots for column in self.columns)

    @cached_property
    def feature_names(self) -> tuple[str, ...]:
        """Name the inputs."""
        return tuple(name for column in self.columns for name in column.features)

    def apply(
        self, raw: NDArray[Any], out: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """Encode raw rows.

        Shapes: `raw` (rows, slots), `out` (rows, features) -> (rows, features).
        `raw`: values, numbers of categories, days and seconds.
        """
        if out is None:
            out = np.zeros((len(raw), len(self.feature_names)), np.float32)
        slot = place = 0
        for column in self.columns:
            width = len(column.features)
            column.write(raw[:, slot : slot + column.slots], out[:, place : place + width])
            slot, place = slot + column.slots, place + width
        return out

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold; what is as usual is left out."""
        usual = {each.name: each.default for each in fields(ColumnEncoding)}
        return {
            "columns": [
                {name: value for name, value in asdict(column).items() if value != usual[name]}
                for column in self.columns
            ]
        }

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "TableEncoding":
        """Make an encoding of what `to_dict` gave."""
        described: list[dict[str, Any]] = [
            {key: tuple(part) if isinstance(part, list) else part for key, part in each.items()}
            for each in saved["columns"]
        ]
        columns = tuple(ColumnEncoding(**each) for each in described)
        for column in columns:
            numbers = (column.fill, column.low, column.high, column.offset, column.scale)
            is_sound = column.kind in get_args(ColumnKind) and np.isfinite(numbers).all()
            if not is_sound or not column.scale or (column.kind == "boolean") > len(column.known):
                raise SettingError("table.broken_encoding", column=column.name)
        return cls(columns)


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
_NAMES_OF_INDEXES = re.compile(r"__index_level_\d+__|unnamed: 0(?:\.\d+)?|level_0")
_YES = frozenset({"yes", "y", "true", "t", "1", "on", "是", "有", "真", "对"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "否", "无", "假", "错"})


@dataclass(frozen=True)
class LearnedEncoding:
    """An encoding, and what was found out on the way."""

    encoding: TableEncoding
    dropped: tuple[DataNote, ...]  # columns that are of no use, each with the reason


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
    found: dict[str, ColumnEncoding | DataNote] = {}
    doubtful: list[RawColumn] = []
    for column in table.columns:
        if column.name in without:
            continue
        found[column.name] = _learn(column, table, in_training, column.name in keep)
        if column.name not in keep and _is_saved_index(column, table):
            found[column.name] = DataNote("table.dropped_index", {"column": column.name})
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
                found[column.name] = DataNote(reason, {"column": column.name})
    columns = tuple(of for of in found.values() if isinstance(of, ColumnEncoding))
    dropped = tuple(of for of in found.values() if isinstance(of, DataNote))
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


def _is_saved_index(column: RawColumn, table: RawTable) -> bool:
    """Whether a column is the index of a data frame that was saved with it."""
    if column.plan.kind != "number" or not _NAMES_OF_INDEXES.fullmatch(column.name.lower()):
        return False
    values = table.values(column)
    return bool(len(values) > 1 and (values == np.floor(values)).all()) and (
        len(np.unique(values)) == len(values)
    )


def _numbers_rows(column: RawColumn, table: RawTable, found: ColumnEncoding | DataNote) -> bool:
    """Whether a column of whole numbers may only number or name the rows."""
    if isinstance(found, DataNote) or column.plan.kind != "number":
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
) -> ColumnEncoding | DataNote:
    """Learn one column, or say why it is dropped."""
    name = column.name
    values = table.values(column)
    known = values[in_training & ~np.isnan(values)]
    n_missing = int(in_training.sum()) - len(known)
    if not len(known):
        return DataNote("table.dropped_empty", {"column": name})
    if column.plan.kind == "category":
        return _learn_category(column, values, known, n_missing > 0, is_kept)
    if known.min() == known.max() and not n_missing:
        return DataNote("table.dropped_constant", {"column": name, "value": f"{known[0]:g}"})
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
        decimal=column.plan.style.decimal,
        thousands=column.plan.style.thousands,
        unit=column.plan.style.unit,
        holes=column.plan.holes,
    )


def _learn_category(
    column: RawColumn,
    values: NDArray[np.float64],
    known: NDArray[np.float64],
    with_missing: bool,
    is_kept: bool,
) -> ColumnEncoding | DataNote:
    """Learn which categories get a column of their own."""
    name, n_levels = column.name, len(column.levels)
    n_known = int((~np.isnan(values)).sum())
    is_text = column.is_free_text or n_levels > max(FEWEST_FREE_TEXTS, n_known // 2)
    if is_text and not is_kept:
        return DataNote("table.dropped_text", {"column": name, "levels": n_levels, "rows": n_known})
    counts = np.bincount(known.astype(int), minlength=n_levels)
    texts = list(column.levels)
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda number: (-counts[number], number))
    if len(order) == 1 and not with_missing:
        return DataNote("table.dropped_constant", {"column": name, "value": texts[order[0]]})
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

"""Columns of a table turned into inputs of a network, as the training rows teach.

Numbers are standardised; a missing one becomes the median, and a column of its own says
so. Categories become one column each, rare ones together. Dates become their day and the
places in the year, the week and the day on circles, so that December lies beside January.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

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
        """Give what JSON can hold; what is as usual is left out."""
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

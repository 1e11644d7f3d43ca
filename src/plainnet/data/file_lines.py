"""The line of a file that each row of a series stands on, looked up only when it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from plainnet.data.table_rows import TableRows


@dataclass(frozen=True)
class FileLines(Sequence[int]):
    """Lines of some rows of a table."""

    table: TableRows  # that they were read from
    rows: NDArray[np.int64]  # (time,), Of the table, 0 below the header

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> "FileLines": ...

    def __getitem__(self, place: int | slice) -> "int | FileLines":
        if isinstance(place, slice):
            return FileLines(self.table, self.rows[place])
        return self.table.place_of_row(int(self.rows[place]))

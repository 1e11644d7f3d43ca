"""The line of a file that each row of a series stands on, looked up only when it is told.

Concepts: row, line of a file
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from plainnet.data.table_rows import TableRows


@dataclass(frozen=True)
class FileLines(Sequence[int]):
    """Lines of some rows of a table.

    Parameters
    ----------
    table : TableRows
        That they were read from.
    rows : array of shape (time,), int64
        Of the table, 0 below the header.
    """

    table: TableRows
    rows: NDArray[np.int64]

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

"""A table that holds nothing but numbers, from a file of any kind."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from plainnet.data.dataset import DataNote, Table
from plainnet.data.table_file import open_table
from plainnet.data.table_layout import FOUND_OUT, TableForm
from plainnet.data.table_rows import TableRows
from plainnet.errors import DataError


def read_table(
    path: str | Path, *, columns: Sequence[str] | None = None, form: TableForm = FOUND_OUT
) -> Table:
    """Read columns of numbers; a cell that is missing or no number is refused, with its line.

    `columns`: None means all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "fruit.csv")
    ...     _ = file.write_text("weight;price\\n1;2,5\\n2;5\\n")
    ...     table = read_table(file, columns=["price"])
    >>> table.values.tolist(), table.column_names
    ([[2.5], [5.0]], ('price',))
    """
    rows = open_table(path, form)
    wanted = rows.names if columns is None else tuple(name.strip() for name in columns)
    _check_names(rows, wanted)
    positions = [rows.position(name) for name in wanted]
    parts = []
    for block in rows.number_blocks():
        part = np.column_stack([rows.numbers(block, position) for position in positions])
        for row, place in np.argwhere(np.isnan(part)):
            raise DataError(
                "csv.missing_value",
                file=rows.file,
                line=rows.place_of_row(block.first_row + int(row)),
                column=wanted[place],
            )
        parts.append(part)  # (rows, columns)
    repairs = rows.repairs
    unused = [name for name in rows.names if name not in wanted]
    if unused:
        told: dict[str, object] = {"file": rows.file, "columns": list(unused)}
        repairs += (DataNote("csv.columns_unused", told),)
    return Table(np.concatenate(parts), wanted, rows.source, repairs)


def _check_names(rows: TableRows, wanted: Sequence[str]) -> None:
    """Refuse columns without a name, and names that stand twice."""
    for name in wanted:
        count = rows.written_names.count(name)
        if count > 1:
            raise DataError("csv.column_twice", file=rows.file, column=name, count=count)
        if name in rows.names and not count:
            position = rows.names.index(name) + 1
            raise DataError("csv.column_unnamed", file=rows.file, position=position)

"""Reading a table of numbers from a CSV file."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.data.csv_file import CsvFile, open_csv
from plainnet.data.dataset import Repair, Table
from plainnet.data.written_numbers import is_missing, is_number, shown, to_numbers
from plainnet.errors import DataError


def read_table(path: str | Path, *, columns: Sequence[str] | None = None) -> Table:
    """Read a CSV file with column names in its first line and numbers below.

    `path`: commas between the cells.
    `columns`: None means all.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "fruit.csv")
    ...     _ = file.write_text("weight,price\\n1,2.5\\n2,5\\n")
    ...     table = read_table(file, columns=["price"])
    >>> table.values.tolist(), table.column_names
    ([[2.5], [5.0]], ('price',))
    """
    csv_file = open_csv(path)
    if columns is None:
        _check_names(csv_file)
        wanted = csv_file.names
    else:
        wanted = tuple(name.strip() for name in columns)
    positions = [csv_file.position(name) for name in wanted]
    repairs = csv_file.repairs
    unused = [name for name in csv_file.names if name not in wanted]
    if unused:
        values: dict[str, object] = {"file": csv_file.file, "columns": ", ".join(unused)}
        repairs += (Repair("csv.columns_unused", values),)
    return Table(read_columns(csv_file, positions), wanted, csv_file.source, repairs)


def read_columns(csv_file: CsvFile, positions: Sequence[int]) -> NDArray[np.float64]:
    """Read some columns of an opened CSV file as numbers.

    Shapes: returns (rows, columns).
    """
    parts: list[NDArray[np.float64]] = []
    rows_done = 0
    for block in csv_file.blocks():
        cells = list(zip(*block, strict=True))
        part = np.empty((len(block), len(positions)))  # (rows, columns)
        for place, position in enumerate(positions):
            numbers = to_numbers(cells[position])
            if numbers is None:
                raise _first_bad_cell(csv_file, positions, block, rows_done)
            part[:, place] = numbers
        parts.append(part)
        rows_done += len(block)
    return np.concatenate(parts)


def _check_names(csv_file: CsvFile) -> None:
    """Refuse columns without a name and names that stand twice."""
    for position, name in enumerate(csv_file.names):
        if not name:
            raise DataError("csv.column_unnamed", file=csv_file.file, position=position + 1)
        csv_file.position(name)


def _first_bad_cell(
    csv_file: CsvFile, positions: Sequence[int], block: list[list[str]], rows_done: int
) -> DataError:
    """Name the first cell of a block, line by line, that is no number."""
    row, position = next(
        (row, position)
        for row, cells in enumerate(block)
        for position in sorted(positions)
        if not is_number(cells[position])
    )
    cell = block[row][position]
    return DataError(
        "csv.missing_value" if is_missing(cell) else "csv.not_a_number",
        file=csv_file.file,
        line=csv_file.line_of_row(rows_done + row),
        column=csv_file.names[position],
        value=shown(cell),
    )

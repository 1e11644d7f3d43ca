"""What was found out about a table, in sentences."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.data.dataset import Repair
from plainnet.data.raw_table import RawTable
from plainnet.files.model_card import ClassTarget, NumberTarget
from plainnet.recipes.table_split import TEST, TRAIN, VALIDATION

NAMED = 8  # names a sentence lists


def told_of_inputs(table: RawTable, encoding: TableEncoding) -> tuple[Repair, ...]:
    """Say what kinds of columns there are, and what happens to rare and missing values."""
    told = tuple(
        Repair(
            f"table.kind.{kind}",
            {"count": len(of_kind), "names": _listed([column.name for column in of_kind])},
        )
        for kind in ("number", "boolean", "category", "date")
        if (of_kind := [column for column in encoding.columns if column.kind == kind])
    )
    if rare := [column for column in encoding.columns if column.rare]:
        told += (Repair("table.rare", {"names": _listed([_rare(column) for column in rare])}),)
    used = {column.name for column in encoding.columns}
    holes = [
        f"{column.name} ({column.missing + column.odd})"
        for column in table.columns
        if column.name in used and column.missing + column.odd
    ]
    if holes:
        told += (Repair("table.missing", {"names": _listed(holes)}),)
    return (*told, Repair("table.inputs", {"count": len(encoding.feature_names)}))


def told_of_copies(copies: NDArray[np.int64] | None) -> tuple[Repair, ...]:
    """Say how many rows are copies of others, which stay on their side of the split."""
    if copies is None:
        return ()
    counts = np.bincount(copies)
    found: dict[str, object] = {"count": int(counts[counts > 1].sum()), "rows": len(copies)}
    return (Repair("table.copies", found),)


def told_of_rows(
    split: Literal["random", "stratified", "group", "time"], parts: NDArray[np.int8]
) -> tuple[Repair, ...]:
    """Say how many rows train, validate and test, and how they were chosen.

    Shapes: `parts` (rows,).
    """
    train, validation, test = (int((parts == part).sum()) for part in (TRAIN, VALIDATION, TEST))
    without = int((parts < 0).sum())
    told: tuple[Repair, ...] = ()
    if without:
        told += (Repair("table.no_target_rows", {"count": without}),)
    counts: dict[str, object] = {"train": train, "validation": validation, "test": test}
    told += (Repair(f"table.split.{split}", counts),)
    return told if validation else (*told, Repair("table.no_validation", {"rows": train}))


def told_of_target(
    target: ClassTarget | NumberTarget, truth: NDArray[np.float64]
) -> tuple[Repair, ...]:
    """Say which classes there are and how often, or what the numbers range over.

    Shapes: `truth` (rows,).
    """
    if isinstance(target, NumberTarget):
        found = {name: f"{value:g}" for name, value in _range(truth).items()}
        return (Repair("table.target_range", {"column": target.column, **found}),)
    counts = np.bincount(truth.astype(int), minlength=len(target.names)).tolist()
    named = [f"{name} ({count})" for name, count in zip(target.names, counts, strict=True)]
    told: tuple[Repair, ...] = (
        Repair("table.classes", {"column": target.column, "classes": _listed(named)}),
    )
    if len(target.names) == 2 and target.positive is not None:
        told += (Repair("table.positive", {"name": target.names[target.positive]}),)
    return told


def _range(truth: NDArray[np.float64]) -> dict[str, float]:
    """Give the smallest, middle and largest value."""
    return {"low": truth.min(), "median": float(np.median(truth)), "high": truth.max()}


def _rare(column: ColumnEncoding) -> str:
    """Name a column with the number of its rare categories."""
    return f"{column.name} ({len(column.rare)})"


def _listed(names: Sequence[str]) -> str:
    """List names, only the first where there are many."""
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")

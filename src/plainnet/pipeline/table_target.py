"""What a table's target is: classes or a number, and in which form it is learned."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding, no_before_yes
from plainnet.data.dataset import DataNote
from plainnet.data.raw_table import (
    ColumnPlan,
    RawColumn,
    RawTable,
    level_of,
    same_category,
    unread_number,
)
from plainnet.data.row_order import centred_targets, without_what_inputs_explain
from plainnet.data.scaling import learn_standard
from plainnet.data.table_rows import TableRows
from plainnet.data.written_numbers import is_missing, read_numbers
from plainnet.errors import DataError, SettingError
from plainnet.files.model_card import ClassTarget, NumberTarget
from plainnet.pipeline.recipe import Recipe

MOST_WHOLE_CLASSES = 10  # different whole numbers that are still taken for classes
ROWS_PER_WHOLE_CLASS = 10
MOST_CLASSES = 1000
SKEWED = 1.0  # skewness from which the logarithm is tried
LEAST_GAIN = 0.5  # the logarithm's skewness must be below this share

Task = Literal["classes", "number"]


@dataclass(frozen=True)
class FoundTarget:
    """The target of every row."""

    column: str
    task: Task
    truth: NDArray[np.float64]  # (rows,), Class numbers or values; NaN where the file does not tell
    names: tuple[str, ...] = ()  # of the classes
    values: tuple[str | float, ...] = ()  # how the file writes the classes
    notes: tuple[DataNote, ...] = ()  # what was found out
    unit: str = ""  # that stands beside numbers


def plan_of_target(plan: ColumnPlan, rows: TableRows, task: Task | None) -> ColumnPlan:
    """Read classes as text where a number would not be written as the file writes it: 00, 10%."""
    cells = next(rows.blocks()).columns[plan.position]
    if plan.kind != "number" or isinstance(cells, np.ndarray):
        return plan
    texts = list({cell.strip() for cell in cells if not is_missing(cell)})
    read = read_numbers(texts, plan.style)
    found = task or task_of_numbers(np.unique(read.values), len(cells))[0]
    numbers = map(level_of, read.values.tolist())
    if read.odd or found == "number" or list(map(same_category, texts)) == list(numbers):
        return plan
    return replace(plan, kind="category")


def find_target(recipe: Recipe, table: RawTable) -> FoundTarget:
    """Find out what the target is."""
    assert recipe.target is not None
    column = table.column(recipe.target.strip())
    values = table.values(column)
    name, file = column.name, table.rows.file
    known = values[~np.isnan(values)]
    if not len(known):
        raise DataError("table.target_empty", file=file, column=name)
    if column.plan.kind == "date":
        raise DataError("table.target_date", file=file, column=name)
    is_text = column.plan.kind == "category"
    if column.plan.is_unread and (
        recipe.task == "number" or column.is_free_text or _are_many(known)
    ):
        raise DataError("table.target_unread", file=file, **unread_number(table, column))
    if is_text and recipe.task == "number":
        raise DataError(
            "table.target_text", file=file, column=name, value=next(iter(column.levels))
        )
    if recipe.task:
        task, reason = recipe.task, "table.task_given"
    elif is_text:
        task, reason = "classes", "table.task_text"
    else:
        task, reason = task_of_numbers(np.unique(known), len(known))
    note = DataNote(reason, {"column": name})
    if task == "number":
        if known.min() == known.max():
            raise DataError("table.target_constant", file=file, column=name, value=f"{known[0]:g}")
        return FoundTarget(name, task, values, notes=(note,), unit=column.plan.style.unit)
    return _classes(column, values, file, note)


def _are_many(known: NDArray[np.float64]) -> bool:
    """Whether there are too many different values for classes."""
    return len(np.unique(known)) > min(MOST_CLASSES, max(2, len(known) // 2))


def task_of_numbers(different: NDArray[np.float64], n_rows: int) -> tuple[Task, str]:
    """Tell classes from numbers by the different ones among some rows, with the reason."""
    is_whole = bool((different == np.floor(different)).all())
    if len(different) <= 2:
        return "classes", "table.task_two"
    few = min(MOST_WHOLE_CLASSES, n_rows // ROWS_PER_WHOLE_CLASS)
    if is_whole and len(different) <= few:
        return "classes", "table.task_few"
    return "number", "table.task_number"


def _classes(
    column: RawColumn, values: NDArray[np.float64], file: str, note: DataNote
) -> FoundTarget:
    """Number the classes: by name, or by value; no before yes."""
    is_known = ~np.isnan(values)
    present, number = np.unique(values[is_known], return_inverse=True)
    n_rows = int(is_known.sum())
    if len(present) < 2:
        level = list(column.levels)[int(present[0])] if column.levels else level_of(present[0])
        raise DataError("table.one_class", file=file, column=column.name, value=level)
    if _are_many(values[is_known]) or column.is_free_text:
        found = {"classes": len(present), "rows": n_rows}
        raise DataError("table.too_many_classes", file=file, column=column.name, **found)
    written: tuple[str | float, ...] = tuple(present.tolist())
    names = tuple(level_of(value) for value in present.tolist())
    if column.plan.kind == "category":
        texts = list(column.levels)
        names = tuple(texts[int(value)] for value in present.tolist())
        order = no_before_yes(names) if len(names) == 2 else tuple(sorted(names))
        place = np.array([order.index(name) for name in names])
        number, names, written = place[number], order, order
    truth = np.full(len(values), np.nan)
    truth[is_known] = number
    return FoundTarget(column.name, "classes", truth, names, written, (note,))


def class_target(found: FoundTarget, recipe: Recipe, y: NDArray[np.float64]) -> ClassTarget:
    """Describe classes for the model card.

    Shapes: `y` (rows,).
    """
    counts = np.bincount(y.astype(int), minlength=len(found.names))
    if np.count_nonzero(counts) < 2:
        name = found.names[int(counts.argmax())]
        raise DataError("table.one_class_in_training", column=found.column, value=name)
    positive = 1 if len(found.names) == 2 else None
    if recipe.positive is not None:
        if recipe.positive not in found.names:
            known = list(found.names)
            raise SettingError("table.positive_unknown", name=recipe.positive, known=known)
        positive = found.names.index(recipe.positive)
    return ClassTarget(
        found.names,
        found.column,
        found.values,
        positive=positive,
        most_frequent=int(counts.argmax()),
    )


def number_target(
    found: FoundTarget, recipe: Recipe, y: NDArray[np.float64]
) -> tuple[NumberTarget, tuple[DataNote, ...]]:
    """Describe a number for the model card: its scaling, and whether its logarithm is learned.

    Shapes: `y` (rows,).
    """
    notes: tuple[DataNote, ...] = ()
    is_log = recipe.log_target
    if is_log and y.min() <= 0:
        raise DataError("table.log_of_zero", column=found.column, lowest=f"{y.min():g}")
    if is_log is None:
        is_log = bool(y.min() > 0 and skewness(y) > SKEWED)
        is_log = is_log and abs(skewness(np.log(y))) < LEAST_GAIN * skewness(y)
        if is_log:
            found_skewness = f"{skewness(y):.1f}"
            notes = (DataNote("table.log", {"column": found.column, "skewness": found_skewness}),)
    scaling = learn_standard((np.log(y) if is_log else y)[:, None])
    mean = float(y.mean())
    return NumberTarget(found.column, found.unit, scaling, mean, is_log=bool(is_log)), notes


def skewness(values: NDArray[np.float64]) -> float:
    """Measure how much longer the tail of large values is than that of small ones.

    Shapes: `values` (rows,).
    Result: third central moment in units of the standard deviation.

    >>> skewness(np.array([1.0, 2.0, 3.0])), skewness(np.array([1.0, 1.0, 1.0]))
    (0.0, 0.0)
    """
    centred = values - values.mean()
    spread = centred.std()
    return float((centred**3).mean() / spread**3) if spread > 0 else 0.0


GIVEN_AWAY = 0.999  # share of the target that one column explains in rows left out
MOST_ROWS = 2000
FEWEST_ROWS, FEWEST_OF_CLASS = 10, 15  # of which one column can be judged
ROWS_FOR_AN_ERROR = 100  # rows of a class from which on one may lie on the wrong side

Floats = NDArray[np.float64]


def giveaways(
    x: NDArray[np.float32], y: Floats, encoding: TableEncoding, n_classes: int
) -> tuple[DataNote, ...]:
    """Find columns that determine the target each on its own, while the others do not together.

    Shapes: `x` (rows, features), `y` (rows,).
    """
    rows = np.random.default_rng(0).permutation(len(y))[:MOST_ROWS]
    x, y = x[rows], y[rows]
    counts = np.bincount(y.astype(int), minlength=n_classes) if n_classes else np.array([len(y)])
    if len(y) < FEWEST_ROWS or (n_classes and np.sort(counts)[:-1].sum() < FEWEST_OF_CLASS):
        return ()
    target = centred_targets(y, n_classes)
    if not n_classes:  # a long tail shows in ranks, a straight line in the values
        target = np.column_stack([target, (y - y.mean()) / (y.std() or 1.0)])
    given, others, place = [], [], 0
    for column in encoding.columns:
        own = x[:, place : place + len(column.features)]
        place += len(column.features)
        if column.kind != "date" and _determines(_cells(column, own), target, n_classes):
            given.append(column.name)
        else:
            others.append(own)
    if not given or (n_classes and len(given) > 1):
        return ()  # classes that several columns tell apart are simply easy
    if not others:
        return tuple(DataNote("table.determined", {"column": name}) for name in given)
    if _explain(np.hstack(others), target, n_classes):
        return ()
    return tuple(DataNote("table.gives_away", {"column": name}) for name in given)


def _cells(column: ColumnEncoding, features: NDArray[np.float32]) -> Floats:
    """Return one number for each cell: the value, or the number of the category."""
    if column.kind == "category":
        return np.asarray(features @ np.arange(1, features.shape[1] + 1), np.float64)
    return np.asarray(features[:, 0], np.float64)


def _determines(cells: Floats, target: Floats, n_classes: int) -> bool:
    """Whether a curve through every second row, in the order of a column, meets the others."""
    order = np.argsort(cells, kind="stable")
    known, left_out = order[::2], order[1::2]
    levels, level = np.unique(cells[known], return_inverse=True)
    if len(levels) < 2:
        return False
    sizes = np.bincount(level)
    curves = (np.bincount(level, column[known]) / sizes for column in target.T)
    predicted = np.column_stack([np.interp(cells[left_out], levels, curve) for curve in curves])
    return _is_met(predicted, target[left_out], n_classes)


def _explain(features: NDArray[np.float32], target: Floats, n_classes: int) -> bool:
    """Whether a linear model of several columns meets the target."""
    left = without_what_inputs_explain(target, features)
    return _is_met(target - left, target, n_classes)


def _is_met(predicted: Floats, target: Floats, n_classes: int) -> bool:
    """Whether predictions, (rows, columns) of mean about zero, are as good as the truth."""
    if not n_classes:
        spread = ((target - target.mean(axis=0)) ** 2).sum(axis=0)  # (columns,)
        return bool((((predicted - target) ** 2).sum(axis=0) < (1 - GIVEN_AWAY) * spread).any())
    truth = target.argmax(1)
    errors = int((predicted.argmax(1) != truth).sum())
    minority = len(truth) - int(np.bincount(truth).max())
    allowed = max((1 - GIVEN_AWAY) * minority, float(minority >= ROWS_FOR_AN_ERROR))
    return minority > 0 and errors <= allowed

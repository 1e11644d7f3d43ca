"""What a table's target is: classes or a number, and in which form it is learned."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Repair
from plainnet.data.learned_encoding import no_before_yes
from plainnet.data.raw_table import RawColumn, RawTable, level_of
from plainnet.data.scaling import learn_standard
from plainnet.errors import DataError, SettingError
from plainnet.files.model_card import ClassTarget, NumberTarget
from plainnet.recipes.recipe import Recipe

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
    told: tuple[Repair, ...] = ()  # what was found out


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
    if is_text and recipe.task == "number":
        raise DataError(
            "table.target_text", file=file, column=name, value=next(iter(column.levels))
        )
    task, reason = (recipe.task, "table.task_given") if recipe.task else _task(known, is_text)
    told = Repair(reason, {"column": name})
    if task == "number":
        if known.min() == known.max():
            raise DataError("table.target_constant", file=file, column=name, value=f"{known[0]:g}")
        return FoundTarget(name, task, values, told=(told,))
    return _classes(column, values, file, told)


def _task(known: NDArray[np.float64], is_text: bool) -> tuple[Task, str]:
    """Tell classes from numbers, with the reason."""
    if is_text:
        return "classes", "table.task_text"
    different = np.unique(known)
    is_whole = bool((different == np.floor(different)).all())
    if len(different) <= 2:
        return "classes", "table.task_two"
    few = min(MOST_WHOLE_CLASSES, len(known) // ROWS_PER_WHOLE_CLASS)
    if is_whole and len(different) <= few:
        return "classes", "table.task_few"
    return "number", "table.task_number"


def _classes(
    column: RawColumn, values: NDArray[np.float64], file: str, told: Repair
) -> FoundTarget:
    """Number the classes: by name, or by value; no before yes."""
    is_known = ~np.isnan(values)
    present, number = np.unique(values[is_known], return_inverse=True)
    n_rows = int(is_known.sum())
    if len(present) < 2:
        level = list(column.levels)[int(present[0])] if column.levels else level_of(present[0])
        raise DataError("table.one_class", file=file, column=column.name, value=level)
    if len(present) > min(MOST_CLASSES, max(2, n_rows // 2)) or column.is_free_text:
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
    return FoundTarget(column.name, "classes", truth, names, written, (told,))


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
            known = ", ".join(found.names)
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
) -> tuple[NumberTarget, tuple[Repair, ...]]:
    """Describe a number for the model card: its scaling, and whether its logarithm is learned.

    Shapes: `y` (rows,).
    """
    told: tuple[Repair, ...] = ()
    is_log = recipe.log_target
    if is_log and y.min() <= 0:
        raise DataError("table.log_of_zero", column=found.column, lowest=f"{y.min():g}")
    if is_log is None:
        is_log = bool(y.min() > 0 and skewness(y) > SKEWED)
        is_log = is_log and abs(skewness(np.log(y))) < LEAST_GAIN * skewness(y)
        if is_log:
            found_skewness = f"{skewness(y):.1f}"
            told = (Repair("table.log", {"column": found.column, "skewness": found_skewness}),)
    scaling = learn_standard((np.log(y) if is_log else y)[:, None])
    mean = float(y.mean())
    return NumberTarget(found.column, "", scaling, mean, is_log=bool(is_log)), told


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

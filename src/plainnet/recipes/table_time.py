"""Whether the rows of a table lie in time, so that only later rows can test a model."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from plainnet.data.column_encoding import DAYS_OF_YEAR, TableEncoding
from plainnet.data.dataset import Repair
from plainnet.data.learned_encoding import encoded_rows, learn_encoding
from plainnet.data.raw_table import RawColumn, RawTable
from plainnet.data.row_order import (
    calendar_trend,
    centred_targets,
    lie_regularly,
    neighbours_are_alike,
    without_what_inputs_explain,
)
from plainnet.errors import SettingError
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_target import FoundTarget

FEWEST_ROWS, FEWEST_MOMENTS, MOST_ROWS = 30, 10, 20_000
LEAST_KNOWN = 0.95  # share of the rows that must have a moment
_RISING = 0.95  # correlation with time from which on a column is a clock itself
_BIRTHDAYS = ("birth", "dob", "born", "geburt", "naissance", "出生", "生日")

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class _InTime:
    """A column of dates, and how alike rows are that follow one another in it."""

    column: str
    alike: float


def in_order_of_time(
    recipe: Recipe, table: RawTable, found: FoundTarget, rows: Rows
) -> tuple[Recipe, tuple[Repair, ...]]:
    """Choose the split in time where the rows ask for it, or its column where a person does."""
    is_open = recipe.split is None or recipe.split == "time"
    if not is_open or recipe.time is not None or (recipe.group and recipe.split is None):
        return recipe, ()
    dates = [column for column in table.columns if column.plan.kind == "date"]
    if recipe.split == "time":
        if len(dates) > 1:
            names = ", ".join(column.name for column in dates)
            raise SettingError("table.several_times", columns=names)
        return (replace(recipe, time=dates[0].name) if dates else recipe), ()
    judged = [_judged(recipe, table, found, rows, column) for column in dates]
    alike = [of for of in judged if of is not None]
    if not alike:
        return recipe, ()
    best = max(alike, key=lambda of: of.alike)
    values: dict[str, object] = {"column": best.column, "alike": f"{best.alike:.2f}"}
    return replace(recipe, split="time", time=best.column), (Repair("table.in_time", values),)


def _judged(
    recipe: Recipe, table: RawTable, found: FoundTarget, rows: Rows, column: RawColumn
) -> _InTime | None:
    """Judge by the earlier rows alone, as the later ones are to test."""
    moments = table.values(column)[rows]
    is_known = ~np.isnan(moments)
    is_birthday = any(word in column.name.lower() for word in _BIRTHDAYS)
    if is_birthday or is_known.mean() < LEAST_KNOWN:
        return None
    moments, rows = moments[is_known], rows[is_known]
    early = np.argsort(moments, kind="stable")[: int((1 - recipe.test_fraction) * len(rows))]
    early = early[-MOST_ROWS:]
    in_time, truth = moments[early], found.truth[rows[early]]
    if len(early) < FEWEST_ROWS or len(np.unique(in_time)) < FEWEST_MOMENTS:
        return None
    is_number = found.task == "number"
    if not is_number and len(np.unique(truth)) < len(found.names):
        return None  # a class that only comes later cannot be learned from the earlier rows
    target = centred_targets(truth, 0 if is_number else len(found.names))
    inputs = _inputs(recipe, table, found, rows[early], float(np.ptp(in_time)))
    if not lie_regularly(in_time):  # events: what only drifts with time is no resemblance
        inputs = np.column_stack([inputs, calendar_trend(in_time)])
    forms = [target]
    if is_number:  # a linear model may fit the values or their ranks
        forms.append((truth - truth.mean())[:, None])
    alike = min(neighbours_are_alike(without_what_inputs_explain(of, inputs)) for of in forms)
    return _InTime(column.name, alike) if alike else None


def _inputs(
    recipe: Recipe, table: RawTable, found: FoundTarget, in_order: Rows, days: float
) -> NDArray[np.float32]:
    """Encode rows in the order of time, without what only tells how late it is.

    In less than two years the place in the year does so, too.
    """
    mask = np.zeros(table.n_rows, bool)
    mask[in_order] = True
    without = {found.column} | ({recipe.group.strip()} if recipe.group else set())
    encoding: TableEncoding = learn_encoding(table, mask, without=without).encoding
    places = np.argsort(np.argsort(in_order))
    encoded = encoded_rows(table, encoding, np.sort(in_order))[places]
    clock = centred_targets(np.arange(len(encoded), dtype=float))[:, 0]
    spread = encoded.std(axis=0, dtype=np.float64) * clock.std() * len(clock)
    rises = np.abs(clock @ encoded) > _RISING * np.where(spread > 0, spread, np.inf)
    dates = {column.name for column in encoding.columns if column.kind == "date"}
    if days < 2 * DAYS_OF_YEAR:
        dates |= {f"{name} year {axis}" for name in dates for axis in ("sin", "cos")}
    kept = [
        place
        for place, name in enumerate(encoding.feature_names)
        if name not in dates and not rises[place]
    ]
    return encoded[:, kept]

"""How a series is cut: window, horizon, season, the form of each column, three parts in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import Series
from plainnet.data.seasonality import find_season, is_wandering
from plainnet.data.series_form import SeriesForm
from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say
from plainnet.recipes.recipe import Recipe

USUAL_WINDOW = 8
LEAST_WINDOW = 2  # one value alone shows no change
LEAST_TRAINING_WINDOWS = 10


@dataclass(frozen=True)
class SeriesPlan:
    """How a series is cut.

    `first_validation` and `first_test`: rows on which the parts begin; what is learned is learned
    on the rows before.
    """

    window: int
    horizon: int
    season: int | None  # steps after which the series repeats itself
    forms: tuple[SeriesForm, ...]  # of each column
    first_validation: int
    first_test: int

    @property
    def history(self) -> int:
        """Count the steps before a forecast that the network or a baseline looks at."""
        return max(self.window, self.season or 0)


def plan_series(series: Series, recipe: Recipe) -> SeriesPlan:
    """Decide what the recipe leaves open, by the training part only."""
    check_settings(recipe)
    first_validation, first_test = parts_in_time(len(series.values), recipe)
    known = series.values[:first_validation]  # (time, columns)
    if not len(known) or np.ptp(known[:, 0]) == 0:
        _refuse_constant(series, known)
    season = recipe.season
    if season is None:
        is_positive = bool((known[:, 0] > 0).all())
        season = find_season(np.log(known[:, 0]) if is_positive else known[:, 0])
    season = season if season is not None and season > 1 else None
    horizon = recipe.horizon or 1
    window = recipe.window or _usual_window(len(series.values), season, horizon, recipe)
    forms = tuple(_forms(series, first_validation, season, recipe.log_target))
    plan = SeriesPlan(window, horizon, season, forms, first_validation, first_test)
    if not is_long_enough(len(series.values), plan.history, plan.horizon, recipe):
        refuse_too_short(series, plan, recipe)
    return plan


def check_settings(recipe: Recipe) -> None:
    """Refuse settings that are out of range or that a series has no use for."""
    least: dict[str, tuple[int | None, int]] = {
        "--window": (recipe.window, LEAST_WINDOW),
        "--horizon": (recipe.horizon, 1),
        "--season": (recipe.season, 1),
    }
    for option, (found, smallest) in least.items():
        if found is not None and found < smallest:
            raise SettingError("recipe.series.below", option=option, found=found, least=smallest)
    fractions = {
        "--test-fraction": recipe.test_fraction,
        "--validation-fraction": recipe.validation_fraction,
    }
    for option, fraction in fractions.items():
        if not 0 < fraction < 1:
            raise SettingError("recipe.series.fraction", option=option, found=fraction)
    if recipe.split not in (None, "time"):
        raise SettingError("recipe.series.split", found=recipe.split)
    if recipe.task == "classes":
        raise SettingError("recipe.series.classes")


def parts_in_time(n_rows: int, recipe: Recipe) -> tuple[int, int]:
    """Divide the rows into three parts, one after the other.

    `recipe`: with the fractions.
    Result: rows on which the second and the third part begin.
    """
    first_test = n_rows - ceil(recipe.test_fraction * n_rows)
    return first_test - ceil(recipe.validation_fraction * first_test), first_test


def is_long_enough(n_rows: int, history: int, horizon: int, recipe: Recipe) -> bool:
    """Tell whether each part has windows of its own.

    `recipe`: with the fractions.
    """
    first_validation, first_test = parts_in_time(n_rows, recipe)
    training_windows = first_validation - history - horizon + 1
    shorter = min(first_test - first_validation, n_rows - first_test)
    return training_windows >= LEAST_TRAINING_WINDOWS and shorter >= horizon


def refuse_too_short(series: Series, plan: SeriesPlan, recipe: Recipe) -> None:
    """Say how many rows it would take.

    `recipe`: with the fractions.
    """
    settings = (plan.history, plan.horizon, recipe)
    needed = 2 * len(series.values) + 1
    while not is_long_enough(needed, *settings):
        needed *= 2
    enough = len(series.values)
    while needed - enough > 1:
        middle = (needed + enough) // 2
        needed, enough = (middle, enough) if is_long_enough(middle, *settings) else (needed, middle)
    raise DataError(
        "recipe.series.too_short",
        file=series.source.path,
        rows=len(series.values),
        window=plan.window,
        season=plan.season or 1,
        horizon=plan.horizon,
        needed=needed,
    )


def plan_sentences(series: Series, plan: SeriesPlan, recipe: Recipe) -> list[str]:
    """Say what was decided."""
    sentences = [
        say(
            "recipe.series.decided",
            column=series.column_names[0],
            rows=len(series.values),
            window=plan.window,
            horizon=plan.horizon,
        )
    ]
    if recipe.season is None and plan.season is not None:
        sentences.append(say("recipe.series.season_found", season=plan.season))
    elif recipe.season is None:
        sentences.append(say("recipe.series.no_season"))
    named = zip(series.column_names, plan.forms, strict=True)
    return sentences + [say(f"recipe.series.form.{form}", column=name) for name, form in named]


def _usual_window(n_rows: int, season: int | None, horizon: int, recipe: Recipe) -> int:
    """See a whole season, or the usual number of steps; fewer where the series is short."""
    window = max(USUAL_WINDOW, (season or 0) + 1)
    while window > LEAST_WINDOW and not is_long_enough(n_rows, window, horizon, recipe):
        window -= 1
    return window


def _forms(
    series: Series, first_validation: int, season: int | None, log_target: bool | None
) -> Iterator[SeriesForm]:
    """Choose the form of each column; the logarithm of the first one may be asked for."""
    for column, values in enumerate(series.values.T):
        known = values[:first_validation]
        wandering = is_wandering(np.log(known) if (known > 0).all() else known, season)
        is_log = log_target if column == 0 else None
        if is_log or (is_log is None and wandering and (values > 0).all()):
            yield "log_change"
        else:
            yield "change" if wandering else "value"


def _refuse_constant(series: Series, known: NDArray[np.float64]) -> None:
    """Refuse a column that does not change in the rows to learn from."""
    name, file = series.column_names[0], series.source.path
    value = f"{series.values[0, 0]:g}"
    raise DataError("recipe.series.constant", file=file, column=name, value=value)

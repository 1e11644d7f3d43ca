"""A table is split in time where its rows lie in time, judged on the earlier rows alone."""

import numpy as np
import polars as pl
import pytest

from plainnet.errors import SettingError
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_preparation import understand
from plainnet.recipes.table_reading import read_for
from plainnet.recipes.table_split import TEST

N = 300
DAYS = np.datetime64("2020-01-01") + np.arange(N).astype("timedelta64[D]")
RANDOM = np.random.default_rng(0)
LEVEL = np.cumsum(RANDOM.normal(size=N))
NOISE = RANDOM.normal(size=N)


def understood(tmp_path, columns, **settings):
    """Understand a table with the target y."""
    pl.DataFrame({name: list(values) for name, values in columns.items()}).write_csv(
        tmp_path / "t.csv"
    )
    recipe = Recipe(str(tmp_path / "t.csv"), target="y", **settings)
    return understand(recipe, read_for(recipe))


@pytest.mark.parametrize(
    ("days", "y", "split"),
    [
        (DAYS.astype(str), LEVEL, "time"),
        (DAYS.astype(str), NOISE, "random"),
        (DAYS.astype(str), 0.03 * np.arange(N) + NOISE, "time"),  # a trend, day by day
        (RANDOM.permutation(DAYS).astype(str), LEVEL, "random"),  # no resemblance in time
        (DAYS.astype(str), np.where(np.median(LEVEL[:240]) < LEVEL, "up", "down"), "time"),
        (DAYS.astype(str), np.where(NOISE > 0, "up", "down"), "stratified"),
        (DAYS.astype(str), np.where(np.arange(N) > 250, "late", "early"), "stratified"),
        ([*DAYS.astype(str)[:-5], *[None] * 5], LEVEL, "time"),  # five moments are missing
    ],
)
def test_the_split_is_found(tmp_path, days, y, split):
    found = understood(tmp_path, {"day": days, "y": y})
    assert found.split == found.recipe.split or found.recipe.split is None
    assert found.split == split
    assert found.recipe.time == ("day" if split == "time" else None)


def test_what_inputs_explain_asks_for_no_split_in_time(tmp_path):
    columns = {"day": DAYS.astype(str), "x": LEVEL, "y": 3 * LEVEL + NOISE}
    assert understood(tmp_path, columns).split == "random"


def test_only_the_earlier_rows_are_judged(tmp_path):
    y = np.concatenate([NOISE[:240], 50 + LEVEL[240:]])
    assert understood(tmp_path, {"day": DAYS.astype(str), "y": y}).split == "random"


def test_what_a_person_says_counts(tmp_path):
    columns = {"day": DAYS.astype(str), "end": DAYS.astype(str), "g": np.arange(N) % 7, "y": LEVEL}
    assert understood(tmp_path, columns, split="random").split == "random"
    assert understood(tmp_path, columns, group="g").split == "group"
    with pytest.raises(SettingError, match="day, end"):
        understood(tmp_path, columns, split="time")
    del columns["end"]
    found = understood(tmp_path, columns, split="time")
    assert found.recipe.time == "day"
    assert (np.flatnonzero(found.parts == TEST) >= 240).all()


def test_of_several_columns_of_dates_the_telling_one_orders_the_rows(tmp_path):
    columns = {"other": RANDOM.permutation(DAYS).astype(str), "day": DAYS.astype(str), "y": LEVEL}
    assert understood(tmp_path, columns).recipe.time == "day"

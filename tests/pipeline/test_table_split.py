"""Which rows train, validate and test."""

import numpy as np
import polars as pl
import pytest

from plainnet.errors import DataError, SettingError
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.table_preparation import read_for, understand
from plainnet.pipeline.table_split import (
    TEST,
    TRAIN,
    VALIDATION,
    parts_of_rows,
    split_by_group,
    split_by_time,
    split_of,
)

RANDOM = np.random.default_rng(0)
LABELS = (RANDOM.random(500) < 0.1).astype(float)


def test_the_split_follows_from_the_recipe():
    assert split_of(Recipe("x"), "classes") == "stratified"
    assert split_of(Recipe("x"), "number") == "random"
    assert split_of(Recipe("x", group="g"), "classes") == "group"
    assert split_of(Recipe("x", time="t"), "number") == "time"
    for recipe in (Recipe("x", split="group"), Recipe("x", split="time")):
        with pytest.raises(SettingError):
            split_of(recipe, "classes")
    with pytest.raises(SettingError):
        split_of(Recipe("x", split="stratified"), "number")


def test_shares_are_kept():
    parts = parts_of_rows(Recipe("x"), "stratified", LABELS, None)
    assert np.bincount(parts).tolist() == [320, 80, 100]
    for part in (TRAIN, VALIDATION, TEST):
        assert LABELS[parts == part].mean() == pytest.approx(LABELS.mean(), abs=0.02)
    again = parts_of_rows(Recipe("x"), "stratified", LABELS, None)
    np.testing.assert_array_equal(parts, again)
    assert (parts_of_rows(Recipe("x", seed=1), "stratified", LABELS, None) != parts).any()


def test_groups_stay_together():
    groups = RANDOM.integers(0, 40, 500).astype(float)
    parts = parts_of_rows(Recipe("x", group="g"), "group", LABELS, groups)
    assert all(len(np.unique(parts[groups == group])) == 1 for group in range(40))
    assert 0.15 < (parts == TEST).mean() < 0.3


def test_time_runs_from_training_to_test():
    moments = RANDOM.permutation(500).astype(float)
    parts = parts_of_rows(Recipe("x", time="t"), "time", LABELS, moments)
    assert moments[parts == TRAIN].max() < moments[parts == VALIDATION].min()
    assert moments[parts == VALIDATION].max() < moments[parts == TEST].min()


def test_few_rows_are_not_validated_on():
    parts = parts_of_rows(Recipe("x"), "random", LABELS[:10], None)
    assert np.bincount(parts, minlength=3).tolist() == [8, 0, 2]


def test_one_group_or_one_moment_cannot_be_split():
    same = np.zeros(10)
    with pytest.raises(DataError):
        split_by_group(same, 0.2, 0)
    with pytest.raises(DataError):
        split_by_time(same, 0.2)
    halves = np.repeat([0.0, 1.0], 50)  # the half that is left cannot be split once more
    for split in ("group", "time"):
        with pytest.raises(DataError, match="training, validation and testing need"):
            parts_of_rows(Recipe("x", group="g", time="t"), split, halves, halves)


def test_rows_of_one_moment_stay_together():
    kept, held = split_by_time(np.array([0.0] * 9 + [1.0]), 0.5)
    assert (len(kept), len(held)) == (9, 1)


N = 300
DAYS = np.datetime64("2020-01-01") + np.arange(N).astype("timedelta64[D]")
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

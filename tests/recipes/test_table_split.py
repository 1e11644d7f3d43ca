"""Which rows train, validate and test."""

import numpy as np
import pytest

from plainnet.errors import DataError, SettingError
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_split import (
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
    for split in (lambda f: split_by_group(np.arange(9.0), f, 0), lambda f: split_by_time(same, f)):
        with pytest.raises(SettingError):
            split(1.5)


def test_rows_of_one_moment_stay_together():
    kept, held = split_by_time(np.array([0.0] * 9 + [1.0]), 0.5)
    assert (len(kept), len(held)) == (9, 1)

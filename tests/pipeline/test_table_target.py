"""What a table's target is."""

from pathlib import Path

import numpy as np
import pytest

from data.table_files import read, write
from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.errors import DataError, SettingError
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.table_preparation import read_for
from plainnet.pipeline.table_target import (
    class_target,
    find_target,
    giveaways,
    number_target,
    skewness,
)


def found(folder: Path, cells: list[object], **settings: object):
    """Find the target of a table with one column."""
    lines = "".join(f"{cell},1\n" for cell in cells)
    file = write(folder, f"y,x\n{lines}")
    return find_target(Recipe(str(file), target="y", **settings), read(file))


def test_text_names_classes(tmp_path: Path):
    target = found(tmp_path, ["no", "yes", "", "yes"] * 3)
    assert (target.task, target.names, target.values) == ("classes", ("no", "yes"), ("no", "yes"))
    np.testing.assert_array_equal(target.truth[:4], [0, 1, np.nan, 1])


@pytest.mark.parametrize("task", [None, "number", "classes"])
def test_numbers_that_are_not_read_are_no_dead_end(tmp_path: Path, task: str | None):
    with pytest.raises(DataError, match=r"looks like numbers, but '<0\.5' on line 2"):
        found(tmp_path, [f"<{number}.5" for number in range(30)], task=task)


def test_the_unit_of_a_target_is_kept(tmp_path: Path):
    target = found(tmp_path, [f"{number / 7:.2f} kg" for number in range(30)])
    described, _ = number_target(target, Recipe("x"), target.truth)
    assert described.unit == "kg"


@pytest.mark.parametrize("codes", [["00", "01", "10"], ["10%", "20%"], ["02.10", "2.1", "2.10"]])
def test_classes_are_called_what_the_file_calls_them(tmp_path: Path, codes: list[str]):
    file = write(tmp_path, "y,x\n" + "".join(f"{code},1\n" for code in codes * 40))
    recipe = Recipe(str(file), target="y", task="classes" if "%" in codes[0] else None)
    assert find_target(recipe, read_for(recipe)).names == tuple(sorted(codes))


def test_a_class_may_be_called_none(tmp_path: Path):
    assert found(tmp_path, ["none", "mild", "none", "mild"] * 3).names == ("mild", "none")


@pytest.mark.parametrize(
    ("cells", "task"),
    [
        ([0, 1] * 10, "classes"),
        ([1, 2, 3] * 40, "classes"),
        ([1, 2, 3], "number"),
        ([0.5, 1.5, 2.5] * 40, "number"),
        (list(range(100)), "number"),
    ],
)
def test_numbers_are_classes_where_they_are_few(tmp_path: Path, cells: list[object], task: str):
    assert found(tmp_path, cells).task == task


def test_classes_of_numbers_keep_their_values(tmp_path: Path):
    target = found(tmp_path, [2, 4, 7] * 40)
    assert (target.names, target.values) == (("2", "4", "7"), (2.0, 4.0, 7.0))


@pytest.mark.parametrize(
    ("cells", "settings", "key"),
    [
        (["", "", ""], {}, "table.target_empty"),
        (["a", "a", "a"], {}, "table.one_class"),
        ([5, 5, 5], {}, "table.one_class"),
        ([5, 5, 5], {"task": "number"}, "table.target_constant"),
        ([f"name{row}" for row in range(50)], {}, "table.too_many_classes"),
        (["a", "b", "a"], {"task": "number"}, "table.target_text"),
        (["2020-01-01", "2020-01-02"], {}, "table.target_date"),
    ],
)
def test_what_cannot_be_learned_is_refused(tmp_path: Path, cells, settings, key: str):
    with pytest.raises(DataError) as caught:
        found(tmp_path, cells, **settings)
    assert caught.value.key == key
    assert "y" in str(caught.value)


def test_the_positive_class_can_be_chosen(tmp_path: Path):
    target = found(tmp_path, ["no", "yes"] * 5)
    recipe = Recipe("x", positive="no")
    assert class_target(target, recipe, target.truth).positive == 0
    with pytest.raises(SettingError, match="maybe"):
        class_target(target, Recipe("x", positive="maybe"), target.truth)
    with pytest.raises(DataError):
        class_target(target, recipe, np.zeros(4))


def test_a_long_tail_is_learned_as_its_logarithm(tmp_path: Path):
    target = found(tmp_path, [1.5, 2.5, 3.5])
    tail = np.exp(np.random.default_rng(0).normal(size=500))
    card, told = number_target(target, Recipe("x"), tail)
    assert card.is_log
    assert [repair.key for repair in told] == ["table.log"]
    assert not number_target(target, Recipe("x", log_target=False), tail)[0].is_log
    assert not number_target(target, Recipe("x"), tail - tail.min())[0].is_log
    with pytest.raises(DataError):
        number_target(target, Recipe("x", log_target=True), tail - 1)


def test_skewness_has_the_sign_of_the_tail():
    tail = np.array([0.0, 0, 0, 10])
    assert skewness(tail) == pytest.approx(-skewness(-tail))
    assert skewness(tail) > 1


RANDOM = np.random.default_rng(0)
N = 600
X, Z = RANDOM.normal(size=N), RANDOM.normal(size=N)
Y = 3 * X + RANDOM.normal(size=N)


def found_of_table_giveaway(y, *columns, n_classes=0):
    """Give the keys and names for columns of numbers called a, b, c."""
    names = "abc"[: len(columns)]
    encoding = TableEncoding(tuple(ColumnEncoding(name, "number") for name in names))
    told = giveaways(np.column_stack(columns).astype(np.float32), y, encoding, n_classes)
    return [(each.key.removeprefix("table."), each.values["column"]) for each in told]


@pytest.mark.parametrize(
    "copy",
    [
        Y,
        np.log(Y - Y.min() + 1),
        -np.exp(Y / 3),
        Y + RANDOM.normal(0, 0.05, N),
        np.round(Y * 8, 1),
        (Y - Y.mean()) ** 3,
    ],
)
def test_functions_and_near_copies_of_a_number_are_named(copy):
    assert found_of_table_giveaway(Y, X, copy) == [("gives_away", "b")]
    assert found_of_table_giveaway(np.exp(Y), X, copy) == [("gives_away", "b")]


def test_two_copies_of_a_number_are_both_named():
    assert found_of_table_giveaway(Y, X, Y + 1, np.exp(Y / 9)) == [
        ("gives_away", "b"),
        ("gives_away", "c"),
    ]


@pytest.mark.parametrize(
    ("y", "columns"),
    [
        (Y, (X, Z)),  # a good column, not a copy
        (2 * X + 3 * Z, (X, Z)),  # all columns together determine it
        (X + Z, (X, Z, X + Z)),  # one is the sum of the others
        (Z, (X, Y)),  # noise
        (Y[:8], (X[:8], Y[:8])),  # too few rows to tell
    ],
)
def test_what_predicts_well_is_no_giveaway(y, columns):
    assert found_of_table_giveaway(y, *columns) == []


def test_a_law_of_one_column_is_said_without_doubt():
    assert found_of_table_giveaway(2 * np.arange(25.0), np.arange(25.0)) == [("determined", "a")]


def test_a_copy_of_two_classes_is_named_and_easy_classes_are_not():
    y = (Y > 1).astype(float)
    assert found_of_table_giveaway(y, X, y * 4 - 1, n_classes=2) == [("gives_away", "b")]
    assert found_of_table_giveaway(y, X, Y, n_classes=2) == [("gives_away", "b")]
    assert found_of_table_giveaway(y, Y, Y + X, n_classes=2) == [("gives_away", "a")]
    assert found_of_table_giveaway(y, Z + 9 * y, X + 9 * y, n_classes=2) == []
    assert found_of_table_giveaway(y, X, Z, n_classes=2) == []


def test_noise_is_never_a_giveaway():
    for seed in range(300):
        random = np.random.default_rng(seed)
        n_rows = int(random.integers(10, 60))
        columns = random.normal(size=(3, n_rows))
        assert found_of_table_giveaway(random.normal(size=n_rows), *columns) == []
        assert (
            found_of_table_giveaway(random.integers(2, size=n_rows) * 1.0, *columns, n_classes=2)
            == []
        )

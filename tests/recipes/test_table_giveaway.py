"""A column that gives the target away is named; what merely predicts well is not."""

import numpy as np
import pytest

from plainnet.data.column_encoding import ColumnEncoding, TableEncoding
from plainnet.recipes.table_giveaway import giveaways

RANDOM = np.random.default_rng(0)
N = 600
X, Z = RANDOM.normal(size=N), RANDOM.normal(size=N)
Y = 3 * X + RANDOM.normal(size=N)


def found(y, *columns, n_classes=0):
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
    assert found(Y, X, copy) == [("gives_away", "b")]
    assert found(np.exp(Y), X, copy) == [("gives_away", "b")]


def test_two_copies_of_a_number_are_both_named():
    assert found(Y, X, Y + 1, np.exp(Y / 9)) == [("gives_away", "b"), ("gives_away", "c")]


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
    assert found(y, *columns) == []


def test_a_law_of_one_column_is_said_without_doubt():
    assert found(2 * np.arange(25.0), np.arange(25.0)) == [("determined", "a")]


def test_a_copy_of_two_classes_is_named_and_easy_classes_are_not():
    y = (Y > 1).astype(float)
    assert found(y, X, y * 4 - 1, n_classes=2) == [("gives_away", "b")]
    assert found(y, X, Y, n_classes=2) == [("gives_away", "b")]
    assert found(y, Y, Y + X, n_classes=2) == [("gives_away", "a")]
    assert found(y, Z + 9 * y, X + 9 * y, n_classes=2) == []
    assert found(y, X, Z, n_classes=2) == []


def test_noise_is_never_a_giveaway():
    for seed in range(300):
        random = np.random.default_rng(seed)
        n_rows = int(random.integers(10, 60))
        columns = random.normal(size=(3, n_rows))
        assert found(random.normal(size=n_rows), *columns) == []
        assert found(random.integers(2, size=n_rows) * 1.0, *columns, n_classes=2) == []

"""Splits against scikit-learn's and by their own rules."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import train_test_split

from plainnet.data.splitting import split_in_time_order, split_randomly, split_stratified
from plainnet.errors import SettingError


@pytest.mark.parametrize("n_rows", [2, 3, 5, 10, 99, 100, 101, 569, 1265, 2967, 10_000])
@pytest.mark.parametrize("fraction", [0.05, 0.1, 0.2, 0.25, 1 / 3, 0.5])
@pytest.mark.parametrize("seed", [0, 42, 2**32 - 1])
def test_equals_train_test_split(n_rows: int, fraction: float, seed: int) -> None:
    train_rows, test_rows = split_randomly(n_rows, fraction, seed)
    train, test = train_test_split(np.arange(n_rows), test_size=fraction, random_state=seed)
    assert np.array_equal(train_rows, train)
    assert np.array_equal(test_rows, test)
    assert train_rows.dtype == test_rows.dtype == np.int64


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=80), st.floats(0.05, 0.9))
def test_stratified_parts_hold_every_class_in_proportion(
    labels: list[str], fraction: float
) -> None:
    n_test = int(np.ceil(fraction * len(labels)))
    if n_test == len(labels):
        return
    train_rows, test_rows = split_stratified(labels, fraction, seed=0)
    assert sorted([*train_rows, *test_rows]) == list(range(len(labels)))
    assert len(test_rows) == n_test
    classes = np.array(labels)
    for name in set(labels):
        exact = (classes == name).sum() * n_test / len(labels)
        assert abs((classes[test_rows] == name).sum() - exact) <= 1 + 1e-9


def test_stratified_is_repeatable_and_depends_on_the_seed() -> None:
    labels = [0, 1] * 50
    first, again, other = (split_stratified(labels, 0.2, seed)[1] for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert (np.array(labels)[first] == 1).sum() == 10


def test_a_lone_row_of_a_class_stays_in_training() -> None:
    labels = [0] * 9 + [1]
    for seed in range(5):
        assert 9 in split_stratified(labels, 0.2, seed)[0]


def test_time_order_tests_on_the_last_rows() -> None:
    train_rows, test_rows = split_in_time_order(1265, 195)
    assert (train_rows[0], train_rows[-1]) == (0, 1069)
    assert (test_rows[0], test_rows[-1]) == (1070, 1264)


@pytest.mark.parametrize("fraction", [0.0, 1.0, -0.1, 1.5, float("nan")])
def test_refuses_a_share_that_is_none(fraction: float) -> None:
    with pytest.raises(SettingError, match="between 0 and 1"):
        split_randomly(10, fraction, 0)


@pytest.mark.parametrize("n_rows", [0, 1])
def test_refuses_too_few_rows(n_rows: int) -> None:
    with pytest.raises(SettingError, match="would be empty"):
        split_randomly(n_rows, 0.2, 0)
    with pytest.raises(SettingError, match="would be empty"):
        split_stratified([0] * n_rows, 0.2, 0)
    with pytest.raises(SettingError, match="at least one row"):
        split_in_time_order(n_rows, 1)


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_refuses_a_seed_out_of_range(seed: int) -> None:
    with pytest.raises(SettingError, match="seed"):
        split_randomly(10, 0.2, seed)

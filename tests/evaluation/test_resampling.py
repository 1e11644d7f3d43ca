import numpy as np
import pytest

from plainnet.evaluation import resampling
from plainnet.evaluation.resampling import RESAMPLES, Resampling, resampled_means


def test_means_spread_as_the_theory_says() -> None:
    values = np.random.default_rng(0).normal(3, 2, (400, 1))
    means = resampled_means(values)
    assert means.shape == (RESAMPLES, 1)
    assert means.mean() == pytest.approx(values.mean(), abs=0.01)
    assert means.std() == pytest.approx(values.std() / 20, rel=0.06)


def test_very_many_rows_are_drawn_in_groups_that_spread_as_rows_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resampling, "MOST_DRAWN", 500)
    # Sorted, so that groups of neighbours would be far too unlike each other.
    values = np.sort(np.random.default_rng(1).normal(0, 1, (3210, 1)), axis=0)
    drawn = Resampling(3210)
    sums = drawn.sums(values)
    assert sums.shape == (500, 1)
    assert sums.sum() == pytest.approx(values.sum())
    means = drawn.means(sums)
    assert means.std() == pytest.approx(values.std() / np.sqrt(3210), rel=0.1)
    assert means.mean() == pytest.approx(values.mean(), abs=0.002)


def test_groups_of_a_series_keep_neighbours_together(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = np.repeat(np.random.default_rng(2).normal(0, 1, 100), 20)[:, None]
    exact = resampled_means(errors, block_length=20).std()
    monkeypatch.setattr(resampling, "MOST_DRAWN", 500)
    assert resampled_means(errors, block_length=20).std() == pytest.approx(exact, rel=0.1)


def test_blocks_longer_than_the_series_are_the_series() -> None:
    values = np.arange(5.0)[:, None]
    assert resampled_means(values, block_length=99) == pytest.approx(np.full((2000, 1), 2.0))

import numpy as np
import pytest
from scipy.stats import binomtest

from plainnet.errors import SettingError
from plainnet.evaluation import intervals
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.intervals import (
    RESAMPLES,
    block_length_for,
    bootstrap_interval,
    exact_share_interval,
    percentile_interval,
    resampled_means,
    skill_interval,
)
from plainnet.evaluation.regression import score_regression


def test_means_spread_as_the_theory_says() -> None:
    values = np.random.default_rng(0).normal(3, 2, (400, 1))
    means = resampled_means(values)
    assert means.shape == (RESAMPLES, 1)
    assert means.mean() == pytest.approx(values.mean(), abs=0.01)
    assert means.std() == pytest.approx(values.std() / 20, rel=0.06)


def test_very_many_rows_are_drawn_in_groups_that_spread_as_rows_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intervals, "MOST_DRAWN", 500)
    # Sorted, so that groups of neighbours would be far too unlike each other.
    values = np.sort(np.random.default_rng(1).normal(0, 1, (3210, 1)), axis=0)
    means = resampled_means(values)
    assert means.std() == pytest.approx(values.std() / np.sqrt(3210), rel=0.1)
    assert means.mean() == pytest.approx(values.mean(), abs=0.002)


def test_groups_of_a_series_keep_neighbours_together(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = np.repeat(np.random.default_rng(2).normal(0, 1, 100), 20)[:, None]
    exact = resampled_means(errors, block_length=20).std()
    monkeypatch.setattr(intervals, "MOST_DRAWN", 500)
    assert resampled_means(errors, block_length=20).std() == pytest.approx(exact, rel=0.1)


def test_blocks_longer_than_the_series_are_the_series() -> None:
    values = np.arange(5.0)[:, None]
    assert resampled_means(values, block_length=99) == pytest.approx(np.full((2000, 1), 2.0))


def test_blocks_start_at_every_step_up_to_the_last_that_holds_one() -> None:
    often = resampled_means(np.eye(4), block_length=2).mean(axis=0)  # starts are 0, 1 and 2
    assert often == pytest.approx([1 / 6, 1 / 3, 1 / 3, 1 / 6], abs=0.01)


def test_both_tails_are_cut_off_alike() -> None:
    found = percentile_interval(np.arange(1001.0))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((25, 975))


def classes(rows: int, right: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    true = generator.integers(0, 3, rows)
    return true, np.where(generator.random(rows) < right, true, (true + 1) % 3)


def test_intervals_cover_the_true_figure_about_as_often_as_they_say() -> None:
    held = 0
    for seed in range(200):
        true, guesses = classes(150, 0.85, seed)
        interval = bootstrap_interval("accuracy", true, guesses, n_classes=3, seed=seed)
        assert interval is not None
        held += interval.low <= 0.85 <= interval.high
    assert 0.88 <= held / 200 <= 0.99


@pytest.mark.parametrize("metric", ["accuracy", "precision", "recall", "f1"])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_resamples_are_scored_as_the_score_itself(metric: str, n_classes: int) -> None:
    true, guesses = classes(400, 0.8, 1)
    true, guesses = np.minimum(true, n_classes - 1), np.minimum(guesses, n_classes - 1)
    interval = bootstrap_interval(metric, true, guesses, n_classes=n_classes)
    generator = np.random.default_rng(7)
    figures = []
    for _ in range(1500):
        drawn = generator.integers(0, 400, 400)
        figures.append(score_classification(true[drawn], guesses[drawn], n_classes)[metric])
    assert interval is not None
    low, high = np.quantile(np.array(figures, dtype=float), [0.025, 0.975])
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.006)


@pytest.mark.parametrize("metric", ["rmse", "mae", "mape"])
def test_errors_of_values_lie_in_their_intervals(metric: str) -> None:
    generator = np.random.default_rng(3)
    true = generator.uniform(50, 200, 300)
    guesses = true + generator.normal(0, 5, 300)
    interval = bootstrap_interval(metric, true, guesses)
    figure = score_regression(true, guesses)[metric]
    assert interval is not None
    assert figure is not None
    assert interval.low < figure < interval.high
    assert interval.high - interval.low < 0.3 * figure


def test_skill_is_claimed_only_where_there_is_some() -> None:
    generator = np.random.default_rng(6)
    price = np.cumsum(generator.normal(0, 10, 400))
    yesterday, true = price[:-1], price[1:]
    copying = skill_interval(true, yesterday + generator.normal(0, 0.5, 399), yesterday)
    knowing = skill_interval(true, (true + yesterday) / 2, yesterday)
    assert copying is not None
    assert knowing is not None
    assert copying.low < 0.01
    assert copying.high < 0.05
    assert knowing.low == pytest.approx(0.5)


def test_blocks_widen_the_interval_of_errors_that_go_together() -> None:
    errors = np.repeat(np.random.default_rng(8).normal(0, 1, 40), 10)
    rows = bootstrap_interval("mae", np.zeros(400), errors)
    blocks = bootstrap_interval("mae", np.zeros(400), errors, block_length=10)
    assert rows is not None
    assert blocks is not None
    assert blocks.high - blocks.low > 1.8 * (rows.high - rows.low)
    assert block_length_for(1) == 1


def test_same_seed_same_interval() -> None:
    true, guesses = classes(100, 0.8, 0)
    both = [bootstrap_interval("accuracy", true, guesses, n_classes=3, seed=5) for _ in range(2)]
    other = bootstrap_interval("precision", true, guesses, n_classes=3, seed=6)
    assert both[0] == both[1] != other


def test_undefined_figures_have_no_interval() -> None:
    assert bootstrap_interval("precision", [1, 0, 1], [0, 0, 0]) is None
    assert bootstrap_interval("rmse", [1.0, 2.0], [np.nan, 2.0]) is None
    assert bootstrap_interval("mape", [0.0, 0.0], [1.0, 2.0]) is None
    assert skill_interval([1.0, 2.0], [1.0, 2.0], [1.0, 2.0]) is None


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(SettingError, match=r"no metric 'auc'.*accuracy, precision"):
        bootstrap_interval("auc", [1.0], [1.0])


@pytest.mark.parametrize("rows", [1, 20, 500])
def test_rows_without_a_mistake_do_not_prove_that_there_are_none(rows: int) -> None:
    labels = np.zeros(rows)
    right = bootstrap_interval("accuracy", labels, labels)
    wrong = bootstrap_interval("accuracy", labels, labels + 1)
    exact = binomtest(rows, rows).proportion_ci(0.95, method="exact")
    assert right is not None
    assert wrong is not None
    assert (right.low, right.high) == pytest.approx((exact.low, 1.0))
    assert (wrong.low, wrong.high) == pytest.approx((0.0, 1 - exact.low))
    assert exact_share_interval(0.5, rows) is None

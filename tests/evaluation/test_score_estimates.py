from collections import defaultdict

import numpy as np
import pytest
from scipy.stats import binom, binomtest
from sklearn.metrics import average_precision_score, log_loss, r2_score, roc_auc_score

from plainnet.errors import DataError, SettingError
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.regression import score_regression
from plainnet.evaluation.score_estimates import (
    Estimate,
    difference_interval,
    estimate,
    estimate_area,
    estimate_average_precision,
    estimate_labels,
    estimate_values,
    share_interval,
)

Estimates = dict[str, Estimate | None]
REPEATS = 250
OF_CLASSES = ("accuracy", "precision", "recall", "f1", "cost", "log_loss", "brier", "area")
OF_NUMBERS = ("rmse", "mae", "mape", "r2", "bias")


def scored_classes(
    generator: np.random.Generator, rows: int, share: float, apart: float
) -> tuple[Estimates, Estimates]:
    """Score two models that are equally good, and know the true probabilities but for noise."""
    truth = (generator.random(rows) < share).astype(int)
    known = generator.normal(apart * truth, 1)
    models = []
    for _ in range(2):
        seen = known + generator.normal(0, 0.6, rows)
        logits = (apart * seen - apart**2 / 2) / 1.36 + np.log(share / (1 - share))
        positive = 1 / (1 + np.exp(-logits))
        shares = np.stack([1 - positive, positive], axis=1)
        models.append({
            metric: estimate(metric, truth, positive > 0.5, probabilities=shares, cost=(1, 5))
            for metric in (*OF_CLASSES, "average_precision")
        })  # fmt: skip
    return models[0], models[1]


def scored_numbers(generator: np.random.Generator, rows: int) -> tuple[Estimates, Estimates]:
    known = generator.normal(0, 2, rows)
    truth = 20 + known + generator.normal(0, 1, rows)
    models = [20 + 0.9 * known + generator.normal(0, 0.4, rows) for _ in range(2)]
    first, second = ({m: estimate_values(m, truth, said) for m in OF_NUMBERS} for said in models)
    return first, second


def coverage(world: object, *settings: float) -> tuple[dict[str, float], dict[str, float]]:
    """Count how often intervals hold the truth, and how often one of two equals is "better"."""
    assert callable(world)
    truth, _ = world(np.random.default_rng(1), 300_000, *settings[1:])
    held, better = defaultdict(list), defaultdict(list)
    for seed in range(REPEATS):
        first, second = world(np.random.default_rng(seed + 2), int(settings[0]), *settings[1:])
        for metric, own in first.items():
            other, true = second[metric], truth[metric]
            if own is None or other is None:
                continue
            if own.interval is not None:
                held[metric].append(own.interval.low <= true.score <= own.interval.high)
            gap = difference_interval(own, other)
            if gap is not None:
                better[metric].append(gap.low > 0)
    assert held
    shown = {metric: float(np.mean(seen)) for metric, seen in held.items() if len(seen) > 50}
    return shown, {metric: float(np.mean(seen)) for metric, seen in better.items()}


@pytest.mark.parametrize(
    ("rows", "share", "apart"), [(20, 0.5, 1.5), (60, 0.5, 3.5), (100, 1 / 21, 2.0)]
)
def test_intervals_of_class_scores_hold_what_they_say(
    rows: int, share: float, apart: float
) -> None:
    held, better = coverage(scored_classes, rows, share, apart)
    assert {"accuracy", "precision", "recall", "f1", "cost"} <= held.keys()
    # Three standard errors of 250 repeats below 0.92; shares near 1 come in few steps, and
    # their intervals hold a little more than they say.
    assert min(held.values()) > 0.87, held
    assert min(value for name, value in held.items() if name != "log_loss") > 0.89, held
    assert max(better.values()) <= 0.05, better


@pytest.mark.parametrize("rows", [10, 20, 60])
def test_intervals_of_errors_hold_what_they_say(rows: int) -> None:
    held, better = coverage(scored_numbers, rows)
    assert held.keys() == set(OF_NUMBERS)
    assert min(held.values()) > 0.88, held
    assert max(better.values()) <= 0.065, better


@pytest.mark.parametrize("metric", ["precision", "recall", "f1"])
def test_means_over_many_classes_hold_what_they_say(metric: str) -> None:
    def drawn(rows: int, seed: int) -> Estimate | None:
        generator = np.random.default_rng(seed)
        truth = generator.choice(6, rows, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.1])
        guess = (truth + generator.integers(1, 6, rows)) % 6
        said = np.where(generator.random(rows) < 0.85, truth, guess)
        return estimate_labels(metric, truth, said, 6)

    true = drawn(400_000, 0)
    assert true is not None
    held = []
    for seed in range(1, REPEATS):
        own = drawn(150, seed)
        assert own is not None
        assert own.interval is not None
        held.append(own.interval.low <= true.score <= own.interval.high)
    assert 0.9 < np.mean(held) < 0.995


def test_scores_are_those_of_the_formulas_elsewhere() -> None:
    generator = np.random.default_rng(3)
    labels, said = generator.integers(0, 4, 300), generator.integers(0, 4, 300)
    for metric, score in score_classification(labels, said, 4).items():
        own = estimate_labels(metric, labels, said, 4)
        assert own is not None
        assert own.score == pytest.approx(score)
    true = generator.normal(50, 10, 300)
    guess = true + generator.normal(1, 4, 300)
    for metric, score in {**score_regression(true, guess), "r2": r2_score(true, guess)}.items():
        own = estimate_values(metric, true, guess)
        assert own is not None
        assert own.score == pytest.approx(score)
    positive = generator.random(300)
    shares = np.stack([1 - positive, positive], axis=1)
    own = estimate("log_loss", labels > 1, said > 1, probabilities=shares)
    assert own is not None
    assert own.score == pytest.approx(log_loss(labels > 1, shares))


def test_areas_and_what_rows_add_to_them_are_those_of_scikit_learn() -> None:
    generator = np.random.default_rng(0)
    truth = generator.integers(0, 2, 150)
    scores = np.round(1 / (1 + np.exp(-generator.normal(1.5 * truth, 1.2))), 2)  # some are equal
    pairs = [
        (estimate_area, roc_auc_score),
        (estimate_average_precision, average_precision_score),
    ]
    for own, others in pairs:
        found = own(truth, scores)
        assert found.score == pytest.approx(others(truth, scores))
        without = [others(np.delete(truth, row), np.delete(scores, row)) for row in range(150)]
        by_jackknife = np.sqrt(149 / 150 * np.sum((without - np.mean(without)) ** 2))
        by_influence = found.influences.std(ddof=1) / np.sqrt(150)
        assert by_influence == pytest.approx(by_jackknife, rel=0.08)
        assert found.interval is not None
        assert found.interval.low < found.score < found.interval.high


@pytest.mark.parametrize("metric", [*OF_CLASSES[:4], "area", "average_precision"])
def test_twenty_rows_without_a_mistake_do_not_prove_perfection(metric: str) -> None:
    truth = np.arange(20) % 2
    shares = np.stack([1 - truth, truth], axis=1) * 0.8 + 0.1
    own = estimate(metric, truth, truth, probabilities=shares)
    assert own is not None
    assert own.interval is not None
    assert own.score == own.interval.high == 1
    assert 0.6 < own.interval.low < 0.9
    equal = difference_interval(own, own)  # nor do they that two models are the same
    assert equal is not None
    assert equal.low < -0.05 < 0.05 < equal.high
    said = truth.copy()
    said[0] = 1
    other = estimate(metric, truth, said, probabilities=shares)
    assert other is not None
    gap = difference_interval(own, other)
    assert gap is not None
    assert gap.is_inside_noise
    assert estimate("log_loss", truth, truth, probabilities=shares).interval is None  # type: ignore[union-attr]


def test_one_positive_row_has_no_interval_of_the_area() -> None:
    truth = np.arange(20) == 0
    assert estimate_area(truth, np.arange(20.0)).interval is None
    assert estimate_average_precision(truth, np.arange(20.0)).interval is None
    assert estimate_values("rmse", [1.0] * 9, [2.0] * 9).interval is None  # type: ignore[union-attr]


@pytest.mark.parametrize(("hits", "rows"), [(0, 7), (7, 7), (3, 10), (57, 60), (400, 1000)])
def test_the_ends_of_a_share_are_as_unlikely_as_they_say(hits: int, rows: int) -> None:
    low, high = (float(end) for end in share_interval(hits, rows))
    if hits in (0, rows):
        exact = binomtest(hits, rows).proportion_ci(method="exact")
        assert (low, high) == pytest.approx((exact.low, exact.high))
        return
    as_many = [binom.pmf(hits, rows, end) / 2 for end in (low, high)]
    assert as_many[0] + binom.sf(hits, rows, low) == pytest.approx(0.025)
    assert as_many[1] + binom.cdf(hits - 1, rows, high) == pytest.approx(0.025)


def test_what_cannot_be_measured() -> None:
    with pytest.raises(DataError, match="both classes"):
        estimate_area([1, 1], [0.1, 0.2])
    with pytest.raises(SettingError, match=r"no metric 'gini'.*accuracy.*rmse.*log_loss"):
        estimate("gini", [1.0], [1.0])
    assert estimate("precision", [0, 1], [0, 0]) is None
    assert estimate("rmse", [0.0, 1.0], [0.0, np.nan]) is None
    same = np.full(30, 0.1)  # whose mean is another number, by rounding
    assert estimate("r2", same, same + 1) is None
    assert estimate("area", [0, 1], [0, 1]) is None


@pytest.mark.parametrize("metric", ["accuracy", "precision", "recall", "f1"])
def test_the_difference_of_two_shares_stays_below_one(metric: str) -> None:
    first = estimate(metric, [0, 1, 1], [1, 0, 1])
    second = estimate(metric, [0, 1, 1], [0, 1, 1])
    assert first is not None
    assert second is not None
    interval = difference_interval(first, second)
    assert interval is not None
    assert -1 <= interval.low < interval.high <= 1

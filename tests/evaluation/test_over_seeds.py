"""Intervals over rows and seeds hold a known truth as often as they say."""

import numpy as np
import pytest
from scipy import stats

from plainnet.evaluation.metric_formulas import tallies_and_formula
from plainnet.evaluation.over_seeds import (
    RunTallies,
    difference_over_seeds,
    figure_over_seeds,
    interval_over_seeds,
)

REPEATS = 200
SEEDS = 8
TALLIES, FORMULA = tallies_and_formula("mae")


def crossed(
    generator: np.random.Generator, rows: int, seed_spread: float, row_spread: float
) -> list[RunTallies]:
    """Draw absolute errors with an effect of the seed, one of the row, and noise of both."""
    of_seed = seed_spread * generator.normal(size=(SEEDS, 1))
    of_row = row_spread * generator.normal(size=rows)
    errors = 10 + of_seed + of_row + generator.normal(size=(SEEDS, rows))
    return [RunTallies(np.arange(rows), run[:, None]) for run in errors]


@pytest.mark.parametrize(
    ("rows", "seed_spread", "row_spread"),
    [(40, 0.0, 3.0), (40, 1.0, 3.0), (150, 1.0, 0.5)],
)
def test_the_mean_figure_is_covered(rows: int, seed_spread: float, row_spread: float) -> None:
    generator = np.random.default_rng(0)
    held = 0
    for _ in range(REPEATS):
        result = figure_over_seeds(crossed(generator, rows, seed_spread, row_spread), FORMULA)
        assert result.interval is not None
        held += result.interval.low <= 10 <= result.interval.high
    assert 0.90 <= held / REPEATS <= 0.985


def test_a_difference_of_paired_seeds_is_covered_and_narrower_than_of_unpaired_ones() -> None:
    generator = np.random.default_rng(1)
    held, narrower = 0, 0
    for _ in range(REPEATS):
        second = crossed(generator, 60, 2.0, 3.0)
        change = 0.5 + 0.3 * generator.normal(size=SEEDS)
        noise = generator.normal(size=(SEEDS, 60, 1))
        first = [
            RunTallies(run.rows, run.tallies + own + extra)
            for run, own, extra in zip(second, change, noise, strict=True)
        ]
        paired = difference_over_seeds(first, second, FORMULA).interval
        unpaired = difference_over_seeds(first, second[1:], FORMULA).interval
        assert paired is not None
        assert unpaired is not None
        held += paired.low <= 0.5 <= paired.high
        narrower += paired.high - paired.low < unpaired.high - unpaired.low
    assert 0.90 <= held / REPEATS <= 0.985
    assert narrower == REPEATS


@pytest.mark.parametrize("share", [0.85, 0.97])
def test_an_accuracy_near_one_is_covered(share: float) -> None:
    generator = np.random.default_rng(2)
    tallies, formula = tallies_and_formula("accuracy")
    held = 0
    for _ in range(REPEATS):
        # A row is hard or easy for all seeds alike; each seed has a skill of its own.
        hard = generator.beta(8 * share, 8 * (1 - share), size=114)
        right = generator.random((SEEDS, 114)) < hard
        runs = [
            RunTallies(np.arange(114), tallies(np.ones(114), row.astype(float))) for row in right
        ]
        interval = figure_over_seeds(runs, formula, is_share=True).interval
        assert interval is not None
        assert 0 <= interval.low <= interval.high <= 1
        held += interval.low <= share <= interval.high
    assert 0.90 <= held / REPEATS <= 0.985


def test_runs_on_other_rows_are_compared_on_drawn_rows_they_share() -> None:
    generator = np.random.default_rng(3)
    errors = np.abs(generator.normal(size=300)) + 5
    whole = [RunTallies(np.arange(300), errors[:, None])] * SEEDS
    part = [RunTallies(np.arange(0, 300, 20), errors[::20, None])] * SEEDS
    result = difference_over_seeds(part, whole, FORMULA)
    assert result.mean == pytest.approx(errors[::20].mean() - errors.mean())
    assert result.interval is not None
    assert result.interval.low < 0 < result.interval.high


def test_no_row_answered_otherwise_still_leaves_room_for_new_rows() -> None:
    tallies, formula = tallies_and_formula("accuracy")
    run = RunTallies(np.arange(100), tallies(np.ones(100), np.ones(100)))
    result = difference_over_seeds([run] * SEEDS, [run] * SEEDS, formula, is_share=True)
    assert result.mean == 0
    assert result.interval is not None
    assert result.interval.high == pytest.approx(1 - 0.025 ** (1 / 100))


def test_seeds_alone_have_the_t_interval_of_a_textbook() -> None:
    figures = [0.81, 0.84, 0.79, 0.9]
    expected = stats.t.interval(0.95, 3, np.mean(figures), stats.sem(figures))
    given = interval_over_seeds(figures)
    assert given is not None
    assert (given.low, given.high) == pytest.approx(expected)


def test_rows_that_all_agree_leave_the_t_interval_of_the_seeds() -> None:
    errors = [2.0, 3.5, 2.5, 4.0]
    runs = [RunTallies(np.arange(50), np.full((50, 1), error)) for error in errors]
    expected = stats.t.interval(0.95, 3, np.mean(errors), stats.sem(errors))
    given = figure_over_seeds(runs, FORMULA).interval
    assert given is not None
    assert (given.low, given.high) == pytest.approx(expected)

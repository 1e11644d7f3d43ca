"""What a method is worth over training seeds and over test rows, and what a change to it is worth.

A score differs from seed to seed and from one draw of test rows to another. Both are taken as
random, and crossed: every seed's model answers for the same rows. The variance of a mean over
seeds is then that between seeds divided by their number, plus that of the mean over drawn rows,
less what both hold: the share of rows that one seed gets right and another does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from plainnet.evaluation.intervals import LEVEL, Interval, exact_share_interval, resampled_means
from plainnet.evaluation.metric_formulas import Floats, Formula


@dataclass(frozen=True)
class RunTallies:
    """What one run's answers come to, row by row.

    `rows`: (rows,), what each row is called, so that runs measured on other rows can be told apart;
    in a series the step.
    """

    rows: NDArray[np.generic]
    tallies: Floats  # (rows, tallies), As `tallies_and_formula` gives them


@dataclass(frozen=True)
class OverSeeds:
    """A figure, or the difference of two, of several seeds."""

    figures: tuple[float, ...]  # of each seed; NaN where undefined
    interval: Interval | None  # of their mean, over rows and seeds

    @cached_property
    def mean(self) -> float | None:
        """Their mean; None where one of them is undefined."""
        mean = float(np.mean(self.figures))
        return mean if np.isfinite(mean) else None


def figure_over_seeds(
    runs: Sequence[RunTallies], formula: Formula, block_length: int = 1, *, is_share: bool = False
) -> OverSeeds:
    """Compute a figure of each run, and the interval of their mean over rows and seeds."""
    figures = _figures(runs, formula)
    drawn = _drawn_figures(runs, formula, block_length)
    n_rows = len(_rows_of(runs))
    mean = float(figures.mean())
    if is_share and mean in (0.0, 1.0):
        return OverSeeds(tuple(figures.tolist()), exact_share_interval(mean, n_rows))
    parts = _parts(figures, drawn, n_rows)
    interval = _share_interval(mean, parts) if is_share else _t_interval(mean, parts)
    return OverSeeds(tuple(figures.tolist()), interval)


def difference_over_seeds(
    first: Sequence[RunTallies],
    second: Sequence[RunTallies],
    formula: Formula,
    block_length: int = 1,
    *,
    is_share: bool = False,
) -> OverSeeds:
    """Compute figure(first) - figure(second) of each seed, and the interval of the mean."""
    own, others = _figures(first, formula), _figures(second, formula)
    drawn = _drawn_figures([*first, *second], formula, block_length)
    n_rows = len(_rows_of([*first, *second]))
    of_first, of_second = drawn[:, : len(first)], drawn[:, len(first) :]
    if len(first) == len(second):
        figures = own - others
        parts = _parts(figures, of_first - of_second, n_rows)
    else:
        figures = np.atleast_1d(own.mean() - others.mean())
        of_rows = _variance(of_first.mean(1) - of_second.mean(1))
        parts = [(_variance_between(each), len(each) - 1) for each in (own, others)]
        parts.append((of_rows, n_rows - 1))
    mean = float(figures.mean())
    interval = _t_interval(mean, parts)
    if is_share and interval is not None and interval.low == interval.high == 0:
        # No row was answered otherwise; among new rows there may be some.
        none = exact_share_interval(0.0, n_rows)
        assert none is not None
        interval = Interval(-none.high, none.high)
    if is_share and interval is not None:
        interval = Interval(max(interval.low, -1.0), min(interval.high, 1.0))
    return OverSeeds(tuple(figures.tolist()), interval)


def interval_over_seeds(figures: Sequence[float]) -> Interval | None:
    """Return the t interval of a mean over seeds, where single rows are not known."""
    values = np.asarray(figures, np.float64)
    return _t_interval(float(values.mean()), [(_variance_between(values), len(values) - 1)])


def _rows_of(runs: Sequence[RunTallies]) -> NDArray[np.generic]:
    """List the rows that any of the runs was measured on, each once."""
    return np.unique(np.concatenate([run.rows for run in runs]))


def _figures(runs: Sequence[RunTallies], formula: Formula) -> Floats:
    """Compute the figure of each run."""
    return np.array([formula(run.tallies.mean(0)[None])[0] for run in runs], np.float64)


def _drawn_figures(runs: Sequence[RunTallies], formula: Formula, block_length: int) -> Floats:
    """Compute the figure of each run on drawn rows, the same for all: `(resamples, runs)`."""
    rows = _rows_of(runs)
    width = runs[0].tallies.shape[1]
    placed = np.zeros((len(rows), len(runs), width + 1))
    for number, run in enumerate(runs):
        places = np.searchsorted(rows, run.rows)
        placed[places, number, :width] = run.tallies
        placed[places, number, width] = 1  # the run was measured on this row
    means = resampled_means(placed.reshape(len(rows), -1), block_length)
    means = means.reshape(len(means), len(runs), width + 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        of_run = means[..., :width] / means[..., width:]
    figures = formula(of_run.reshape(-1, width))
    return np.asarray(figures.reshape(len(means), len(runs)))


def _parts(figures: Floats, drawn: Floats, n_rows: int) -> list[tuple[float, int]]:
    """Estimate the variance of the mean from seeds and from rows, each with its freedom."""
    seeds = len(figures)
    of_seeds, of_rows = _variance_between(figures), _variance(drawn.mean(1))
    if seeds > 1:
        of_one = float(np.mean([_variance(own) for own in drawn.T]))
        of_seeds = max(0.0, of_seeds - (of_one - of_rows) / (seeds - 1))
    return [(of_seeds, seeds - 1), (of_rows, n_rows - 1)]


def _variance_between(figures: Floats) -> float:
    """Estimate the variance of the mean of independent figures; 0 of a single one."""
    return float(figures.var(ddof=1) / len(figures)) if len(figures) > 1 else 0.0


def _variance(drawn: Floats) -> float:
    """Estimate the variance over draws in which the figure is defined."""
    defined = drawn[np.isfinite(drawn)]
    return float(defined.var()) if 2 * len(defined) >= len(drawn) else float("nan")


def _t_interval(mean: float, parts: Sequence[tuple[float, int]]) -> Interval | None:
    """Put a t interval around a mean whose variance is a sum of estimates.

    `parts` holds each estimate and its degrees of freedom; those of the sum are Satterthwaite's.
    """
    variance = sum(part for part, _ in parts)
    if not np.isfinite(variance) or not np.isfinite(mean):
        return None
    half = _quantile(parts) * sqrt(variance)
    return Interval(mean - half, mean + half)


def _share_interval(share: float, parts: Sequence[tuple[float, int]]) -> Interval | None:
    """Put Wilson's interval around a share, of as many rows as would vary as much."""
    variance = sum(part for part, _ in parts)
    if not np.isfinite(variance) or variance == 0:
        return None
    rows, z = share * (1 - share) / variance, _quantile(parts)
    middle = (share + z * z / (2 * rows)) / (1 + z * z / rows)
    half = z / (1 + z * z / rows) * sqrt(variance + (z / (2 * rows)) ** 2)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def _quantile(parts: Sequence[tuple[float, int]]) -> float:
    """Return the quantile of Student's t with Satterthwaite's degrees of freedom."""
    variance = sum(part for part, _ in parts)
    spread = sum(part**2 / df for part, df in parts if df > 0)
    freedom = variance**2 / spread if spread > 0 else 1e6
    return float(stdtrit(freedom, (1 + LEVEL) / 2))

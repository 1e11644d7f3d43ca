"""How often the intervals of series hold what they say, where the truth is known.

Each repeat is a new test part of a made series with a season and AR(1) noise; the true score of a
forecast is measured on a very long future of the same series. Forecasts: last season's value, an
autoregression and a dense net, the nets trained in one program; and two forecasts that are equally
good, of which neither may be called better. Prints tables in Markdown.

    python benchmarks/coverage_of_series.py [repeats]
"""

import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from plainnet.evaluation.forecast_intervals import compare_forecasts, windows_needed
from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.prediction_interval import (
    LEVEL,
    adaptation,
    coverage_of,
    interval_half_widths,
    level_share,
    scale_of,
)
from plainnet.layers.dense import Dense
from plainnet.losses.regression_losses import MeanSquaredError
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.training.compiled_run import Program
from plainnet.training.examples import examples_of
from plainnet.training.many_runs import train_many
from plainnet.training.training_loop import Plan

Floats = NDArray[np.float64]

SEASON, MEMORY, LAGS, FUTURE = 12, 0.6, 13, 6000
NETS, EPOCHS, SERIES = 2, 60, 20
SETTINGS = [(1, 60), (1, 150), (1, 1000), (6, 300), (6, 1000), (12, 500), (12, 1000)]
METRICS = ("rmse", "mae", "mape", "skill")
KINDS = (
    "season and AR(1)",
    "random walk",
    "growing with its season",
    "cycles like sunspots",
    "day",
)


@dataclass
class Tally:
    """What was counted over the repeats."""

    held: dict[str, list[bool]]
    too_few: int = 0

    def note(self, name: str, interval: Interval | None, truth: float | None) -> None:
        """Count whether an interval held the truth, or that there was none."""
        if interval is None or truth is None:
            self.too_few += 1
        else:
            self.held.setdefault(name, []).append(interval.low <= truth <= interval.high)


def seasonal(length: int, generator: np.random.Generator) -> Floats:
    """Return a season with noise that lasts."""
    noise = lfilter([1], [1, -MEMORY], generator.normal(0, 1, length + 100))[100:]
    return 30 + 4 * np.sin(2 * np.pi * np.arange(length) / SEASON) + noise


def windows(values: Floats, horizon: int) -> tuple[Floats, Floats]:
    """Return what is seen, (windows, lags), and what follows, (windows, horizon)."""
    whole = np.lib.stride_tricks.sliding_window_view(values, LAGS + horizon)
    return whole[:, :LAGS], whole[:, LAGS:]


class Forecasters:
    """Forecasts fitted to one training series."""

    def __init__(self, values: Floats, horizon: int, seed: int) -> None:
        self.horizon, self.mean, self.spread = horizon, values.mean(), values.std()
        seen, ahead = windows((values - self.mean) / self.spread, horizon)
        network = Stack((Dense(16, "relu"), Dense(horizon)))
        starts = [network.init((seed, net), (LAGS,))[0] for net in range(NETS)]
        program = Program(network, MeanSquaredError(), (), (), AdamW(0.003, weight_decay=0.1))
        examples = examples_of(seen.astype(np.float32), ahead.astype(np.float32))
        runs = train_many(program, starts, examples, Plan(EPOCHS, batch_size=16, seed=seed))
        self.nets = [[*net.values()] for net in runs.weights]
        ones = np.c_[np.ones(len(seen)), seen]
        self.weights = np.linalg.solve(ones.T @ ones + np.eye(LAGS + 1), ones.T @ ahead)

    def __call__(self, seen: Floats, generator: np.random.Generator) -> dict[str, Floats]:
        """Forecast from windows of shape (windows, lags)."""
        scaled = (seen - self.mean) / self.spread
        said = {"last season": seen[:, LAGS - SEASON + np.arange(self.horizon) % SEASON]}
        said["AR"] = self._back(np.c_[np.ones(len(seen)), scaled] @ self.weights)
        hidden, last = self.nets[0]
        active = np.maximum(0, scaled @ hidden["kernel"] + hidden["bias"])
        said["net"] = self._back(active @ last["kernel"] + last["bias"])
        for name in ("equal", "other"):
            said[name] = said["net"] + generator.normal(0, 0.7, (len(seen), 1))
        return said

    def _back(self, scaled: Floats) -> Floats:
        """Return forecasts in the unit of the series."""
        return np.asarray(scaled * self.spread + self.mean, dtype=np.float64)


def scores_hold(horizon: int, rows: int, repeats: int) -> str:
    """Return one row of the table of scores."""
    tally, better = Tally({}), []
    n_test = -(-rows // 5)
    for number in range(SERIES):
        generator = np.random.default_rng((number, horizon, rows))
        fitted = Forecasters(seasonal(rows - n_test, generator), horizon, number)
        seen, true = windows(seasonal(FUTURE, generator), horizon)
        far_said = fitted(seen, generator)
        far = compare_forecasts(METRICS, true, far_said, reference=far_said["last season"])
        for _ in range(repeats // SERIES):
            values = seasonal(n_test + LAGS, generator)
            seen, true = windows(values, horizon)
            said = fitted(seen, generator)
            simple = said["last season"]
            near = compare_forecasts(METRICS, true, said, reference=simple, season=SEASON)
            for name in ("last season", "AR", "net"):
                for metric in METRICS[: 3 if name == "last season" else 4]:
                    interval = near[name].intervals[metric]
                    tally.note(metric, interval, far[name].scores[metric])
            both = {"net": said["net"], "AR": said["AR"]}
            gap = compare_forecasts(("rmse",), true, both, season=SEASON)["AR"]
            truth = far["net"].scores["rmse"], far["AR"].scores["rmse"]
            assert truth[0] is not None
            assert truth[1] is not None
            tally.note("difference", gap.difference_intervals["rmse"], truth[0] - truth[1])
            pair = {"equal": said["equal"], "other": said["other"]}
            equal = compare_forecasts(("rmse",), true, pair, season=SEASON)["other"]
            interval = equal.difference_intervals["rmse"]
            better.append(interval is not None and interval.high < 0)
    cells = [f"{np.mean(tally.held[name]):.3f}" if name in tally.held else "too few"
             for name in (*METRICS, "difference")]  # fmt: skip
    tested = n_test - horizon + 1
    return f"| {horizon} | {rows} | {tested} | " + " | ".join(cells) + f" | {np.mean(better):.3f} |"


def made(kind: str, length: int, generator: np.random.Generator) -> Floats:
    """Return a series of a kind that people bring."""
    time, shocks = np.arange(length), generator.normal(0, 1, length)
    if kind == KINDS[0]:
        return seasonal(length, generator)
    if kind == KINDS[1]:
        return np.asarray(np.cumsum(shocks) + 100)
    if kind == KINDS[2]:
        swing = 0.25 * np.sin(2 * np.pi * time / SEASON)
        return np.asarray(np.exp(3 + 2 * time / length + swing + 0.05 * shocks))
    if kind == KINDS[3]:
        heights = np.repeat(np.exp(generator.normal(0, 0.4, length // 66 + 1)), 66)[:length]
        level = 60 * heights * (1 - np.cos(2 * np.pi * time / 66)) + 3
        return np.maximum(0, level + 2 * np.sqrt(level) * lfilter([0.6], [1, -0.6], shocks))
    daily = 30 * np.sin(2 * np.pi * time / 24) + 15 * np.sin(2 * np.pi * time / 168)
    return np.asarray(100 + daily + 4 * lfilter([1], [1, -0.8], shocks))


def held_by_intervals(kind: str, horizon: int, rows: int, seed: int) -> tuple[float, bool]:
    """Return the share that prediction intervals hold on a test part, and whether it is doubted."""
    values = made(kind, rows, np.random.default_rng((seed, horizon, rows)))
    seen, ahead = windows(values, horizon)
    moves, goals = (seen - seen[:, -1:])[:, :-1], ahead - seen[:, -1:]
    if kind == KINDS[0] or kind in KINDS[3:]:
        moves, goals = seen, ahead
    n_test = -(-rows // 5)
    first = rows - n_test - -(-(rows - n_test) // 5)  # row on which the validation part begins
    begins = np.arange(len(seen)) + LAGS
    train = begins + horizon <= first
    check = (begins >= first) & (begins + horizon <= rows - n_test)
    test = begins >= rows - n_test
    ones = np.c_[np.ones(len(seen)), moves]
    inner = ones[train].T @ ones[train] + np.eye(ones.shape[1])
    forecasts = ones @ np.linalg.solve(inner, ones[train].T @ goals[train])
    residuals, levels = goals - forecasts, forecasts + (ahead - goals)
    usual = float(np.maximum(levels[check], 0).mean())
    share = 0.0
    if values.min() >= 0 and usual > 0:
        share = level_share(residuals[check], levels[check], usual)
    scale = scale_of(levels, share, usual)
    half_widths = interval_half_widths((residuals / scale)[check]) * scale[test]
    width = half_widths * adaptation(np.abs(residuals[test]) / half_widths)[:, None]
    coverage = coverage_of(residuals[test], -width, width, LEVEL)
    return coverage.held, coverage.is_short


def intervals_hold(kind: str, horizon: int, rows: int, repeats: int) -> str:
    """Return one row of the table of prediction intervals."""
    found = [held_by_intervals(kind, horizon, rows, seed) for seed in range(repeats)]
    held, doubted = np.mean(np.asarray(found, dtype=np.float64), axis=0)
    return f"| {kind} | {horizon} | {rows} | {held:.3f} | {doubted:.3f} |"


def write(line: str) -> None:
    """Write a line at once, so that one can watch."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(repeats: int) -> None:
    """Print both tables."""
    write("| horizon | rows | test windows | RMSE | MAE | MAPE | skill | difference | better |")
    write("|---|---|---|---|---|---|---|---|---|")
    for horizon, rows in SETTINGS:
        write(scores_hold(horizon, rows, repeats))
    write(f"\nWindows needed: {[windows_needed(horizon) for horizon in (1, 6, 12)]}\n")
    write("| series | horizon | rows | held of 90 % | called too narrow |")
    write("|---|---|---|---|---|")
    for kind in KINDS:
        for horizon, rows in ((1, 150), (6, 300), (12, 600)):
            write(intervals_hold(kind, horizon, rows, repeats))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

"""What a mistake of a script was worth: its figure, and the same run with it put right.

A figure changes with the seed of the training, so both are computed over several seeds, in
pairs; the interval of the mean difference is over rows and seeds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.input_path import is_included
from plainnet.evaluation.classification import score_classification
from plainnet.evaluation.intervals import Interval, bootstrap_interval
from plainnet.evaluation.metric_formulas import (
    Floats,
    Formula,
    only_mean,
    share_of_error_removed,
    tallies_and_formula,
)
from plainnet.evaluation.number_format import FRACTIONS_OF_ROWS
from plainnet.evaluation.over_seeds import (
    OverSeeds,
    RunTallies,
    difference_over_seeds,
    figure_over_seeds,
    interval_over_seeds,
)
from plainnet.evaluation.regression import score_regression
from plainnet.evaluation.score_estimates import estimate

SEEDS = 8
# Under which rule the coach finds a mistake, where it is not called the same.
RULES = {
    "threshold_without_validation": "threshold-set-by-hand",
    "scaler_refit_in_test": "scaler-refit",
    "test_as_validation": "test-rows-as-validation",
    "scaled_before_split_in_test": "scaled-before-split",
    "another_test_split": "scripts-disagree",
    "wrong_loss": "binary-loss-on-many-classes",
    "another_resize": "images-resized-differently",
    "nine_training_days_tested": "scripts-disagree",
    "relu_in_lstm": "relu-in-recurrent-layer",
    "mape_over_prediction": "error-over-prediction",
    "nothing_to_compare_with": "no-better-than-last-value",
}


@dataclass(frozen=True)
class Measured:
    """A figure together with the rows behind it.

    `truth` and `predictions`: (rows,), class numbers, or values in the target's unit.
    `rows`: (rows,), what each row is called; None where all figures are of the same rows.
    `own`: where the figure is none that `tallies_and_formula` knows.
    """

    metric: str  # as in `metrics.json`
    truth: NDArray[Any]
    predictions: NDArray[Any]
    n_classes: int = 0  # 0 for numbers
    positive: int | None = None  # the class that precision and recall are about
    block_length: int = 1  # neighbouring rows that are drawn together, in a series
    rows: NDArray[Any] | None = None
    own: tuple[Floats, Formula] | None = None

    @property
    def value(self) -> float | None:
        """The figure."""
        if self.own is not None:
            tallies, formula = self.own
            return float(formula(tallies.mean(0)[None])[0])
        if self.n_classes:
            scores = score_classification(
                self.truth, self.predictions, self.n_classes, self.positive
            )
        else:
            scores = score_regression(self.truth, self.predictions)
        return scores[self.metric]

    @property
    def interval(self) -> Interval | None:
        """How far the figure could have come out otherwise on other rows."""
        if self.block_length == 1:
            own = estimate(
                self.metric,
                self.truth,
                self.predictions,
                n_classes=self.n_classes or 2,
                positive=self.positive,
            )
            return None if own is None else own.interval
        classes = {"n_classes": self.n_classes} if self.n_classes else {}
        return bootstrap_interval(
            self.metric,
            self.truth,
            self.predictions,
            positive=self.positive,
            block_length=self.block_length,
            **classes,
        )

    def run_tallies(self) -> RunTallies:
        """Note of each row what the figure is computed from."""
        rows = np.arange(len(self.truth)) if self.rows is None else self.rows
        if self.own is not None:
            return RunTallies(rows, self.own[0])
        tallies, _ = tallies_and_formula(self.metric, self.n_classes or 2, self.positive)
        return RunTallies(rows, tallies(self.truth, self.predictions))

    @property
    def formula(self) -> Formula:
        """Compute the figure from mean tallies."""
        if self.own is not None:
            return self.own[1]
        return tallies_and_formula(self.metric, self.n_classes or 2, self.positive)[1]


def mape_over_prediction(measured: Measured) -> Measured:
    """Divide each error by the prediction instead of the truth."""
    errors = np.abs((measured.truth - measured.predictions) / measured.predictions)
    return _with_own(measured, "mape", errors[:, None], only_mean)


def skill_of(measured: Measured, baseline: Floats) -> Measured:
    """Compare the error with that of a baseline on the same rows."""
    squares = [(part - measured.truth) ** 2 for part in (measured.predictions, baseline)]
    return _with_own(measured, "skill", np.stack(squares, axis=1), share_of_error_removed)


def _with_own(measured: Measured, metric: str, tallies: Floats, formula: Formula) -> Measured:
    """Return the same answers a figure of their own."""
    return Measured(
        metric,
        measured.truth,
        measured.predictions,
        block_length=measured.block_length,
        rows=measured.rows,
        own=(tallies, formula),
    )


def over_seeds(runs: Sequence[Measured]) -> OverSeeds:
    """Compute a figure over seeds, its interval over rows and seeds."""
    first = runs[0]
    return figure_over_seeds(
        [run.run_tallies() for run in runs],
        first.formula,
        first.block_length,
        is_share=first.metric in FRACTIONS_OF_ROWS,
    )


def difference(first: Sequence[Measured], second: Sequence[Measured]) -> OverSeeds:
    """Compute by how much two figures differ over seeds."""
    return difference_over_seeds(
        [run.run_tallies() for run in first],
        [run.run_tallies() for run in second],
        first[0].formula,
        max(run.block_length for run in (*first, *second)),
        is_share=first[0].metric in FRACTIONS_OF_ROWS,
    )


@dataclass(frozen=True)
class ScriptLine:
    """Where a mistake stands, and the line that puts it right."""

    file: str  # of the course, with its folder
    line: int  # counted from 1
    written: str  # what the line does, as short as it can be written
    mended: str  # the same without the mistake

    def as_found(self, data: Path) -> str:
        """Return the line of the script that lies beside the user's data, else `written`.

        A line counts as the script's where it calls, or assigns, what `written` does first.
        """
        if is_included(data):
            return self.written
        called = re.search(r"(\w+)\(", self.written)
        name = called[1] if called else self.written.split("=")[0].strip()
        for folder in (data, *data.parents[:3]):
            for script in (folder / self.file, folder / PurePosixPath(self.file).name):
                try:
                    lines = script.read_text("utf-8").splitlines()
                except (OSError, UnicodeDecodeError):
                    continue
                if self.line <= len(lines) and name in lines[self.line - 1]:
                    return lines[self.line - 1].split(" #")[0].strip()
        return self.written


@dataclass(frozen=True)
class Choosing:
    """What choosing an epoch by the test rows does to the figure that is then reported."""

    chosen: float  # the figure on the rows that the epoch was chosen by
    honest: float  # that on rows which had no part in the choice
    interval: Interval | None  # of chosen minus honest, over seeds


def price_of_choosing(first: Floats, second: Floats, *, is_higher_better: bool) -> Choosing:
    """Choose each seed's epoch by one half of the test rows, and read the other half there.

    Shapes: `first` and `second` (seeds, epochs).
    `is_higher_better`: whether the best epoch is that of the highest figure.
    """
    best = np.argmax if is_higher_better else np.argmin
    seeds = np.arange(len(first))
    by_first, by_second = best(first, axis=1), best(second, axis=1)
    chosen = (first[seeds, by_first] + second[seeds, by_second]) / 2
    honest = (first[seeds, by_second] + second[seeds, by_first]) / 2
    interval = interval_over_seeds((chosen - honest).tolist())
    return Choosing(float(chosen.mean()), float(honest.mean()), interval)


@dataclass(frozen=True)
class Mistake:
    """A mistake of a script, and what it did to a figure.

    `reported` and `mended`: the figure as the script computes it, and with this one mistake put
        right.
    `difference`: reported minus mended; where nothing is reported, what `mended` is.
    """

    code: str  # `case.mistake.CODE` in the catalogue says what it is
    place: ScriptLine  # where it stands
    metric: str  # the figure it is measured by
    reported: OverSeeds | None
    mended: OverSeeds | None
    difference: OverSeeds | None
    is_zero: bool = False  # whether the mistake cannot have changed a weight
    choosing: Choosing | None = None  # where it changes what one chooses by

    @property
    def rule(self) -> str:
        """The rule of the coach that finds it in the script."""
        return RULES.get(self.code, self.code.replace("_", "-"))

    @property
    def worth(self) -> float | None:
        """Reported minus mended, the mean over seeds."""
        if self.is_zero:
            return 0.0
        if self.reported is None or self.difference is None:
            return None
        return self.difference.mean

    @property
    def interval(self) -> Interval | None:
        """Of the worth; None where that is 0 by construction."""
        return None if self.is_zero or self.difference is None else self.difference.interval

    def to_dict(self) -> dict[str, Any]:
        """Write the mistake as `metrics.json` holds it; `reported`, `mended` of the first seed."""
        interval, choosing = self.interval, self.choosing
        worths = self.difference.figures if self.worth is not None and self.difference else ()
        saved: dict[str, Any] = {
            "code": self.code,
            "rule": self.rule,
            "file": self.place.file,
            "line": self.place.line,
            "metric": self.metric,
            "reported": _first(self.reported),
            "mended": _first(self.mended),
            "interval": None if interval is None else [interval.low, interval.high],
            "inside_noise": None if interval is None else interval.is_inside_noise,
            "reported_mean": None if self.reported is None else self.reported.mean,
            "mended_mean": None if self.mended is None else self.mended.mean,
            "worth": self.worth,
            "worths": [worth if np.isfinite(worth) else None for worth in worths],
            "zero_by_construction": self.is_zero,
        }
        if choosing is not None:
            between = choosing.interval
            saved["choosing"] = {
                "chosen": choosing.chosen,
                "honest": choosing.honest,
                "interval": None if between is None else [between.low, between.high],
            }
        return saved


def _first(figure: OverSeeds | None) -> float | None:
    """Return the figure of the first seed, None where it is undefined."""
    if figure is None or not np.isfinite(figure.figures[0]):
        return None
    return figure.figures[0]


def price(
    code: str, place: ScriptLine, reported: Sequence[Measured], mended: Sequence[Measured]
) -> Mistake:
    """Compute what a mistake was worth."""
    metric = reported[0].metric
    return Mistake(
        code,
        place,
        metric,
        over_seeds(reported),
        over_seeds(mended),
        difference(reported, mended),
    )


def changes_no_weight(
    code: str, place: ScriptLine, reported: Sequence[Measured], choosing: Choosing | None = None
) -> Mistake:
    """Note a mistake that cannot have changed the figure, and what choosing by it would cost."""
    figure = over_seeds(reported)
    return Mistake(code, place, reported[0].metric, figure, figure, None, True, choosing)


@dataclass(frozen=True)
class Rung:
    """One change on the way from the script to how it should be."""

    key: str  # `case.rung.KEY` in the catalogue says what was changed
    runs: Sequence[Measured]  # one a seed, on the honest test rows

"""Plots of numbers and forecasts: true against predicted, what is left over, skill by step."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from plainnet.evaluation.forecast import StepFigures
from plainnet.evaluation.metric_formulas import paired_values
from plainnet.messages.language import say
from plainnet.plots.palette import AMBER, BASELINE, MODEL, MUTED, TRUTH, VERMILLION
from plainnet.plots.plot import Plot, Words, entitle, with_unit

DATES_SHOWN = 6


def label_steps(axes: Axes, steps: int, dates: Sequence[str] | None, first: int = 0) -> None:
    """Write some of the dates below the axis, or number the steps."""
    if dates is None:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        axes.set_xlabel(say("plots.step"))
        return
    shown = np.unique(np.linspace(first, steps - 1, DATES_SHOWN).round().astype(int))
    axes.set_xticks(shown, [dates[step] for step in shown])


# Above this number of points, an SVG made of points is slow to open.
POINTS_AS_PIXELS_FROM = 3000


def real_against_predicted_plot(
    name: str, y_true: ArrayLike, y_pred: ArrayLike, *, unit: Words = ""
) -> Plot:
    """Draw predicted against true values with the diagonal, and the residuals beside it.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: in the target's unit.
    """
    true, predicted = paired_values(y_true, y_pred)
    is_finite = np.isfinite(predicted)
    shown, guesses = true[is_finite], predicted[is_finite]
    both = np.concatenate([true, guesses])
    ends = [float(both.min()), float(both.max())]
    dots = {
        "alpha": 0.45,
        "color": MODEL,
        "linestyle": "none",
        "marker": "o",
        "markeredgewidth": 0,
        "markersize": 4,
        "rasterized": shown.size > POINTS_AS_PIXELS_FROM,
    }

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.plot(ends, ends, color=MUTED, linewidth=1)
        left.plot(shown, guesses, **dots)
        left.set_aspect("equal", adjustable="datalim")
        entitle(
            left,
            say("plots.real_against_predicted"),
            with_unit(say("plots.true_value"), unit),
            with_unit(say("plots.predicted_value"), unit),
        )
        right.axhline(0, color=MUTED, linewidth=1)
        right.plot(shown, guesses - shown, **dots)
        entitle(
            right,
            say("plots.residuals"),
            with_unit(say("plots.true_value"), unit),
            with_unit(say("plots.predicted_minus_true"), unit),
        )

    return Plot(name, draw, (7.2, 3.7))


def real_and_predicted_over_time_plot(
    name: str,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    dates: Sequence[str] | None = None,
    unit: Words = "",
) -> Plot:
    """Draw true and predicted values as lines over time, with the residuals below.

    Shapes: `y_true` and `y_pred` (steps,).
    `y_true` and `y_pred`: in the order of time, in the target's unit.
    `dates`: None numbers the steps.
    """
    true, predicted = paired_values(y_true, y_pred)
    steps = np.arange(true.size)

    def draw(figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        top.plot(steps, true, color=TRUTH, label=say("plots.true_value"))
        top.plot(steps, predicted, color=MODEL, label=say("plots.predicted_value"))
        entitle(top, say("plots.over_time"), "", with_unit(say("plots.value"), unit))
        bottom.axhline(0, color=MUTED, linewidth=1)
        bottom.fill_between(steps, predicted - true, color=MODEL, alpha=0.45, linewidth=0)
        bottom.set_ylabel(with_unit(say("plots.error"), unit))
        label_steps(bottom, true.size, dates)

    return Plot(name, draw, (7.2, 4.4))


LEAST_IN_BAND = 20


def residuals_plot(name: str, y_true: ArrayLike, y_pred: ArrayLike, *, unit: Words = "") -> Plot:
    """Draw errors against predictions with the band that holds nine of ten, and their spread.

    A band that widens to the right tells that large predictions are less sure; one that
    leaves zero tells of a curve that the model missed.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: in the target's unit.
    """
    true, predicted = paired_values(y_true, y_pred)
    is_finite = np.isfinite(predicted)
    kept = predicted[is_finite]
    errors = kept - true[is_finite]
    order = np.argsort(kept, kind="stable")
    parts = np.array_split(order, max(1, min(8, order.size // LEAST_IN_BAND)))

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        left.axhline(0, color=MUTED, linewidth=1)
        left.plot(
            kept,
            errors,
            alpha=0.45,
            color=MODEL,
            linestyle="none",
            marker="o",
            markeredgewidth=0,
            markersize=4,
            rasterized=kept.size > POINTS_AS_PIXELS_FROM,
        )
        if len(parts) > 1:
            middles = [float(kept[part].mean()) for part in parts]
            low, middle, high = np.transpose(
                [np.quantile(errors[part], (0.05, 0.5, 0.95)) for part in parts]
            )
            left.fill_between(middles, low, high, color=BASELINE, alpha=0.3, linewidth=0)
            left.plot(middles, middle, color=VERMILLION, label=say("plots.median_error"))
        across = with_unit(say("plots.predicted_minus_true"), unit)
        predictions = with_unit(say("plots.predicted_value"), unit)
        entitle(left, say("plots.residuals_by_prediction"), predictions, across)
        if errors.size:
            right.hist(errors, bins=min(40, max(8, errors.size // 10)), color=MODEL, alpha=0.75)
        right.axvline(0, color=MUTED, linewidth=1)
        right.grid(visible=False, axis="x")
        title = say("plots.residual_spread")
        entitle(right, title, across, say("plots.rows"), has_row_below=len(parts) > 1)

    return Plot(name, draw, (7.2, 3.7))


STEPS_IN_CLOSE_UP = 40
DASHES: dict[str, Any] = {"color": AMBER, "linewidth": 1.3, "linestyle": (0, (3, 1.5))}
DOTS: dict[str, Any] = {"marker": "o", "markersize": 3.2, "linewidth": 1.3}
SHADE: dict[str, Any] = {"color": MODEL, "alpha": 0.16, "linewidth": 0}


def forecast_plot(
    name: str,
    y_true: ArrayLike,
    forecast: ArrayLike,
    yesterday: ArrayLike,
    *,
    dates: Sequence[str] | None = None,
    unit: Words = "",
    band: tuple[ArrayLike, ArrayLike] | None = None,
    level: str = "",
) -> Plot:
    """Draw truth, forecast and the last known value: all steps, then the last forty close up.

    Only close up can one see whether the forecast runs ahead or merely follows.

    Shapes: `y_true`, `forecast` and `yesterday` (steps,), `band` (steps,).
    `y_true`, `forecast` and `yesterday`: in the order of time, in one unit.
    `dates`: None numbers the steps.
    """
    true, predicted = paired_values(y_true, forecast)
    _, before = paired_values(y_true, yesterday)
    steps = np.arange(true.size)
    first = max(0, true.size - STEPS_IN_CLOSE_UP)
    ends = [] if band is None else [paired_values(y_true, end)[1][first:] for end in band]

    def draw(figure: Figure) -> None:
        top, bottom = figure.subplots(2, 1)
        top.plot(steps, true, color=TRUTH, linewidth=1.3, label=say("plots.true_value"))
        top.plot(steps, predicted, color=MODEL, linewidth=1.3, label=say("plots.forecast"))
        entitle(top, say("plots.forecast_all"), "", with_unit(say("plots.value"), unit))
        label_steps(top, true.size, dates)
        if ends:
            label = say("plots.interval", level=level)
            bottom.fill_between(steps[first:], *ends, label=label, **SHADE)
        bottom.plot(steps[first:], before[first:], label=say("plots.yesterday"), **DASHES)
        bottom.plot(steps[first:], true[first:], color=TRUTH, label=say("plots.true_value"), **DOTS)
        bottom.plot(
            steps[first:], predicted[first:], color=MODEL, label=say("plots.forecast"), **DOTS
        )
        title = say("plots.forecast_close_up", steps=true.size - first)
        entitle(bottom, title, "", with_unit(say("plots.value"), unit))
        label_steps(bottom, true.size, dates, first)

    return Plot(name, draw, (7.2, 5.6))


def future_plot(
    name: str,
    known: ArrayLike,
    forecast: ArrayLike,
    *,
    dates: Sequence[str] | None = None,
    unit: Words = "",
    band: tuple[ArrayLike, ArrayLike] | None = None,
    level: str = "",
) -> Plot:
    """Draw the steps after the last known value, behind the values before them.

    `known` and `forecast` of shape (steps,) each, in the order of time; `dates` one for each of
    both; `band` the ends of the prediction interval of each forecast.
    """
    before, ahead = np.ravel(known), np.ravel(forecast)
    steps = np.arange(before.size + ahead.size)
    future = steps[before.size - 1 :]  # the line goes on from the last known value

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.plot(steps[: before.size], before, color=TRUTH, label=say("plots.true_value"), **DOTS)
        if band is not None:
            low, high = (np.append(before[-1], np.ravel(end)) for end in band)
            axes.fill_between(future, low, high, label=say("plots.interval", level=level), **SHADE)
        line = np.append(before[-1], ahead)
        axes.plot(future, line, color=MODEL, label=say("plots.forecast"), **DOTS)
        title = say("plots.future", steps=ahead.size)
        entitle(axes, title, "", with_unit(say("plots.value"), unit))
        label_steps(axes, steps.size, dates)

    return Plot(name, draw, (7.2, 3.2))


def skill_by_step_plot(name: str, steps: Sequence[StepFigures], *, unit: Words = "") -> Plot:
    """Draw the error by step ahead beside that of the last value, and the skill."""
    known = [step for step in steps if step.scores["rmse"] is not None]
    ahead = [step.step for step in known]
    dots = {"marker": "o", "markersize": 4}

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        simple = [step.simple_scores["rmse"] for step in known]
        left.plot(ahead, simple, color=AMBER, label=say("plots.yesterday"), **dots)
        errors = [step.scores["rmse"] for step in known]
        left.plot(ahead, errors, color=MODEL, label=say("plots.forecast"), **dots)
        left.set_ylim(bottom=0)
        entitle(left, say("plots.error_by_step"), say("plots.ahead"), with_unit("RMSE", unit))
        right.axhline(0, color=MUTED, linewidth=1)
        for step in known:
            skill, interval = step.scores["skill"], step.skill_interval
            if interval is not None:
                ends = [100 * interval.low, 100 * interval.high]
                right.plot([step.step] * 2, ends, color=MODEL, linewidth=2.2, alpha=0.55)
            if skill is not None:
                right.plot([step.step], [100 * skill], color=MODEL, marker="o", markersize=7)
        title = say("plots.skill_by_step")
        entitle(right, title, say("plots.ahead"), say("plots.skill_percent"), has_row_below=True)
        for axes in (left, right):
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
            axes.set_xlim(0.5, max(ahead, default=1) + 0.5)

    return Plot(name, draw, (7.2, 3.6))

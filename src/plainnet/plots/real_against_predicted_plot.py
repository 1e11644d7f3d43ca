"""Predicted values against true ones, and what is left over."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from plainnet.evaluation.checked_rows import paired_values
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle, with_unit
from plainnet.plots.palette import MODEL, MUTED, TRUTH
from plainnet.plots.plot import Plot, Words
from plainnet.plots.time_axis import label_steps

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

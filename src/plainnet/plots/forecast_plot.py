"""A forecast beside the truth and beside the last value known when it was made."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from plainnet.evaluation.checked_rows import paired_values
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle, with_unit
from plainnet.plots.palette import AMBER, MODEL, TRUTH
from plainnet.plots.plot import Plot, Words
from plainnet.plots.time_axis import label_steps

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

"""What each mistake of a script was worth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.number_format import (
    format_difference,
    is_better_when_higher,
    metric_name,
)
from plainnet.messages.language import say
from plainnet.plots.palette import BLUE, GREY, INK, MUTED, RUST, VERMILLION
from plainnet.plots.plot import (
    NARROW,
    Plot,
    Words,
    bars_only,
    entitle,
    is_narrow,
    names_above,
    with_unit,
    worded,
)


@dataclass(frozen=True)
class MistakeWorth:
    """What one mistake did to a figure."""

    label: Words  # the mistake in a few words
    worth: float | None  # figure with the mistake minus figure with it put right; None if undefined
    interval: Interval | None = None  # of the worth


def mistakes_plot(
    name: str, metric: str, mistakes: Sequence[MistakeWorth], *, unit: Words = ""
) -> Plot:
    """Draw the worth of each mistake as a bar to the left or right of none.

    Vermillion flattered the script, blue cost it something, grey is inside the noise.
    """

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        places = np.arange(len(mistakes))
        scale = 100 if metric in ("mape", "skill") else 1
        for place, mistake in zip(places, mistakes, strict=True):
            _draw_mistake(axes, float(place), mistake, metric, scale)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.set_yticks(places, [worded(mistake.label) for mistake in mistakes])
        axes.set_ylim(len(mistakes) - 0.4, -0.6)
        axes.margins(x=0.8)  # room for the figures beside the intervals
        bars_only(axes)
        if is_narrow(axes):
            names_above(axes, 0.3)
        percent = "%" if scale == 100 else unit
        entitle(
            axes,
            say("plots.mistakes"),
            with_unit(say("plots.reported_minus_mended", metric=metric_name(metric)), percent),
            has_row_below=True,
        )
        for label, colour, side in _sides(metric):
            axes.annotate(
                label,
                (0 if side < 0 else 1, 1),
                xycoords="axes fraction",
                xytext=(0, 2),
                textcoords="offset points",
                ha="left" if side < 0 else "right",
                va="bottom",
                color=colour,
                fontsize=8,
            )

    narrow = Plot(name, draw, (NARROW, 1.3 + 0.62 * len(mistakes)))
    return Plot(name, draw, (7.2, 1.35 + 0.42 * len(mistakes)), narrow)


def _draw_mistake(
    axes: Axes, place: float, mistake: MistakeWorth, metric: str, scale: float
) -> None:
    """Draw one bar with its interval and its figure."""
    if mistake.worth is None:
        axes.annotate(
            say("plots.undefined"),
            (0, place),
            xytext=(5, 0),
            textcoords="offset points",
            color=MUTED,
            fontsize=8.5,
            va="center",
        )
        return
    is_noise = mistake.interval is not None and mistake.interval.is_inside_noise
    flatters = (mistake.worth > 0) == is_better_when_higher(metric)
    colour = GREY if is_noise else VERMILLION if flatters else BLUE
    worth = scale * mistake.worth
    axes.barh(place, worth, height=0.5, color=colour)
    ends = [worth, 0.0]
    if mistake.interval is not None:
        low, high = scale * mistake.interval.low, scale * mistake.interval.high
        axes.plot([low, high], [place, place], color=INK, linewidth=1)
        ends += [low, high]
    written = format_difference(metric, mistake.worth)
    if is_noise:
        written = say("plots.inside_noise", figure=written)
    is_right = mistake.worth >= 0
    axes.annotate(
        written,
        (max(ends) if is_right else min(ends), place),
        xytext=(5 if is_right else -5, 0),
        textcoords="offset points",
        ha="left" if is_right else "right",
        va="center",
        fontsize=8.5,
        color=MUTED if is_noise else INK,
    )


def _sides(metric: str) -> list[tuple[str, str, int]]:
    """Describe what lies to the left and to the right of none."""
    better = 1 if is_better_when_higher(metric) else -1
    return [
        (say("plots.flattered"), RUST, better),
        (say("plots.held_back"), BLUE, -better),
    ]

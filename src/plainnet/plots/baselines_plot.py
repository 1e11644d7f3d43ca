"""The scores of a network beside those of the simplest honest models.

Concepts: baseline
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plainnet.evaluation.intervals import Interval
from plainnet.evaluation.number_format import (
    format_figure,
    is_better_when_higher,
    metric_name,
)
from plainnet.messages.language import say
from plainnet.plots.house_style import bars_only, entitle, with_unit
from plainnet.plots.palette import AS_TAUGHT, BASELINE, INK, MODEL
from plainnet.plots.plot import Plot, Words, worded

EN_SPACE = "\u2002"  # several plain spaces would be read as one in an SVG
COLOURS = {"should": MODEL, "taught": AS_TAUGHT, "baseline": BASELINE}


@dataclass(frozen=True)
class ScoredModel:
    """One model's score on the test rows.

    Attributes
    ----------
    label : str or function
        Name of the model.
    score : float or None
        Its figure; None if undefined.
    interval : Interval or None
        Of the figure.
    role : {"should", "taught", "baseline"}
        Decides the colour.
    """

    label: Words
    score: float | None
    interval: Interval | None = None
    role: Literal["should", "taught", "baseline"] = "baseline"


def baselines_plot(
    name: str, metric: str, models: Sequence[ScoredModel], *, unit: Words = ""
) -> Plot:
    """Draw each score as a point with its interval, the best on top.

    Parameters
    ----------
    name : str
        Stem of the files.
    metric : str
        The figure, as in `metrics.json`.
    models : sequence of ScoredModel
        In any order; those without a score come last.
    unit : str or function, default=""
        Unit of the figure.

    Returns
    -------
    Plot
    """

    def draw(figure: Figure) -> None:
        draw_scores(figure.subplots(), metric, models, title=say("plots.baselines"), unit=unit)

    return Plot(name, draw, (7.2, 1.3 + 0.34 * len(models)))


def draw_scores(
    axes: Axes, metric: str, models: Sequence[ScoredModel], *, title: str, unit: Words = ""
) -> None:
    """Draw scores as points with intervals, the best on top.

    Parameters
    ----------
    axes : Axes
        Empty ones.
    metric : str
        The figure, as in `metrics.json`.
    models : sequence of ScoredModel
        In any order; those without a score come last.
    title : str
        Stands above.
    unit : str or function, default=""
        Unit of the figure.
    """
    scale = 100 if metric in ("mape", "skill") else 1
    sign = -1 if is_better_when_higher(metric) else 1
    ordered = sorted(
        models, key=lambda model: np.inf if model.score is None else sign * model.score
    )
    bars_only(axes)
    axes.grid(visible=True, axis="y")
    for place, model in enumerate(ordered):
        if model.score is None:
            continue
        colour = COLOURS[model.role]
        if model.interval is not None:
            ends = [scale * model.interval.low, scale * model.interval.high]
            axes.plot(ends, [place, place], color=colour, linewidth=2.2, alpha=0.55)
        axes.plot([scale * model.score], [place], color=colour, marker="o", markersize=7)
    _name_models(axes, metric, ordered)
    if sign > 0:
        axes.set_xlim(left=0)
    better = "plots.higher_is_better" if sign < 0 else "plots.lower_is_better"
    x_label = with_unit(metric_name(metric), "%" if scale == 100 else unit)
    entitle(axes, title, say(better, metric=x_label))


def _name_models(axes: Axes, metric: str, ordered: Sequence[ScoredModel]) -> None:
    """Write each model's name and figure at the left, networks in their colour."""
    names = [worded(model.label) for model in ordered]
    figures = [format_figure(metric, model.score) for model in ordered]
    written = [f"{name}{EN_SPACE}{figure}" for name, figure in zip(names, figures, strict=True)]
    axes.set_yticks(np.arange(len(ordered)), written)
    for label, model in zip(axes.get_yticklabels(), ordered, strict=True):
        is_network = model.role != "baseline"
        label.set(color=COLOURS[model.role] if is_network else INK)
        label.set_fontweight("bold" if is_network else "normal")
    axes.set_ylim(len(ordered) - 0.4, -0.6)

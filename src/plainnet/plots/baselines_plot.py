"""The scores of a network beside those of simple baselines."""

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
from plainnet.plots.palette import AS_TAUGHT, AS_TAUGHT_TEXT, BASELINE, INK, MODEL, MUTED
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

EN_SPACE = "\u2002"  # several plain spaces would be read as one in an SVG
COLOURS = {"should": MODEL, "taught": AS_TAUGHT, "baseline": BASELINE}
TEXT_COLOURS = {"should": MODEL, "taught": AS_TAUGHT_TEXT, "baseline": INK}


@dataclass(frozen=True)
class ScoredModel:
    """One model's score on the test rows.

    `seeds`: the score with each training seed, where there are several.
    """

    label: Words  # name of the model
    score: float | None  # its figure; None if undefined
    interval: Interval | None = None  # of the figure
    role: Literal["should", "taught", "baseline"] = "baseline"  # decides the colour
    seeds: tuple[float | None, ...] = ()


def baselines_plot(
    name: str, metric: str, models: Sequence[ScoredModel], *, unit: Words = ""
) -> Plot:
    """Draw each score as a point with its interval, the best on top."""

    def draw(figure: Figure) -> None:
        draw_scores(figure.subplots(), metric, models, title=say("plots.baselines"), unit=unit)

    narrow = Plot(name, draw, (NARROW, 1.1 + 0.46 * len(models)))
    return Plot(name, draw, (7.2, 1.3 + 0.34 * len(models)), narrow)


def draw_scores(
    axes: Axes, metric: str, models: Sequence[ScoredModel], *, title: str, unit: Words = ""
) -> None:
    """Draw scores as points with intervals, the best on top; one far behind is an arrow."""
    scale = 100 if metric in ("mape", "skill") else 1
    sign = -1 if is_better_when_higher(metric) else 1
    ordered = sorted(
        models, key=lambda model: np.inf if model.score is None else sign * model.score
    )
    near, far = _far_behind([model for model in ordered if model.score is not None])
    bars_only(axes)
    axes.grid(visible=True, axis="y")
    for model in near:
        _draw_score(axes, ordered.index(model), model, scale)
    _set_range(axes, sign)
    for model in far:
        _draw_beyond(axes, ordered.index(model), sign, COLOURS[model.role])
    _name_models(axes, metric, ordered)
    if is_narrow(axes):
        names_above(axes, 0.2)
    better = "plots.higher_is_better" if sign < 0 else "plots.lower_is_better"
    x_label = with_unit(metric_name(metric), "%" if scale == 100 else unit)
    entitle(axes, title, say(better, metric=x_label))


def _far_behind(
    ordered: Sequence[ScoredModel],
) -> tuple[Sequence[ScoredModel], Sequence[ScoredModel]]:
    """Part the models, best first, from the baselines that would take most of the range.

    Behind three models or more that is half of it, behind two alone four fifths.
    """
    kept = len(ordered)
    while kept > 2 and all(model.role == "baseline" for model in ordered[kept - 1 :]):
        gap = abs(_score(ordered[kept - 1]) - _score(ordered[kept - 2]))
        ends = [end for model in ordered[: kept - 1] for end in _ends(model)]
        span = max(ends) - min(ends)
        if span == 0 or gap <= (1 if kept > 3 else 4) * span:
            break
        kept -= 1
    return ordered[:kept], ordered[kept:]


def _score(model: ScoredModel) -> float:
    """Return the score of a model that has one."""
    assert model.score is not None
    return model.score


def _ends(model: ScoredModel) -> tuple[float, ...]:
    """List the values that a model's row spans."""
    of_interval = () if model.interval is None else (model.interval.low, model.interval.high)
    return (_score(model), *of_interval)


def _draw_score(axes: Axes, place: int, model: ScoredModel, scale: float) -> None:
    """Draw one point on its interval, and a tick for each seed."""
    colour = COLOURS[model.role]
    each = [scale * score for score in model.seeds if score is not None]
    axes.plot(each, [place + 0.28] * len(each), color=colour, marker="|", linestyle="none")
    if model.interval is not None:
        ends = [scale * model.interval.low, scale * model.interval.high]
        axes.plot(ends, [place, place], color=colour, linewidth=2.2, alpha=0.55)
    axes.plot([scale * _score(model)], [place], color=colour, marker="o", markersize=7)


def _set_range(axes: Axes, sign: int) -> None:
    """Show zero where it is the best possible and not far from what is drawn."""
    low, high = axes.get_xlim()
    if sign > 0 and low < 0.5 * high:
        axes.set_xlim(left=0)
    axes.autoscale(enable=False, axis="x")


def _draw_beyond(axes: Axes, place: int, sign: int, colour: str) -> None:
    """Point to where a score lies that the range does not reach; its figure is in the label."""
    edge, marker, side = (0.015, "<", "left") if sign < 0 else (0.985, ">", "right")
    axes.plot(
        [edge], [place], color=colour, marker=marker, markersize=8,
        transform=axes.get_yaxis_transform(), clip_on=False,
    )  # fmt: skip
    axes.annotate(
        say("plots.beyond"),
        (edge, place),
        xycoords=axes.get_yaxis_transform(),
        xytext=(-10 * sign, 0),
        textcoords="offset points",
        ha=side,
        va="center",
        color=MUTED,
        fontsize=8.5,
    )


def _name_models(axes: Axes, metric: str, ordered: Sequence[ScoredModel]) -> None:
    """Write each model's name and figure at the left, networks in their colour."""
    names = [worded(model.label) for model in ordered]
    figures = [format_figure(metric, model.score) for model in ordered]
    written = [f"{name}{EN_SPACE}{figure}" for name, figure in zip(names, figures, strict=True)]
    axes.set_yticks(np.arange(len(ordered)), written)
    for label, model in zip(axes.get_yticklabels(), ordered, strict=True):
        label.set(color=TEXT_COLOURS[model.role])
        label.set_fontweight("normal" if model.role == "baseline" else "bold")
    axes.set_ylim(len(ordered) - 0.4, -0.6)

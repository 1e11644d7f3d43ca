"""How far ahead a forecast is better than the last value."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from plainnet.evaluation.forecast_steps import StepFigures
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle, with_unit
from plainnet.plots.palette import AMBER, MODEL, MUTED
from plainnet.plots.plot import Plot, Words


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

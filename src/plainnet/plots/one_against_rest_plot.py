"""For each of several classes, what could be reached at every threshold."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from plainnet.evaluation.number_format import format_figure
from plainnet.evaluation.one_against_rest import ClassCurves
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import AMBER, BLUE, GREEN, GREY, INK, PURPLE, RULE, VERMILLION
from plainnet.plots.plot import Plot, Words, worded

COLOURS = (BLUE, VERMILLION, GREEN, AMBER, PURPLE, INK)
LONGEST_NAME = 18


def one_against_rest_plot(
    name: str, curves: Sequence[ClassCurves], class_names: Sequence[Words]
) -> Plot:
    """Draw both curves of each class, those of the six worst classes in colour."""
    worst = sorted(curves, key=lambda of: of.roc.area)[: len(COLOURS)]
    colours = {of.label: colour for of, colour in zip(worst, COLOURS, strict=False)}

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.plot([0, 1], [0, 1], color=RULE, linewidth=1, linestyle=(0, (4, 2)))
        others = [of for of in curves if of.label not in colours]
        for of in [*others, *reversed(worst)]:
            colour = colours.get(of.label, GREY)
            line = {"color": colour, "linewidth": 1.6 if of.label in colours else 0.8}
            left.plot(of.roc.false_positive_rate, of.roc.true_positive_rate, **line)
            pair = of.precision_recall
            right.step(pair.recall, pair.precision, where="pre", **line)
        entitle(left, say("plots.roc"), say("plots.false_positive_rate"), say("plots.recall"))
        entitle(right, say("plots.precision_recall"), say("plots.recall"), say("plots.precision"))
        for axes in (left, right):
            axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
        _name_classes(left, worst, class_names, colours)

    return Plot(name, draw, (7.2, 4.2))


def _name_classes(
    axes: Axes,
    worst: Sequence[ClassCurves],
    class_names: Sequence[Words],
    colours: dict[int, str],
) -> None:
    """Name the coloured classes, with their areas, in the free corner, the worst on top."""
    lines, names = [], []
    for of in worst:
        written = worded(class_names[of.label])
        if len(written) > LONGEST_NAME:
            written = written[: LONGEST_NAME - 1] + "…"
        lines.append(Line2D([], [], color=colours[of.label], linewidth=2.4))
        names.append(f"{written}  {format_figure('area', of.roc.area)}")
    axes.legend(
        lines,
        names,
        loc="lower right",
        fontsize=8,
        handlelength=1,
        labelspacing=0.35,
        markerfirst=False,
    )

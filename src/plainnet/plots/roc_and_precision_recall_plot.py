"""What the model could reach at every threshold: two curves side by side."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from plainnet.evaluation.classification_curves import precision_recall_curve, roc_curve
from plainnet.evaluation.number_format import format_figure
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import CHOSEN, MODEL, MUTED, RULE
from plainnet.plots.plot import Plot


def roc_and_precision_recall_plot(
    name: str, y_true: ArrayLike, probabilities: ArrayLike, *, threshold: float | None = None
) -> Plot:
    """Draw the ROC curve and the precision-recall curve, and where the threshold stands.

    Shapes: `y_true` (rows,), `probabilities` (rows,).
    """
    roc = roc_curve(y_true, probabilities)
    precision_recall = precision_recall_curve(y_true, probabilities)
    is_positive = np.asarray(y_true).reshape(-1) == 1
    values = np.asarray(probabilities, dtype=np.float64).reshape(-1)

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.plot([0, 1], [0, 1], color=RULE, linewidth=1, linestyle=(0, (4, 2)))
        left.plot(roc.false_positive_rate, roc.true_positive_rate, color=MODEL)
        right.axhline(is_positive.mean(), color=RULE, linewidth=1, linestyle=(0, (4, 2)))
        right.step(precision_recall.recall, precision_recall.precision, where="pre", color=MODEL)
        if threshold is not None:
            called = values > threshold
            found = float(called[is_positive].mean())
            _mark(left, float(called[~is_positive].mean()), found, threshold)
            if called.any():
                _mark(right, found, float(is_positive[called].mean()), threshold)
        _note(left, "plots.area", roc.area)
        _note(right, "plots.average_precision", precision_recall.average_precision)
        entitle(left, say("plots.roc"), say("plots.false_positive_rate"), say("plots.recall"))
        entitle(right, say("plots.precision_recall"), say("plots.recall"), say("plots.precision"))
        for axes in (left, right):
            axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")

    return Plot(name, draw, (7.2, 4.2))


def _mark(axes: Axes, across: float, up: float, threshold: float) -> None:
    """Mark where the threshold stands on a curve."""
    axes.plot(
        [across],
        [up],
        color=CHOSEN,
        marker="o",
        markersize=7,
        linestyle="none",
        label=say("plots.threshold_at", threshold=f"{threshold:.2f}"),
    )


def _note(axes: Axes, key: str, value: float) -> None:
    """Write a figure into the free corner below the curve."""
    text = say(key, value=format_figure("area", value))
    axes.text(0.97, 0.05, text, color=MUTED, ha="right", va="bottom", transform=axes.transAxes)

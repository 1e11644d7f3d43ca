"""Which class is taken for which."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import BLUE, INK, MUTED, VERMILLION
from plainnet.plots.plot import Plot, Words, worded

INCHES_A_LETTER = 0.07


def confusion_matrix_plot(
    name: str, counts: NDArray[np.int64], class_names: Sequence[Words]
) -> Plot:
    """Draw the confusion matrix: blue what is right, vermillion what is not.

    The strength of a cell is its share of the true class, so rare classes are seen as well.

    Shapes: `counts` (classes, classes).
    """
    classes = len(class_names)
    side = max(2.2, 0.62 * classes)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        _draw_cells(axes, counts)
        names = [worded(class_name) for class_name in class_names]
        is_long = classes * max(map(len, names)) > 30
        axes.set(xlim=(-0.5, classes - 0.5), ylim=(classes - 0.5, -0.5), aspect="equal")
        axes.set_xticks(range(classes), names, rotation=35 if is_long else 0)
        if is_long:
            for label in axes.get_xticklabels():
                label.set(ha="right", rotation_mode="anchor")
        axes.set_yticks(range(classes), names)
        axes.tick_params(length=0, labelcolor=INK)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        entitle(
            axes,
            say("plots.confusion_matrix"),
            say("plots.predicted_class"),
            say("plots.true_class"),
        )

    # Names stand at the left of the cells and, turned, below them.
    longest = max(len(worded(class_name)) for class_name in class_names)
    room = max(0.0, INCHES_A_LETTER * longest - 0.9)
    return Plot(name, draw, (side + 1.9 + room, side + 1.3 + room / 2))


def _draw_cells(axes: Axes, counts: NDArray[np.int64]) -> None:
    """Fill each cell by its share of the true class, and write its count."""
    classes = len(counts)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    for true in range(classes):
        for predicted in range(classes):
            count, share = int(counts[true, predicted]), float(shares[true, predicted])
            colour = BLUE if true == predicted else VERMILLION
            place = (predicted - 0.48, true - 0.48)
            axes.add_patch(
                Rectangle(place, 0.96, 0.96, facecolor=colour, alpha=0.06 + 0.48 * share)
            )
            axes.text(
                predicted,
                true,
                f"{count}",
                color=INK if count else MUTED,
                fontsize=11 if classes < 5 else 9.5,
                fontweight="bold" if true == predicted else "normal",
                ha="center",
                va="center",
            )

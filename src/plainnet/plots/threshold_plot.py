"""What each threshold costs."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from plainnet.evaluation.threshold import ThresholdRow
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import AS_TAUGHT, BLUE, CHOSEN, INK, PURPLE
from plainnet.plots.plot import Plot


def threshold_plot(
    name: str,
    rows: Sequence[ThresholdRow],
    *,
    chosen: float,
    as_taught: float | None = None,
) -> Plot:
    """Draw the cost by threshold, with precision and recall beside it."""
    thresholds = [row.threshold for row in rows]
    columns = {
        "plots.precision": (BLUE, [row.precision for row in rows]),
        "plots.recall": (PURPLE, [row.recall for row in rows]),
    }

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.plot(thresholds, [row.cost for row in rows], color=INK)
        left.set_ylim(bottom=0)
        for key, (colour, values) in columns.items():
            figures = np.array([np.nan if value is None else value for value in values])
            right.plot(thresholds, figures, color=colour, label=say(key))
        for axes in (left, right):
            is_named = axes is left
            label = say("plots.chosen_at", threshold=f"{chosen:.2f}") if is_named else None
            axes.axvline(chosen, color=CHOSEN, linewidth=1.2, label=label)
            if as_taught is not None:
                label = say("plots.taught_at", threshold=f"{as_taught:.2f}") if is_named else None
                axes.axvline(
                    as_taught, color=AS_TAUGHT, linewidth=1.2, linestyle=(0, (4, 2)), label=label
                )
            axes.set_xlim(0, 1)
        entitle(left, say("plots.cost_title"), say("plots.threshold"), say("plots.cost"))
        entitle(right, say("plots.precision_and_recall"), say("plots.threshold"))

    return Plot(name, draw, (7.2, 3.5))

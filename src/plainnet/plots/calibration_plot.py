"""Whether what is said with 70 % probability is so seven times of ten."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from plainnet.evaluation.calibration import BINS, CalibrationCurve
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import BASELINE, MODEL, MUTED, RULE
from plainnet.plots.plot import Plot


def calibration_plot(name: str, curve: CalibrationCurve) -> Plot:
    """Draw what was said against what was so, and how many rows were said with it."""
    error = f"{curve.error:.3f}"

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.plot([0, 1], [0, 1], color=RULE, linewidth=1, linestyle=(0, (4, 2)))
        left.plot(curve.said, curve.was_so, color=MODEL, marker="o", markersize=5)
        note = say("plots.calibration_error", value=error)
        left.text(0.97, 0.05, note, color=MUTED, ha="right", transform=left.transAxes)
        left.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
        entitle(left, say("plots.calibration"), say("plots.said"), say("plots.was_so"))
        middles = (np.ceil(np.clip(curve.said, 1e-9, 1) * BINS) - 0.5) / BINS
        right.bar(middles, curve.rows, width=0.9 / BINS, color=BASELINE)
        right.set_xlim(-0.03, 1.03)
        right.set_box_aspect(1)  # as high as the curve beside it
        right.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        right.grid(visible=False, axis="x")
        entitle(right, say("plots.rows_said"), say("plots.said"), say("plots.rows"))

    return Plot(name, draw, (7.2, 3.9))

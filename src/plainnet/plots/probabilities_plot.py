"""One image and how sure the model is of each class."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from plainnet.messages.language import say
from plainnet.plots.house_style import bars_only, entitle
from plainnet.plots.image_grid_plot import show_pixels
from plainnet.plots.palette import BASELINE, MODEL
from plainnet.plots.plot import Plot, Words, worded


def probabilities_plot(
    name: str,
    pixels: NDArray[Any],
    class_names: Sequence[Words],
    probabilities: ArrayLike,
    *,
    true_name: Words | None = None,
) -> Plot:
    """Draw an image with the probability of each class beside it.

    Shapes: `pixels` (height, width, 1 or 3), `probabilities` (classes,).
    """
    shares = np.asarray(probabilities, dtype=np.float64).reshape(-1)
    order = np.argsort(-shares, kind="stable")

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(2, 3))
        show_pixels(left, pixels)
        known = say("plots.image")
        if true_name is not None:
            known = say("plots.image_of", name=worded(true_name))
        entitle(left, known)
        colours = [MODEL] + [BASELINE] * (order.size - 1)
        bars = right.barh(np.arange(order.size), 100 * shares[order], height=0.66, color=colours)
        right.bar_label(bars, fmt="%.1f %%", padding=4, fontsize=8.5)
        right.set_yticks(np.arange(order.size), [worded(class_names[label]) for label in order])
        right.set(xlim=(0, 118), ylim=(order.size - 0.4, -0.6), xticks=(0, 25, 50, 75, 100))
        bars_only(right)
        entitle(right, say("plots.probabilities"), say("plots.probability_percent"))

    return Plot(name, draw, (7.2, max(2.9, 1.2 + 0.32 * shares.size)))

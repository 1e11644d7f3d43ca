"""How much each input weighs in a linear model."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from plainnet.messages.language import say
from plainnet.plots.house_style import bars_only, entitle
from plainnet.plots.palette import BLUE, MUTED, VERMILLION
from plainnet.plots.plot import Plot

FEATURES_SHOWN = 30


def weights_by_feature_plot(
    name: str, feature_names: Sequence[str], weights: ArrayLike, *, bias: float | None = None
) -> Plot:
    """Draw the weights as bars, the heaviest on top.

    Shapes: `weights` (features,).
    """
    values = np.asarray(weights, dtype=np.float64).reshape(-1)
    order = np.argsort(-np.abs(values), kind="stable")[:FEATURES_SHOWN]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        shown = values[order]
        colours = [VERMILLION if value > 0 else BLUE for value in shown]
        axes.barh(np.arange(order.size), shown, height=0.72, color=colours)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.set_yticks(np.arange(order.size), [feature_names[index] for index in order])
        axes.set_ylim(order.size - 0.4, -0.6)
        bars_only(axes)
        title = say("plots.weights")
        if bias is not None:
            title = say("plots.weights_and_bias", bias=f"{bias:.3f}")
        entitle(axes, title, say("plots.weight"))

    return Plot(name, draw, (7.2, 1.0 + 0.2 * order.size))

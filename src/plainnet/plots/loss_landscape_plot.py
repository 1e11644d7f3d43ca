"""The loss over the one weight of a line, and the way gradient descent takes down it."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import AMBER, BLUE, GREY, INK
from plainnet.plots.plot import Plot


def loss_landscape_plot(
    name: str,
    weights: ArrayLike,
    losses: ArrayLike,
    *,
    path_weights: ArrayLike,
    path_losses: ArrayLike,
    searched_weights: ArrayLike = (),
    searched_losses: ArrayLike = (),
) -> Plot:
    """Draw the loss curve, the path of gradient descent on it and what a search tried.

    Shapes: `weights` and `losses` (points,), `path_weights` and `path_losses` (steps,),
    `searched_weights` and `searched_losses` (tried,).
    """
    curve = np.asarray(weights, dtype=np.float64), np.asarray(losses, dtype=np.float64)
    path = np.asarray(path_weights, dtype=np.float64), np.asarray(path_losses, dtype=np.float64)
    tried = np.asarray(searched_weights, dtype=np.float64)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.plot(*curve, color=GREY, label=say("plots.loss"))
        if tried.size:
            axes.plot(
                tried,
                np.asarray(searched_losses),
                color=AMBER,
                linestyle="none",
                marker="|",
                markersize=8,
                label=say("plots.search"),
            )
        axes.plot(
            *path,
            color=BLUE,
            linewidth=1,
            marker="o",
            markersize=4,
            label=say("plots.gradient_descent"),
        )
        _name_ends(axes, *path)
        entitle(axes, say("plots.loss_landscape"), say("plots.weight_w"), say("plots.loss"))

    return Plot(name, draw)


def _name_ends(axes: Axes, weights: NDArray[np.float64], losses: NDArray[np.float64]) -> None:
    """Write the weight at the path's start and end."""
    inwards = -1 if weights[0] > weights[-1] else 1
    labels = ((0, "plots.start", (14 * inwards, 8)), (-1, "plots.end", (0, 22)))
    for position, key, offset in labels:
        weight, loss = float(weights[position]), float(losses[position])
        side = "left" if inwards > 0 else "right"
        axes.annotate(
            say(key, weight=f"{weight:.4g}"),
            (weight, loss),
            xytext=offset,
            textcoords="offset points",
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.6},
            ha=side if offset[0] else "center",
        )

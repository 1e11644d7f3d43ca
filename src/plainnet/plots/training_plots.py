"""Plots of training and of what it found: curves by epoch, a loss landscape, linear weights."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.number_format import metric_name
from plainnet.messages.language import say
from plainnet.plots.palette import (
    AMBER,
    BLUE,
    CHOSEN,
    GREY,
    INK,
    MUTED,
    TRAINING,
    VALIDATION,
    VERMILLION,
)
from plainnet.plots.plot import Plot, bars_only, entitle

# Beyond this ratio of the largest to the smallest loss, a linear axis shows only the start.
LOG_AXIS_FROM = 50


def training_curves_plot(
    name: str, history: Mapping[str, Sequence[float]], *, best_epoch: int | None = None
) -> Plot:
    """Draw each figure of the history by epoch."""
    metrics = [key for key in history if not key.startswith("val_") and key != "epoch"]

    def draw(figure: Figure) -> None:
        panels = np.ravel(figure.subplots(1, len(metrics)))
        for axes, metric in zip(panels, metrics, strict=True):
            _draw_panel(axes, metric, history, best_epoch)

    return Plot(name, draw, (7.2 if len(metrics) < 3 else 3.4 * len(metrics), 3.4))


def _draw_panel(
    axes: Axes, metric: str, history: Mapping[str, Sequence[float]], best_epoch: int | None
) -> None:
    """Draw one figure of the history."""
    drawn = []
    for key, label, colour in (
        (metric, say("plots.training"), TRAINING),
        (f"val_{metric}", say("plots.validation"), VALIDATION),
    ):
        if key in history:
            values = np.asarray(history[key], dtype=np.float64)
            axes.plot(np.arange(1, values.size + 1), values, color=colour, label=label)
            drawn.append(values[np.isfinite(values)])
    if best_epoch is not None:
        axes.axvline(
            best_epoch, color=CHOSEN, linewidth=1, linestyle=(0, (4, 2)), label=say("plots.kept")
        )
    shown = np.concatenate(drawn)
    is_positive = metric == "loss" and shown.size > 0 and shown.min() > 0
    if is_positive and shown.max() / shown.min() > LOG_AXIS_FROM:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.set_xlim(left=0)
    title = say("plots.loss") if metric == "loss" else metric_name(metric)
    entitle(axes, title, say("epoch"))


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

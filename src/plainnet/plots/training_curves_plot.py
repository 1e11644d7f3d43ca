"""Loss and metrics by epoch, training beside validation."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter

from plainnet.evaluation.number_format import metric_name
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle
from plainnet.plots.palette import CHOSEN, TRAINING, VALIDATION
from plainnet.plots.plot import Plot

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

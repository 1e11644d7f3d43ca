"""Plots of a classifier: confusion matrix, curves over every threshold, calibration, one image."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from plainnet.evaluation.calibration import BINS, CalibrationCurve
from plainnet.evaluation.classification import ClassCurves, precision_recall_curve, roc_curve
from plainnet.evaluation.number_format import format_figure
from plainnet.evaluation.threshold import ThresholdRow
from plainnet.messages.language import say
from plainnet.plots.image_grid_plot import show_pixels
from plainnet.plots.palette import (
    AMBER,
    AS_TAUGHT,
    BASELINE,
    BLUE,
    CHOSEN,
    GREEN,
    GREY,
    INK,
    MODEL,
    MUTED,
    PURPLE,
    RULE,
    VERMILLION,
)
from plainnet.plots.plot import Plot, Words, bars_only, entitle, worded

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


def calibration_plot(name: str, curve: CalibrationCurve) -> Plot:
    """Draw what was said against what was so, and how many rows were said with it."""
    error = f"{curve.error:.3f}"

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.plot([0, 1], [0, 1], color=RULE, linewidth=1, linestyle=(0, (4, 2)))
        left.plot(curve.predicted, curve.observed, color=MODEL, marker="o", markersize=5)
        note = say("plots.calibration_error", value=error)
        left.text(0.97, 0.05, note, color=MUTED, ha="right", transform=left.transAxes)
        left.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
        entitle(left, say("plots.calibration"), say("plots.said"), say("plots.was_so"))
        middles = (np.ceil(np.clip(curve.predicted, 1e-9, 1) * BINS) - 0.5) / BINS
        right.bar(middles, curve.rows, width=0.9 / BINS, color=BASELINE)
        right.set_xlim(-0.03, 1.03)
        right.set_box_aspect(1)  # as high as the curve beside it
        right.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        right.grid(visible=False, axis="x")
        entitle(right, say("plots.rows_said"), say("plots.said"), say("plots.rows"))

    return Plot(name, draw, (7.2, 3.9))


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

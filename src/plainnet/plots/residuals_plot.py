"""Errors against the prediction, and how they spread."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from plainnet.evaluation.checked_rows import paired_values
from plainnet.messages.language import say
from plainnet.plots.house_style import entitle, with_unit
from plainnet.plots.palette import BASELINE, MODEL, MUTED, VERMILLION
from plainnet.plots.plot import Plot, Words
from plainnet.plots.real_against_predicted_plot import POINTS_AS_PIXELS_FROM

LEAST_IN_BAND = 20


def residuals_plot(name: str, y_true: ArrayLike, y_pred: ArrayLike, *, unit: Words = "") -> Plot:
    """Draw errors against predictions with the band that holds nine of ten, and their spread.

    A band that widens to the right tells that large predictions are less sure; one that
    leaves zero tells of a curve that the model missed.

    Shapes: `y_true` and `y_pred` (rows,).
    `y_true` and `y_pred`: in the target's unit.
    """
    true, predicted = paired_values(y_true, y_pred)
    is_finite = np.isfinite(predicted)
    said = predicted[is_finite]
    errors = said - true[is_finite]
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, max(1, min(8, order.size // LEAST_IN_BAND)))

    def draw(figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        left.axhline(0, color=MUTED, linewidth=1)
        left.plot(
            said,
            errors,
            alpha=0.45,
            color=MODEL,
            linestyle="none",
            marker="o",
            markeredgewidth=0,
            markersize=4,
            rasterized=said.size > POINTS_AS_PIXELS_FROM,
        )
        if len(parts) > 1:
            middles = [float(said[part].mean()) for part in parts]
            low, middle, high = np.transpose(
                [np.quantile(errors[part], (0.05, 0.5, 0.95)) for part in parts]
            )
            left.fill_between(middles, low, high, color=BASELINE, alpha=0.3, linewidth=0)
            left.plot(middles, middle, color=VERMILLION, label=say("plots.median_error"))
        across = with_unit(say("plots.predicted_minus_true"), unit)
        predictions = with_unit(say("plots.predicted_value"), unit)
        entitle(left, say("plots.residuals_by_prediction"), predictions, across)
        if errors.size:
            right.hist(errors, bins=min(40, max(8, errors.size // 10)), color=MODEL, alpha=0.75)
        right.axvline(0, color=MUTED, linewidth=1)
        right.grid(visible=False, axis="x")
        title = say("plots.residual_spread")
        entitle(right, title, across, say("plots.rows"), has_row_below=len(parts) > 1)

    return Plot(name, draw, (7.2, 3.7))

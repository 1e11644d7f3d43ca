"""Example images with what they are and what they were taken for."""

import math
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from plainnet.messages.language import say
from plainnet.plots.palette import BLUE, INK, MUTED, RULE, RUST
from plainnet.plots.plot import Plot, Words, worded

ACROSS = 6
# Columns of a terminal that a name may take above an image; Chinese characters take two.
WIDEST_NAME = 13


@dataclass(frozen=True, eq=False)
class ClassifiedImage:
    """One image of the grid."""

    pixels: NDArray[Any]  # (height, width, 1 or 3)
    true_name: Words
    predicted_name: Words
    probability: float  # that the model gave to the predicted class


def image_grid_plot(name: str, images: Sequence[ClassifiedImage], *, title: Words) -> Plot:
    """Draw images in rows of six, the first the most telling."""
    rows = max(1, math.ceil(len(images) / ACROSS))

    def draw(figure: Figure) -> None:
        figure.suptitle(
            worded(title), x=0.01, ha="left", color=INK, fontsize=10.5, fontweight="bold"
        )
        places = figure.subplots(rows, ACROSS, squeeze=False).ravel()
        for axes in places[len(images) :]:
            axes.set_axis_off()
        for axes, image in zip(places, images, strict=False):
            show_pixels(axes, image.pixels)
            true, predicted = worded(image.true_name), worded(image.predicted_name)
            axes.set_title(_shortened(true), color=INK, fontsize=9, loc="center", pad=4)
            axes.set_xlabel(
                say(
                    "plots.taken_for",
                    name=_shortened(predicted),
                    share=f"{100 * image.probability:.0f}",
                ),
                color=BLUE if true == predicted else RUST,
                fontsize=8,
            )

    return Plot(name, draw, (7.2, 0.4 + 1.62 * rows))


def _shortened(name: str) -> str:
    """Cut a name that would run into the next image's."""
    widths = [1 + (unicodedata.east_asian_width(letter) in "WF") for letter in name]
    if sum(widths) <= WIDEST_NAME:
        return name
    kept = bisect_right(list(accumulate(widths)), WIDEST_NAME - 1)
    return name[:kept] + "…"


def show_pixels(axes: Axes, pixels: NDArray[Any]) -> None:
    """Show an image, grey or in colour, its pixels as they are, in a thin frame.

    Shapes: `pixels` (height, width).
    """
    image = pixels if pixels.dtype == np.uint8 else np.round(pixels * 255).astype(np.uint8)
    if image.ndim == 3 and image.shape[-1] == 1:
        image = image[..., 0]
    axes.imshow(image, cmap="gray", vmin=0, vmax=255, interpolation="none")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color=RULE)
    axes.xaxis.label.set_color(MUTED)

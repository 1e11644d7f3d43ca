"""A plot as a value, and what all plots share: type, lines, the title with the legend below it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from plainnet.messages.language import say
from plainnet.plots.palette import GRID, INK, MUTED, PAPER, RULE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Words = str | Callable[[], str]
"""Text in a plot: as it stands, or asked for at the time of drawing.

A plot may be drawn in two languages (labels of a picture fall back to English where no
Chinese font is found), so a label from the catalogue is best given as a function.
"""

WIDE = (7.2, 3.8)
NARROW = 3.5  # inches: 336 pixels of a page


@dataclass(frozen=True, eq=False)
class Plot:
    """A figure that can be drawn again in any language.

    `narrow`: the same for a page as wide as a telephone; None where this one scrolls there.
    """

    name: str  # stem of its files; lower-case words joined by `_`
    draw: "Callable[[Figure], None]"  # draws all of it; labels are said at that moment
    size: tuple[float, float] = WIDE  # width and height, in inches
    narrow: "Plot | None" = None


def worded(words: Words) -> str:
    """Return the text of a label now, in the current language."""
    return words if isinstance(words, str) else words()


LATIN_FONT = "DejaVu Sans"  # comes with matplotlib, so plots measure alike everywhere

STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": RULE,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": MUTED,
    "axes.labelsize": 9,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "figure.constrained_layout.h_pad": 0.1,
    "figure.constrained_layout.w_pad": 0.1,
    "figure.facecolor": PAPER,
    "font.size": 9,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "lines.linewidth": 1.6,
    "lines.solid_capstyle": "round",
    "savefig.facecolor": PAPER,
    "svg.fonttype": "none",
    "svg.hashsalt": "plainnet",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": RULE,
    "xtick.labelcolor": MUTED,
    "xtick.labelsize": 8.5,
    "xtick.major.size": 3,
    "ytick.color": RULE,
    "ytick.labelcolor": MUTED,
    "ytick.labelsize": 8.5,
    "ytick.major.size": 0,
}


def entitle(
    axes: Axes,
    title: Words,
    x_label: Words = "",
    y_label: Words = "",
    *,
    has_row_below: bool = False,
) -> None:
    """Write the title and the labels of axes, and put the legend in a row below the title."""
    axes.set_xlabel(worded(x_label))
    axes.set_ylabel(worded(y_label))
    handles, names = axes.get_legend_handles_labels()
    if handles:
        axes.legend(
            handles,
            names,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            borderaxespad=0.1,
            borderpad=0.2,
            columnspacing=1.4,
            handlelength=1.5,
            handletextpad=0.5,
            ncols=len(handles),
        )
    axes.set_title(worded(title), pad=24 if handles or has_row_below else None)


def with_unit(name: str, unit: Words) -> str:
    """Write a quantity with its unit, as in `error (USD)`; without one, the name alone."""
    written = worded(unit)
    return say("report.in_brackets", name=name, more=written) if written else name


def bars_only(axes: Axes) -> None:
    """Set axes up for horizontal bars: no rules across them, no line at their foot."""
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", labelcolor=INK)


def is_narrow(axes: Axes) -> bool:
    """Return whether the figure is drawn for a page as wide as a telephone."""
    figure = axes.get_figure(root=True)
    return figure is not None and figure.get_figwidth() <= NARROW


def names_above(axes: Axes, rise: float) -> None:
    """Move the names of rows above the rows, by a share of their height: all width is theirs."""
    for label in axes.get_yticklabels():
        axes.annotate(
            label.get_text(),
            (0, label.get_position()[1] - rise),
            xycoords=axes.get_yaxis_transform(),
            color=label.get_color(),
            fontsize=8.5,
            fontweight=label.get_fontweight(),
        )
    axes.set_yticks(axes.get_yticks(), [""] * len(axes.get_yticks()))
    axes.locator_params(axis="x", nbins=5)
    bottom, top = axes.get_ylim()
    axes.set_ylim(bottom, top - 0.3)

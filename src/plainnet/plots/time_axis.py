"""Dates, as they stand in the file, on an axis of steps."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from plainnet.messages.language import say

DATES_SHOWN = 6


def label_steps(axes: Axes, steps: int, dates: Sequence[str] | None, first: int = 0) -> None:
    """Write some of the dates below the axis, or number the steps."""
    if dates is None:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        axes.set_xlabel(say("plots.step"))
        return
    shown = np.unique(np.linspace(first, steps - 1, DATES_SHOWN).round().astype(int))
    axes.set_xticks(shown, [dates[step] for step in shown])

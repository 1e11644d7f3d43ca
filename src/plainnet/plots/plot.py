"""A plot as a value: its name, its size, and how to draw it when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """Give the text of a label now, in the current language."""
    return words if isinstance(words, str) else words()

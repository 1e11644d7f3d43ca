"""What a report is made of, as plain values in one language.

Concepts: report
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plainnet.plots.plot import Plot


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Sentences that stand one below the other."""

    items: Sequence[str]


@dataclass(frozen=True)
class KeyFigure:
    """One number worth seeing first.

    Attributes
    ----------
    label : str
        What it is.
    value : str
        Written as `number_format` writes it.
    note : str
        What to compare it with; may be empty.
    """

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """Key figures in a row."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True)
class TableBlock:
    """A table whose first column names the rows.

    Attributes
    ----------
    headers : sequence of str
        One a column.
    rows : sequence of sequence of str
        Cells as they are read.
    caption : str
        What the table shows.
    emphasised_row : int or None
        Index of the row to look at first.
    best_cells : frozenset of (row, column)
        Cells that hold the best figure of their column.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str
    emphasised_row: int | None = None
    best_cells: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class PlotBlock:
    """A plot, drawn in the language of the report, with its caption."""

    plot: Plot
    caption: str


@dataclass(frozen=True)
class Verdict:
    """What the evidence comes to, in one or two sentences."""

    kind: Literal["good", "caution", "bad"]
    text: str


@dataclass(frozen=True)
class ImageBlock:
    """A PNG picture.

    Attributes
    ----------
    png : bytes
        The file's content.
    description : str
        For who cannot see it.
    caption : str
        Below the picture; may be empty.
    """

    png: bytes
    description: str
    caption: str = ""


@dataclass(frozen=True)
class Code:
    """Lines of a program or a command, as they stand."""

    text: str


Block = Paragraph | Listing | Figures | TableBlock | PlotBlock | Verdict | ImageBlock | Code


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Report:
    """A whole page.

    Attributes
    ----------
    title : str
        Name of the page.
    summary : str
        What a reader should take away who reads nothing else.
    sections : sequence of Section
        From top to bottom.
    """

    title: str
    summary: str
    sections: Sequence[Section]

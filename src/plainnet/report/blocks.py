"""What a report is made of, as plain values in one language."""

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
    """One number worth seeing first."""

    label: str  # what it is
    value: str  # written as `number_format` writes it
    note: str = ""  # what to compare it with; may be empty


@dataclass(frozen=True)
class Figures:
    """Key figures in a row."""

    figures: Sequence[KeyFigure]


@dataclass(frozen=True)
class TableBlock:
    """A table whose first column names the rows.

    `best_cells`: cells that hold the best figure of their column.
    """

    headers: Sequence[str]  # one a column
    rows: Sequence[Sequence[str]]  # cells as they are read
    caption: str  # what the table shows
    emphasised_row: int | None = None  # index of the row to look at first
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
    """A PNG picture."""

    png: bytes  # the file's content
    description: str  # for who cannot see it
    caption: str = ""  # below the picture; may be empty


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
    """A whole page."""

    title: str  # name of the page
    summary: str  # what a reader should take away who reads nothing else
    sections: Sequence[Section]  # from top to bottom

"""Arrays plus what is known about them: the three kinds of dataset plainnet reads.

Concepts: dataset, table, image folder, series, repair
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plainnet.messages.language import say


@dataclass(frozen=True)
class Source:
    """Where a dataset came from.

    Attributes
    ----------
    path : str
        A file or folder; data that comes with the project is `package:NAME` or
        `generated:NAME`.
    sha256 : str
        Of the file's bytes; of a folder: over sorted relative paths and contents.
    """

    path: str
    sha256: str

    @property
    def is_generated(self) -> bool:
        """Whether plainnet made these data itself."""
        return self.path.startswith("generated:")


@dataclass(frozen=True)
class Repair:
    """Something a reader decided or mended, said and never silent."""

    key: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.key, **self.values)


@dataclass(frozen=True)
class Table:
    """Rows of numbers with named columns.

    Attributes
    ----------
    values : array of shape (rows, columns), float64
    column_names : tuple of str
    source : Source
    repairs : tuple of Repair
    """

    values: NDArray[np.float64]  # (rows, columns)
    column_names: tuple[str, ...]
    source: Source
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class ImageNotes:
    """What is known of one image besides its pixels.

    Attributes
    ----------
    height, width : int
        As a person sees it, before it was brought to the size asked for; 0 for a file that
        could not be used.
    is_coloured : bool
        Whether some pixel is clearly no grey.
    remarks : tuple of str
        Message keys of what was decided; empty for an ordinary image.
    """

    height: int
    width: int
    is_coloured: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImageFolder:
    """Images of one size with the class each belongs to.

    Attributes
    ----------
    pixels : array of shape (images, height, width, channels), uint8
    labels : array of shape (images,), int32
        Index into `class_names`; -1 where the class is unknown.
    class_names : tuple of str
        In the order of the labels; never re-sorted.
    files : tuple of str
        Path of each image, relative to the folder read.
    source : Source
    repairs : tuple of Repair
    notes : tuple of ImageNotes
        One for each image; empty for images that were never files.
    """

    pixels: NDArray[np.uint8]  # (images, height, width, channels)
    labels: NDArray[np.int32]  # (images,)
    class_names: tuple[str, ...]
    files: tuple[str, ...]
    source: Source
    repairs: tuple[Repair, ...] = ()
    notes: tuple[ImageNotes, ...] = ()


@dataclass(frozen=True)
class Series:
    """Values in the order of time.

    Attributes
    ----------
    values : array of shape (time, columns), float64
    column_names : tuple of str
    dates : tuple of str or None
        As written in the file, one for each row; None without a date column.
    source : Source
    repairs : tuple of Repair
    lines : sequence of int, or None
        Line of the file each row stands on; None where there is no file.
    is_filled : array of shape (time, columns), bool, or None
        Which values were missing and stand for the one before; None if none was.
    """

    values: NDArray[np.float64]  # (time, columns)
    column_names: tuple[str, ...]
    dates: tuple[str, ...] | None
    source: Source
    repairs: tuple[Repair, ...] = ()
    lines: Sequence[int] | None = None  # (time,)
    is_filled: NDArray[np.bool_] | None = None  # (time, columns)

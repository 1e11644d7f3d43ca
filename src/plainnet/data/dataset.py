"""Arrays plus what is known about them: the three kinds of dataset plainnet reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plainnet.messages.language import say


@dataclass(frozen=True)
class Source:
    """Where a dataset came from.

    `path`: a file or folder; data that comes with the project is `package:NAME` or
    `generated:NAME`.
    """

    path: str
    sha256: str  # of the file's bytes; of a folder: over sorted relative paths and contents

    @property
    def is_generated(self) -> bool:
        """Whether plainnet made these data itself."""
        return self.path.startswith("generated:")


@dataclass(frozen=True)
class DataNote:
    """Something a reader decided or mended, said and never silent."""

    key: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.key, **self.values)


@dataclass(frozen=True)
class Table:
    """Rows of numbers with named columns.

    Shapes: `values` (rows, columns).
    """

    values: NDArray[np.float64]  # (rows, columns)
    column_names: tuple[str, ...]
    source: Source
    repairs: tuple[DataNote, ...] = ()


@dataclass(frozen=True)
class ImageNotes:
    """What is known of one image besides its pixels.

    `height` and `width`: as a person sees it, before it was brought to the size asked for; 0 for a
    file that could not be used.
    """

    height: int
    width: int
    is_coloured: bool  # whether some pixel is clearly no grey
    remarks: tuple[str, ...] = ()  # message keys of what was decided; empty for an ordinary image


@dataclass(frozen=True)
class ImageFolder:
    """Images of one size with the class each belongs to.

    Shapes: `pixels` (images, height, width, channels).
    `labels`: (images,), index into `class_names`; -1 where the class is unknown.
    """

    pixels: NDArray[np.uint8]  # (images, height, width, channels)
    labels: NDArray[np.int32]  # (images,)
    class_names: tuple[str, ...]  # in the order of the labels; never re-sorted
    files: tuple[str, ...]  # path of each image, relative to the folder read
    source: Source
    repairs: tuple[DataNote, ...] = ()
    notes: tuple[ImageNotes, ...] = ()  # one for each image; empty for images that were never files


@dataclass(frozen=True)
class Series:
    """Values in the order of time.

    Shapes: `values` (time, columns).
    `dates`: as written in the file, one for each row; None without a date column.
    `lines`: line of the file each row stands on; None where there is no file.
    `is_filled`: (time, columns), which values were missing and stand for the one before; None if
        none was.
    """

    values: NDArray[np.float64]  # (time, columns)
    column_names: tuple[str, ...]
    dates: tuple[str, ...] | None
    source: Source
    repairs: tuple[DataNote, ...] = ()
    lines: Sequence[int] | None = None  # (time,)
    is_filled: NDArray[np.bool_] | None = None  # (time, columns)
    unit: str = ""  # that stands beside the values of the first column
